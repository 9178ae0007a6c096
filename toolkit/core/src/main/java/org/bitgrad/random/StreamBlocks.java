package org.bitgrad.random;

/** The bulk loops of {@link RandomStream}, each of a form that HotSpot vectorises. */
final class StreamBlocks {

  private static final int BLOCK = 256;

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
      int size = Math.min(BLOCK, length - done);
      long base = stream.key() + (from + done) * StreamHash.GOLDEN;
      System.arraycopy(MULTIPLES, 0, out, offset + done, size);
      hash(out, offset + done, offset + done + size, base, stream.tweak());
    }
  }

  static void uniforms(RandomStream stream, long from, double[] out, int offset, int length) {
    long[] scratch = SCRATCH.get();
    for (int done = 0; done < length; done += BLOCK) {
      int size = Math.min(BLOCK, length - done);
      System.arraycopy(MULTIPLES, 0, scratch, 0, size);
      hash(scratch, 0, size, stream.key() + (from + done) * StreamHash.GOLDEN, stream.tweak());
      int start = offset + done;
      for (int i = 0; i < size; i++) {
        out[start + i] = toUniform(scratch[i]);
      }
    }
  }

  private static void hash(long[] words, int start, int end, long base, long tweak) {
    for (int i = start; i < end; i++) {
      words[i] = StreamHash.mix13(StreamHash.mix13(words[i] + base) ^ tweak);
    }
  }
}
