package org.bitgrad.problem;

import java.util.function.ToDoubleFunction;
import org.bitgrad.numeric.Arguments;
import org.bitgrad.random.Noise;

/**
 * Problems with free logits: the expected value of a function of independent bits.
 *
 * <p>{@code E(theta) = sum over x in {0,1}^D of prod_j p(x_j) f(x)} with {@code p(x_j = 1) =
 * F(theta_j)}. Parameters: group {@code logits}.
 *
 * <pre>{@code
 * Problem problem = BernoulliProblem.of(row -> Math.pow(row.sum() - 1.3, 2), -1.0, 0.3, 2.0);
 * }</pre>
 */
public final class BernoulliProblem {
  private BernoulliProblem() {}

  /**
   * A quick function of bits, row by row, known at its values; logistic units.
   *
   * <pre>{@code
   * Problem problem = BernoulliProblem.of(row -> Math.pow(row.sum() - 1.3, 2), -1.0, 0.3, 2.0);
   * }</pre>
   *
   * @param function of the bits of a row
   * @param logits {@code log(p / (1 - p))}, one per bit; infinities allowed
   * @return the problem
   * @throws IllegalArgumentException if there are no logits or one is NaN
   */
  public static Problem of(ToDoubleFunction<BitRow> function, double... logits) {
    return of(BitRow.function(Arguments.given("function", function)), logits);
  }

  /**
   * A quick differentiable function of bits, row by row; logistic units.
   *
   * @param function of the bits of a row
   * @param gradient its derivative in the bits
   * @param logits {@code log(p / (1 - p))}, one per bit; infinities allowed
   * @return the problem
   * @throws IllegalArgumentException if there are no logits or one is NaN
   */
  public static Problem of(
      ToDoubleFunction<BitRow> function, BitRow.Gradient gradient, double... logits) {
    return of(
        BitRow.function(Arguments.given("function", function)),
        BitRow.gradient(Arguments.given("gradient", gradient)),
        logits);
  }

  /**
   * A function of bits known at its values, logistic units; blocks of rows at once, which is faster
   * than {@link #of(ToDoubleFunction, double...)} where the function is cheap.
   *
   * @param function one value per row
   * @param logits {@code log(p / (1 - p))}, one per bit; infinities allowed
   * @return the problem
   * @throws IllegalArgumentException if there are no logits or one is NaN
   */
  public static Problem of(BitFunction function, double... logits) {
    return of(BitLoss.of("f", function), Noise.logistic(), Encoding.BITS, logits);
  }

  /**
   * A differentiable function of bits, logistic units.
   *
   * @param function one value per row
   * @param gradient its derivative in the bits
   * @param logits {@code log(p / (1 - p))}, one per bit; infinities allowed
   * @return the problem
   * @throws IllegalArgumentException if there are no logits or one is NaN
   */
  public static Problem of(BitFunction function, BitGradient gradient, double... logits) {
    return of(BitLoss.of("f", function, gradient), Noise.logistic(), Encoding.BITS, logits);
  }

  /**
   * Any loss, any noise.
   *
   * @param loss judges the states
   * @param noise of the units
   * @param encoding in which the loss sees the states
   * @param logits pre-activations in units of the noise, one per unit; infinities allowed
   * @return the problem
   * @throws IllegalArgumentException if there are no logits, one is NaN or something is missing
   */
  public static Problem of(Loss loss, Noise noise, Encoding encoding, double... logits) {
    Arguments.given("loss", loss);
    int points = Math.max(1, loss.points());
    return Problem.of(FreeLogits.of(logits, noise, encoding, points), loss);
  }

  /**
   * The multi-sample bound {@code E[log((1/n) sum_k w(b_k))]} of n independent samples of the bits,
   * logistic units; see {@link Problem#bound}.
   *
   * @param samples n, at least 1
   * @param logWeight {@code log w} of the bits of one sample, one value per row
   * @param logits {@code log(p / (1 - p))}, one per bit; infinities allowed
   * @return the problem; its units are the bits of all samples, its parameters the logits
   * @throws IllegalArgumentException if n is below 1, there are no logits or one is NaN
   */
  public static Problem bound(int samples, BitFunction logWeight, double... logits) {
    return of(logWeight, logits).bound(samples);
  }

  /**
   * As {@link #bound(int, BitFunction, double...)}, for a weight with a derivative.
   *
   * @param samples n, at least 1
   * @param logWeight {@code log w} of the bits of one sample, one value per row
   * @param gradient its derivative in the bits
   * @param logits {@code log(p / (1 - p))}, one per bit; infinities allowed
   * @return the problem; its units are the bits of all samples, its parameters the logits
   * @throws IllegalArgumentException if n is below 1, there are no logits or one is NaN
   */
  public static Problem bound(
      int samples, BitFunction logWeight, BitGradient gradient, double... logits) {
    return of(logWeight, gradient, logits).bound(samples);
  }

  /**
   * Any loss, bits given by their probabilities; logistic units.
   *
   * @param loss judges the bits
   * @param probabilities of the bit 1, each in [0, 1]
   * @return the problem; its parameters are the logits {@code log(p / (1 - p))}
   * @throws IllegalArgumentException if a probability is not in [0, 1]
   */
  public static Problem ofProbabilities(Loss loss, double... probabilities) {
    Arguments.given("probabilities", probabilities);
    double[] logits = new double[probabilities.length];
    for (int j = 0; j < logits.length; j++) {
      double p = probabilities[j];
      if (!(p >= 0 && p <= 1)) {
        throw new IllegalArgumentException(
            "probabilities[" + j + "] must be in [0, 1], but is " + p);
      }
      logits[j] = Math.log(p) - Math.log1p(-p);
    }
    return of(loss, Noise.logistic(), Encoding.BITS, logits);
  }

  /**
   * A function of bits known at its values, bits given by their probabilities; logistic units.
   *
   * @param function one value per row
   * @param probabilities of the bit 1, each in [0, 1]
   * @return the problem
   * @throws IllegalArgumentException if a probability is not in [0, 1]
   */
  public static Problem ofProbabilities(BitFunction function, double... probabilities) {
    return ofProbabilities(BitLoss.of("f", function), probabilities);
  }
}
