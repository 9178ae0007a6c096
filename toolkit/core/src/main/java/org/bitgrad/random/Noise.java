package org.bitgrad.random;

/**
 * The injected noise Z of a Bernoulli unit with pre-activation a: the unit's bit is 1 iff Z &lt; a,
 * so {@code P(bit = 1 | a) = F(a)} with F the cdf of Z; by a uniform number u, bit = 1 iff u &lt;
 * F(a).
 *
 * <p>Every noise is symmetric about 0, so {@code F(-a) = 1 - F(a)}. All functions are accurate in
 * relative terms where the value is small; hence {@code P(bit = 0 | a)} is to be taken as {@code
 * probability(-a)}, never as {@code 1 - probability(a)}. Arguments may be as large as doubles go;
 * NaN is refused by whoever makes pre-activations, and gives NaN or 0 or 1 here.
 *
 * <p>The bulk functions give the same numbers as the scalar ones, whatever the range. Instances are
 * immutable. The table of these noises: A. Shekhovtsov, V. Yanush, "Reintroducing straight-through
 * estimators as principled methods for stochastic binary networks", 2021, figure 1.
 *
 * <pre>{@code
 * Noise noise = Noise.parse("logistic(0.5)");
 * int bit = stream.uniform(0) < noise.probability(0.3) ? 1 : 0;
 * }</pre>
 */
public interface Noise {

  /**
   * The name, e.g. {@code gaussian}, or {@code gaussian(0.5)} if the scale is not 1; {@link
   * #parse(String)} reads it.
   *
   * @return the name
   */
  String name();

  /**
   * The scale s: Z is s times the noise of scale 1.
   *
   * @return a positive number
   */
  double scale();

  /**
   * The variance of Z.
   *
   * @return a positive number
   */
  double variance();

  /**
   * The cdf F(a) of Z, the probability of bit 1.
   *
   * @param a pre-activation
   * @return a probability in [0, 1], accurate in relative terms for a &lt; 0
   */
  double probability(double a);

  /**
   * The density F'(a) of Z.
   *
   * @param a pre-activation
   * @return a finite number of at least 0
   */
  double density(double a);

  /**
   * The quantile: the z with F(z) = u.
   *
   * @param u a probability in the open interval (0, 1)
   * @return a finite number
   * @throws IllegalArgumentException if u is not in (0, 1)
   */
  double quantile(double u);

  /**
   * The factor that turns a derivative in the logit log(F/(1-F)) into one in the pre-activation:
   * {@code F'(a) / (F(a) F(-a))}, and 0 where F(a) or F(-a) is 0. Exactly {@code 1 / scale()} for
   * logistic noise.
   *
   * @param a pre-activation
   * @return a finite number of at least 0
   */
  default double logitSlope(double a) {
    double product = probability(a) * probability(-a);
    return product == 0 ? 0 : density(a) / product;
  }

  /**
   * {@code out[i] = probability(a[i])} for i from offset to offset + length - 1.
   *
   * @param a pre-activations
   * @param out results; may be {@code a}
   * @param offset first index
   * @param length number of elements
   * @throws IllegalArgumentException if an array is null
   * @throws IndexOutOfBoundsException if the range does not lie in both arrays
   */
  void probabilities(double[] a, double[] out, int offset, int length);

  /**
   * {@code out[i] = density(a[i])} for i from offset to offset + length - 1.
   *
   * @param a pre-activations
   * @param out results; may be {@code a}
   * @param offset first index
   * @param length number of elements
   * @throws IllegalArgumentException if an array is null
   * @throws IndexOutOfBoundsException if the range does not lie in both arrays
   */
  void densities(double[] a, double[] out, int offset, int length);

  /**
   * Standard logistic noise: F is the sigmoid, the variance pi^2 / 3.
   *
   * @return the noise
   */
  static Noise logistic() {
    return logistic(1);
  }

  /**
   * Logistic noise: F(a) = sigmoid(a / s), variance s^2 pi^2 / 3.
   *
   * @param scale s, in [1e-100, 1e100]
   * @return the noise
   * @throws IllegalArgumentException if the scale is not in its range
   */
  static Noise logistic(double scale) {
    return new LogisticNoise(scale);
  }

  /**
   * Uniform noise on [-s, s]: F(a) = (1 + a/s) / 2 between, variance s^2 / 3.
   *
   * @param scale s, in [1e-100, 1e100]
   * @return the noise
   * @throws IllegalArgumentException if the scale is not in its range
   */
  static Noise uniform(double scale) {
    return new UniformNoise(scale);
  }

  /**
   * Triangular noise on [-s, s] with mode 0: F(a) = (1 + a/s)^2 / 2 below 0, variance s^2 / 6.
   *
   * @param scale s, in [1e-100, 1e100]
   * @return the noise
   * @throws IllegalArgumentException if the scale is not in its range
   */
  static Noise triangular(double scale) {
    return new TriangularNoise(scale);
  }

  /**
   * Gaussian noise of standard deviation s.
   *
   * @param scale s, in [1e-100, 1e100]
   * @return the noise
   * @throws IllegalArgumentException if the scale is not in its range
   */
  static Noise gaussian(double scale) {
    return new GaussianNoise(scale);
  }

  /**
   * As good as no noise: the bit is 1 iff a &gt; 0, with a density of 0 at any a but 0. It makes
   * deterministic sign units, to which only estimators with a derivative of their own can pass a
   * gradient. It is uniform noise of the smallest scale, so at exactly 0 the bit is a fair one.
   *
   * @return the noise
   */
  static Noise none() {
    return uniform(NoiseNames.SMALLEST_SCALE);
  }

  /**
   * The noise of a family and a scale.
   *
   * @param family {@code logistic}, {@code uniform}, {@code triangular} or {@code gaussian}
   * @param scale in [1e-100, 1e100]
   * @return the noise
   * @throws IllegalArgumentException if the family is unknown or the scale not in its range
   */
  static Noise of(String family, double scale) {
    return NoiseNames.of(family, scale);
  }

  /**
   * The noise of a name as {@link #name()} gives it: a family, optionally with its scale in
   * parentheses.
   *
   * @param text e.g. {@code logistic} or {@code uniform(0.5)}
   * @return the noise
   * @throws IllegalArgumentException if the text is no such name or the scale not in its range
   */
  static Noise parse(String text) {
    return NoiseNames.parse(text);
  }
}
