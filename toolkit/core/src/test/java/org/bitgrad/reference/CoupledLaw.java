package org.bitgrad.reference;

/**
 * The probability that given ones of n exchangeable bits are 1 and the others 0, by the name of
 * their copula, in forms that share nothing with the library.
 */
public abstract class CoupledLaw {
  final int samples;

  CoupledLaw(int samples) {
    this.samples = samples;
  }

  /**
   * The law of a copula.
   *
   * @param name of the copula
   * @param samples n
   */
  public static CoupledLaw of(String name, int samples) {
    return switch (name) {
      case "independent" -> new Independent(samples);
      default -> throw new AssertionError("there is no reference law of the copula " + name);
    };
  }

  /**
   * The probability of a pattern.
   *
   * @param ones how many bits are 1
   * @param p probability of a 1
   * @param q probability of a 0
   */
  public double probability(int ones, double p, double q) {
    // Copulas are mirrored for p of at least 1/2.
    return p < 0.5 ? pattern(ones, p) : pattern(samples - ones, q);
  }

  /** The same for p of at most 1/2. */
  abstract double pattern(int ones, double p);

  private static final class Independent extends CoupledLaw {
    Independent(int samples) {
      super(samples);
    }

    @Override
    double pattern(int ones, double p) {
      double product = 1;
      for (int k = 0; k < samples; k++) {
        product *= k < ones ? p : 1 - p;
      }
      return product;
    }
  }
}
