package org.bitgrad.papers.arms2021;

import org.bitgrad.problem.BernoulliProblem;
import org.bitgrad.problem.BitLoss;
import org.bitgrad.problem.Problem;
import org.bitgrad.problem.States;

/**
 * A function of four bits whose exact gradient and variances are known: {@code f(b) = log(1 +
 * exp(w.b + a)) + r cos(v.b) + s b_0 b_2}. The numbers are ours, drawn once.
 */
final class SharedCase {
  private static final double[] P = {0.15, 0.4, 0.65, 0.9};
  private static final double[] W = {1.3, -0.7, 2.1, 0.4};
  private static final double[] V = {0.5, 1.7, -1.1, 2.3};
  private static final double A = -0.6;
  private static final double R = 0.8;
  private static final double S = -0.9;

  private SharedCase() {}

  static Problem problem() {
    return BernoulliProblem.ofProbabilities(loss(), P);
  }

  /** The expected logarithm of the mean of {@code exp f} at several samples. */
  static Problem bound(int samples) {
    return problem().bound(samples);
  }

  private static BitLoss loss() {
    return BitLoss.of("softplus and cosine", SharedCase::values, SharedCase::gradient);
  }

  private static double along(double[] direction, States bits, int row) {
    double sum = 0;
    for (int j = 0; j < direction.length; j++) {
      sum += direction[j] * bits.get(row, j);
    }
    return sum;
  }

  private static void values(States bits, double[] out) {
    for (int r = 0; r < bits.rows(); r++) {
      double a = along(W, bits, r) + A;
      double softplus = Math.max(a, 0) + Math.log1p(Math.exp(-Math.abs(a)));
      out[r] = softplus + R * Math.cos(along(V, bits, r)) + S * bits.get(r, 0) * bits.get(r, 2);
    }
  }

  private static void gradient(States bits, double[] out) {
    int rows = bits.rows();
    for (int r = 0; r < rows; r++) {
      double sigmoid = 1 / (1 + Math.exp(-along(W, bits, r) - A));
      double sine = Math.sin(along(V, bits, r));
      for (int j = 0; j < W.length; j++) {
        out[j * rows + r] = W[j] * sigmoid - R * V[j] * sine;
      }
      out[r] += S * bits.get(r, 2);
      out[2 * rows + r] += S * bits.get(r, 0);
    }
  }
}
