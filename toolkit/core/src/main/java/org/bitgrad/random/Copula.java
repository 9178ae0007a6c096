package org.bitgrad.random;

/**
 * The joint law of {@code n} exchangeable uniform numbers, as a rule negatively dependent. Compared
 * with one probability {@code p}, they give {@code n} exchangeable bits of which each is 1 with
 * probability exactly {@code p}, and two of which are less often 1 together than independent bits.
 *
 * <p>All functions of a probability are given for {@code p <= 1/2}; for larger ones the uniform
 * numbers are mirrored, so that bits 0 take the part of bits 1. Instances are immutable.
 */
public interface Copula {
  /** {@return the name, for example {@code dirichlet}} */
  String name();

  /**
   * How many independent uniform numbers make the samples.
   *
   * @param samples n, at least 2
   * @return number of arrays that {@link #couple} reads
   */
  int inputs(int samples);

  /**
   * Turns independent uniform numbers into coupled ones, position by position. Long arrays are
   * faster, since implementations work sample by sample.
   *
   * @param in {@code [inputs(n)][at least size]} independent uniforms in (0, 1); overwritten
   * @param out {@code [n][at least size]}, overwritten with coupled uniforms in (0, 1)
   * @param size positions
   */
  void couple(double[][] in, double[][] out, int size);

  /**
   * Whether {@link #limits} is known, a cheaper way to the same bits.
   *
   * @param samples n, at least 2
   * @return false unless overridden
   */
  default boolean hasLimits(int samples) {
    return false;
  }

  /**
   * Numbers with which the independent uniform numbers of a position are compared to give its
   * coupled bits: sample k is below p iff {@code in[k] < limit}. Up to rounding these are the bits
   * that {@link #couple} gives, without the coupled numbers.
   *
   * @param in {@code [inputs(n)][at least size]} independent uniforms in (0, 1); not changed
   * @param p {@code [at least size]} probabilities in [0, 1/2]; not changed
   * @param scratch three arrays of at least {@code size} numbers
   * @param limits {@code [at least size]}, overwritten
   * @param size positions
   * @throws UnsupportedOperationException if the copula has none for any number of samples
   */
  default void limits(double[][] in, double[] p, double[][] scratch, double[] limits, int size) {
    throw new UnsupportedOperationException("the copula " + name() + " has no limits");
  }

  /**
   * The probability that two given samples are both 1.
   *
   * @param samples n, at least 2
   * @param p probability of a 1, in [0, 1/2]
   * @return a probability of at most p
   */
  double bothOne(int samples, double p);

  /**
   * Whether {@link #pattern} is known for any number of samples.
   *
   * @return true unless overridden
   */
  default boolean hasPatterns() {
    return true;
  }

  /**
   * Whether {@link #pattern} is known for a number of samples.
   *
   * @param samples n, at least 2
   * @return {@link #hasPatterns()} unless overridden
   */
  default boolean hasPatterns(int samples) {
    return hasPatterns();
  }

  /**
   * The probability that given samples are 1 and all others 0.
   *
   * @param samples n, at least 2
   * @param ones how many samples are 1, 0 to n
   * @param p probability of a 1, in [0, 1/2]
   * @return a probability
   * @throws UnsupportedOperationException if {@link #hasPatterns(int)} is false
   */
  double pattern(int samples, int ones, double p);

  /**
   * The factor that makes leave-one-out estimates from coupled samples unbiased, {@code 1 / (1 -
   * rho)} with {@code rho} the correlation of two samples, which is {@code M / (1 - P11(m) / m)}
   * with {@code m = min(p, 1 - p)} and {@code M = max(p, 1 - p)}.
   *
   * @param samples n, at least 2
   * @param p probability of a 1
   * @param q probability of a 0, {@code 1 - p} accurately
   * @return the factor, in [0, 1] when samples repel one another
   */
  default double debias(int samples, double p, double q) {
    double minority = Math.min(p, q);
    double majority = Math.max(p, q);
    return minority == 0 ? majority : majority / (1 - bothOne(samples, minority) / minority);
  }
}
