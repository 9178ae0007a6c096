package org.bitgrad.random;

/**
 * Uniform numbers of 32 bits for float32, two to a 64-bit word of the stream, centred: {@code u -
 * 1/2}. Position p is the lower half of word p/2 if p is even, the upper half if it is odd.
 */
final class StreamFloats {
  private static final int BLOCK = StreamBlocks.BLOCK;

  /** {@code 2^-32 (1 - 2^-24)}: the largest whole number, rounded up to 2^31, stays below 1/2. */
  private static final float SCALE = 0x1.fffffep-33f;

  /** Per thread, so that a draw allocates nothing. */
  private static final ThreadLocal<long[]> WORDS = ThreadLocal.withInitial(() -> new long[BLOCK]);

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
    long[] words = WORDS.get();
    while (length - done >= 2) {
      int pairs = Math.min(BLOCK, (length - done) / 2);
      StreamBlocks.bits(stream, (from + done) >> 1, words, 0, pairs);
      halves(words, pairs, out, offset + done);
      done += 2 * pairs;
    }
    if (done < length) {
      out[offset + done] = at(stream, from + done);
    }
  }

  private static void halves(long[] words, int pairs, float[] out, int offset) {
    for (int i = 0; i < pairs; i++) {
      long word = words[i];
      out[offset + 2 * i] = SCALE * (int) word;
      out[offset + 2 * i + 1] = SCALE * (int) (word >>> 32);
    }
  }
}
