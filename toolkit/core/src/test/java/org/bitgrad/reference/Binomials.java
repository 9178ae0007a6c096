package org.bitgrad.reference;

/** Binomial coefficients. */
public final class Binomials {
  private Binomials() {}

  /** How many subsets of {@code k} elements there are. */
  public static long of(int n, int k) {
    long product = 1;
    for (int i = 1; i <= k; i++) {
      product = product * (n - k + i) / i;
    }
    return product;
  }
}
