package org.bitgrad.random;

/** The bulk loops of {@link RandomStream}, each of a form that HotSpot vectorises. */
final class StreamBlocks {

  private static final int BLOCK = 512;

  /** Below this a plain loop is as fast, and keeps HotSpot's view of the block loops long. */
  private static final int SHORT = 32;

  /** {@code (i + 1) G}: a product with the loop index itself would not vectorise. */
  private static final long[] MULTIPLES = new long[BLOCK];

  /** Bits of one block on their way to doubles; per thread, so that a draw allocates nothing. */
  private static final ThreadLocal<long[]> SCRATCH = ThreadLocal.withInitial(() -> new long[BLOCK]);

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
        long[] scratch = SCRATCH.get();
        blockOfBits(stream, from + done, scratch, 0, size);
        convert(scratch, out, start, size);
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

  private static void mixTweaked(long[] words, int start, int end, long tweak) {
    for (int i = start; i < end; i++) {
      words[i] = StreamHash.mix13(words[i] ^ tweak);
    }
  }

  // On JDK 17 the conversion itself stays scalar, so it stands alone and the rest is vectorised.

  private static void convert(long[] bits, double[] out, int offset, int length) {
    shift(bits, length);
    for (int i = 0; i < length; i++) {
      out[offset + i] = bits[i];
    }
    scale(out, offset, offset + length);
  }

  private static void shift(long[] bits, int length) {
    for (int i = 0; i < length; i++) {
      bits[i] >>>= 11;
    }
  }

  private static void scale(double[] out, int start, int end) {
    for (int i = start; i < end; i++) {
      out[i] = (out[i] + JUST_BELOW_HALF) * TWO_TO_MINUS_53;
    }
  }
}
