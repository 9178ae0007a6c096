package org.bitgrad.random;

/** The copulas of the library. */
public final class Copulas {
  private static final Copula INDEPENDENT = new IndependentCopula();

  private Copulas() {}

  /** {@return uniform numbers without dependence} */
  public static Copula independent() {
    return INDEPENDENT;
  }
}
