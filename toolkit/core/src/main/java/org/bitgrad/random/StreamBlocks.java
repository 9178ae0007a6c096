package org.bitgrad.random;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.LongBuffer;

/** The bulk loops of {@link RandomStream}, each of a form that HotSpot vectorises. */
final class StreamBlocks {

  static final int BLOCK = 1024;

  /** Below this a plain loop is as fast, and keeps HotSpot's view of the block loops long. */
  private static final int SHORT = 32;

  /** {@code (i + 1) G}: a product with the loop index itself would not vectorise. */
  private static final long[] MULTIPLES = new long[BLOCK];

  /** Per thread, so that a draw allocates nothing. */
  private static final ThreadLocal<Scratch> SCRATCH = ThreadLocal.withInitial(Scratch::new);

  /** Exponent bits of a double in [2^52, 2^53), whose mantissa is a whole number of 52 bits. */
  private static final long WHOLE = 0x433L << 52;

  private static final double TWO_TO_52 = 0x1p52;
  private static final double TWO_TO_MINUS_53 = 0x1p-53;

  /** Added before scaling, it rounds the half step down where half steps are no doubles. */
  private static final double JUST_BELOW_HALF = 0x1.fffffffffffffp-2;

  static {
    for (int i = 0; i < BLOCK; i++) {
      MULTIPLES[i] = (i + 1) * StreamHash.GOLDEN;
    }
  }

  private StreamBlocks() {}

  static double toUniform(long bits) {
    return ((bits >>> 11) + JUST_BELOW_HALF) * TWO_TO_MINUS_53;
  }

  static void bits(RandomStream stream, long from, long[] out, int offset, int length) {
    for (int done = 0; done < length; done += BLOCK) {
      int start = offset + done;
      int end = start + Math.min(BLOCK, length - done);
      if (end - start < SHORT) {
        fewBits(stream, from + done, out, start, end);
      } else {
        blockOfBits(stream, from + done, out, start, end);
      }
    }
  }

  static void uniforms(RandomStream stream, long from, double[] out, int offset, int length) {
    for (int done = 0; done < length; done += BLOCK) {
      int start = offset + done;
      int size = Math.min(BLOCK, length - done);
      if (size < SHORT) {
        fewUniforms(stream, from + done, out, start, start + size);
      } else {
        SCRATCH.get().uniforms(stream, from + done, out, start, size);
      }
    }
  }

  private static void fewBits(RandomStream stream, long from, long[] out, int start, int end) {
    for (int i = start; i < end; i++) {
      out[i] = stream.bits(from + (i - start));
    }
  }

  private static void fewUniforms(
      RandomStream stream, long from, double[] out, int start, int end) {
    for (int i = start; i < end; i++) {
      out[i] = stream.uniform(from + (i - start));
    }
  }

  private static void blockOfBits(RandomStream stream, long from, long[] out, int start, int end) {
    System.arraycopy(MULTIPLES, 0, out, start, end - start);
    mixCounters(out, start, end, stream.key() + from * StreamHash.GOLDEN);
    mixTweaked(out, start, end, stream.tweak());
  }

  // One finaliser per loop: with two in it, the body is too large for HotSpot to vectorise.

  private static void mixCounters(long[] words, int start, int end, long base) {
    for (int i = start; i < end; i++) {
      words[i] = StreamHash.mix13(words[i] + base);
    }
  }

  private static void fromMultiples(long[] words, int length, long base) {
    for (int i = 0; i < length; i++) {
      words[i] = StreamHash.mix13(MULTIPLES[i] + base);
    }
  }

  private static void mixTweaked(long[] words, int start, int end, long tweak) {
    for (int i = start; i < end; i++) {
      words[i] = StreamHash.mix13(words[i] ^ tweak);
    }
  }

  /**
   * Bits of one block on their way to doubles. JDK 17 vectorises neither conversions nor bit casts,
   * but two copies through memory outside the heap cast a block for a tenth of its conversions.
   */
  private static final class Scratch {
    private final long[] words = new long[BLOCK];
    private final LongBuffer asLongs;
    private final DoubleBuffer asDoubles;

    Scratch() {
      ByteBuffer memory = ByteBuffer.allocateDirect(BLOCK * Long.BYTES);
      memory.order(ByteOrder.nativeOrder());
      asLongs = memory.asLongBuffer();
      asDoubles = memory.asDoubleBuffer();
    }

    void uniforms(RandomStream stream, long from, double[] out, int offset, int length) {
      fromMultiples(words, length, stream.key() + from * StreamHash.GOLDEN);
      mixTweaked(words, 0, length, stream.tweak());
      toPatterns(words, length);
      asLongs.put(0, words, 0, length);
      asDoubles.get(0, out, offset, length);
      fromPatterns(out, offset, offset + length);
    }
  }

  /** To the pattern of 2^52 plus the half of k (rounded down), negative where k is odd. */
  private static void toPatterns(long[] words, int length) {
    for (int i = 0; i < length; i++) {
      words[i] = ((words[i] << 52) & Long.MIN_VALUE) | (words[i] >>> 12) | WHOLE;
    }
  }

  private static void fromPatterns(double[] x, int start, int end) {
    for (int i = start; i < end; i++) {
      double minusOdd = Math.floor(x[i] * TWO_TO_MINUS_53);
      double k = Math.fma(2, Math.abs(x[i]) - TWO_TO_52, -minusOdd);
      x[i] = (k + JUST_BELOW_HALF) * TWO_TO_MINUS_53;
    }
  }
}
