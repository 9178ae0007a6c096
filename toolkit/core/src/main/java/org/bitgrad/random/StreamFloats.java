package org.bitgrad.random;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;

/**
 * Uniform numbers of 32 bits for float32, two to a 64-bit word of the stream, centred: {@code u -
 * 1/2}. Position p is the lower half of word p/2 if p is even, the upper half if it is odd.
 *
 * <p>JDK 17 does not vectorise the conversion of whole numbers. So each half is cut into two of 16
 * bits, which are written as patterns of floats, cast by two copies through memory outside the heap
 * and joined by one rounding: the result is that of the conversion, bit for bit.
 */
final class StreamFloats {
  private static final int BLOCK = StreamBlocks.BLOCK;

  /** {@code 2^-32 (1 - 2^-24)}: the largest whole number, rounded up to 2^31, stays below 1/2. */
  private static final float SCALE = 0x1.fffffep-33f;

  /** Lower 16 bits of both halves. */
  private static final long SIXTEEN = 0x0000FFFF0000FFFFL;

  /** Exponent bits of two floats in [2^23, 2^24), whose mantissas are whole numbers. */
  private static final long WHOLE = 0x4B0000004B000000L;

  /** Turns the upper 16 bits of a signed half into that number plus 2^15. */
  private static final long SIGNS = 0x0000800000008000L;

  private static final float TWO_TO_23 = 0x1p23f;
  private static final float TWO_TO_23_AND_15 = 0x1p23f + 0x1p15f;

  /** Per thread, so that a draw allocates nothing. */
  private static final ThreadLocal<Scratch> SCRATCH = ThreadLocal.withInitial(Scratch::new);

  private StreamFloats() {}

  static float at(RandomStream stream, long position) {
    long word = stream.bits(position >> 1);
    return SCALE * (int) ((position & 1) == 0 ? word : word >>> 32);
  }

  static void fill(RandomStream stream, long from, float[] out, int offset, int length) {
    int done = 0;
    if ((from & 1) != 0 && length > 0) {
      out[offset] = at(stream, from);
      done = 1;
    }
    Scratch scratch = SCRATCH.get();
    while (length - done >= 2) {
      int pairs = Math.min(BLOCK, (length - done) / 2);
      StreamBlocks.bits(stream, (from + done) >> 1, scratch.words, 0, pairs);
      scratch.halves(pairs, out, offset + done);
      done += 2 * pairs;
    }
    if (done < length) {
      out[offset + done] = at(stream, from + done);
    }
  }

  private static final class Scratch {
    private final long[] words = new long[BLOCK];
    private final long[] patterns = new long[BLOCK];
    private final float[] upper = new float[2 * BLOCK];
    private final float[] lower = new float[2 * BLOCK];
    private final LongBuffer asLongs;
    private final FloatBuffer asFloats;

    Scratch() {
      ByteBuffer memory = ByteBuffer.allocateDirect(BLOCK * Long.BYTES);
      // The lower half of a word comes first.
      memory.order(ByteOrder.LITTLE_ENDIAN);
      asLongs = memory.asLongBuffer();
      asFloats = memory.asFloatBuffer();
    }

    void halves(int pairs, float[] out, int offset) {
      upperPatterns(words, patterns, pairs);
      cast(pairs, upper);
      lowerPatterns(words, patterns, pairs);
      cast(pairs, lower);
      join(upper, lower, 2 * pairs);
      System.arraycopy(upper, 0, out, offset, 2 * pairs);
    }

    private void cast(int pairs, float[] to) {
      asLongs.put(0, patterns, 0, pairs);
      asFloats.get(0, to, 0, 2 * pairs);
    }
  }

  private static void upperPatterns(long[] words, long[] patterns, int length) {
    for (int i = 0; i < length; i++) {
      patterns[i] = (((words[i] >>> 16) & SIXTEEN) ^ SIGNS) | WHOLE;
    }
  }

  private static void lowerPatterns(long[] words, long[] patterns, int length) {
    for (int i = 0; i < length; i++) {
      patterns[i] = (words[i] & SIXTEEN) | WHOLE;
    }
  }

  private static void join(float[] upper, float[] lower, int length) {
    for (int i = 0; i < length; i++) {
      float whole = Math.fma(upper[i] - TWO_TO_23_AND_15, 0x1p16f, lower[i] - TWO_TO_23);
      upper[i] = SCALE * whole;
    }
  }
}
