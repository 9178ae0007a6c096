package org.bitgrad.data;

import org.bitgrad.random.RandomStream;

/**
 * Random orders of the numbers 0 to n - 1, by the algorithm of Fisher and Yates: number i is
 * exchanged with number {@code floor(r (i + 1) / 2^64)}, where r is the stream's word at position
 * i. Each order has the same probability to within {@code n^2 2^-64}.
 */
final class Shuffle {
  private Shuffle() {}

  /** Overwrites the array with a random order. */
  static void order(RandomStream stream, int[] out) {
    for (int i = 0; i < out.length; i++) {
      int other = below(stream.bits(i), i + 1);
      out[i] = out[other];
      out[other] = i;
    }
  }

  /** A number 0 to bound - 1 from 64 random bits. */
  static int below(long bits, int bound) {
    long high = Math.multiplyHigh(bits, bound);
    return (int) (bits < 0 ? high + bound : high);
  }
}
