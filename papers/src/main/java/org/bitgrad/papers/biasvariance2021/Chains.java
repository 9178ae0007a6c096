package org.bitgrad.papers.biasvariance2021;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bitgrad.exact.ExactOracle;
import org.bitgrad.network.Batch;
import org.bitgrad.network.NetworkBuilder;
import org.bitgrad.network.OutputLoss;
import org.bitgrad.network.StochasticBinaryNetwork;
import org.bitgrad.problem.BitLoss;
import org.bitgrad.problem.Encoding;
import org.bitgrad.problem.Problem;

/**
 * Chains of single units, {@code x_l = 1[z <= x_(l-1) - 1/2]} with logistic noise behind a first
 * unit of given probability, and the loss {@code x_L}. Relaxed, the gradient in the first
 * pre-activation is the product of the units' slopes {@code dx_l / da_l}.
 */
final class Chains {
  static final int LONGEST = 6;

  /**
   * A slope below this is nearly zero, and so is a gradient that is so small a part of the exact.
   */
  static final double LEAST = 1e-3;

  /** Probability of the first unit. */
  static final double P = 0.3;

  private static final double SHIFT = -0.5;
  private static final int INTERVALS = 600;

  private Chains() {}

  static Problem problem(int units) {
    NetworkBuilder builder = StochasticBinaryNetwork.input(1).encoding(Encoding.BITS);
    List<double[]> parameters = new ArrayList<>();
    for (int l = 0; l < units; l++) {
      builder.bernoulli(1);
      parameters.add(l == 0 ? new double[] {0, firstActivation()} : new double[] {1, SHIFT});
    }
    parameters.add(new double[] {0, 0});
    Batch batch = Batch.of(new double[][] {{0}}, new double[] {1});
    Problem network =
        builder
            .head(1, OutputLoss.LOGISTIC)
            .parameters(parameters.toArray(double[][]::new))
            .on(batch);
    BitLoss last =
        BitLoss.of(
            "the last unit",
            (bits, out) -> System.arraycopy(bits.values(), 0, out, 0, bits.rows()),
            (bits, out) -> Arrays.fill(out, 0, bits.rows(), 1));
    return Problem.of(network.chain(), last);
  }

  /** The exact gradient in the first pre-activation: in the bias, which follows its weight. */
  static double gradient(int units) {
    return ExactOracle.compute(problem(units)).gradient().group(0)[1];
  }

  private static double firstActivation() {
    return Math.log(P) - Math.log1p(-P);
  }

  /**
   * The largest |v| = |a - z| / tau at which the slope {@code sigmoid(v) sigmoid(-v) / tau} is at
   * least a bound; 0 if there is none.
   */
  static double reach(double tau, double least) {
    double square = 1 - 4 * least * tau;
    if (square <= 0) {
      return 0;
    }
    double r = Math.sqrt(square);
    // (1 + r) / (1 - r), without the difference that cancels
    return 2 * Math.log1p(r) - Math.log(4 * least * tau);
  }

  /**
   * The probability that every slope of a chain is at least {@link #LEAST}. A unit's slope is large
   * where |v| is below {@link #reach}, and what follows depends on v alone: one integral over v per
   * unit, all by Simpson's rule on the same points.
   *
   * @return for chains of 1 to {@link #LONGEST} units
   */
  static double[] allSlopesAtLeast(double tau) {
    double[] probability = new double[LONGEST];
    double reach = reach(tau, LEAST);
    if (reach == 0) {
      return probability;
    }
    double step = 2 * reach / INTERVALS;
    double[] rest = new double[INTERVALS + 1];
    Arrays.fill(rest, 1);
    for (int units = 1; units <= LONGEST; units++) {
      probability[units - 1] = integral(firstActivation(), tau, step, rest);
      double[] next = new double[rest.length];
      for (int i = 0; i < next.length && units < LONGEST; i++) {
        double state = 1 / (1 + Math.exp(reach - i * step));
        next[i] = integral(state + SHIFT, tau, step, rest);
      }
      rest = next;
    }
    return probability;
  }

  /** Of the noise's density at {@code a - tau v} times what follows. */
  private static double integral(double a, double tau, double step, double[] rest) {
    double reach = 0.5 * step * INTERVALS;
    double sum = 0;
    for (int i = 0; i <= INTERVALS; i++) {
      double weight = i == 0 || i == INTERVALS ? 1 : 2 + 2 * (i % 2);
      double small = Math.exp(-Math.abs(a - tau * (i * step - reach)));
      sum += weight * rest[i] * small / ((1 + small) * (1 + small));
    }
    return tau * sum * step / 3;
  }
}
