package org.bitgrad.papers.straightthrough2021;

import java.util.Arrays;
import org.bitgrad.exact.ExactOracle;
import org.bitgrad.papers.shared.Means;
import org.bitgrad.problem.BernoulliProblem;
import org.bitgrad.problem.BitLoss;
import org.bitgrad.problem.Encoding;
import org.bitgrad.problem.States;
import org.bitgrad.random.Noise;
import org.bitgrad.random.RandomStream;
import org.bitgrad.random.VectorMath;
import org.bitgrad.report.Measurement;
import org.bitgrad.train.MirrorDescent;

/**
 * A mean-field posterior of a few binary weights: the minimum of the expected logistic loss plus
 * {@code lambda KL(p, 1/2)}, by mirror descent with decay and by coordinate descent.
 */
final class Posterior {
  private static final int WEIGHTS = 4;
  private static final int POINTS = 12;
  private static final double LAMBDA = 0.1;
  private static final double EPS = 0.5;
  private static final int STEPS = 4_000;
  private static final int SWEEPS = 2_000;

  private final double[] x;

  Posterior(long seed) {
    RandomStream stream = StraightThrough2021.stream(seed, "posterior");
    x = Normals.of(stream, POINTS * WEIGHTS, 1);
  }

  /** The largest difference of the probabilities that the two find. */
  Measurement difference() {
    double[] eta = new double[WEIGHTS];
    MirrorDescent rule = new MirrorDescent(Noise.logistic(), EPS, LAMBDA, eta);
    for (int t = 0; t < STEPS; t++) {
      double[] g = slopes(rule.latent());
      // The rule takes derivatives in the weight as a spin, half of those in its probability.
      rule.step(Arrays.stream(g).map(d -> d / 2).toArray());
    }
    double[] other = coordinateDescent();
    double largest = 0;
    for (int i = 0; i < WEIGHTS; i++) {
      double p = VectorMath.sigmoid(other[i]);
      largest = Math.max(largest, Math.abs(rule.probability(i) - p));
    }
    return Means.largest(largest);
  }

  /** The derivatives of the expected loss in the probabilities, by the oracle. */
  private double[] slopes(double[] eta) {
    BitLoss loss =
        BitLoss.of(
            "logistic",
            (bits, out) -> {
              for (int r = 0; r < bits.rows(); r++) {
                out[r] = loss(bits, r);
              }
            });
    double[] dEta =
        ExactOracle.compute(BernoulliProblem.of(loss, Noise.logistic(), Encoding.BITS, eta))
            .gradient()
            .flat();
    double[] slopes = new double[WEIGHTS];
    Arrays.setAll(slopes, i -> dEta[i] / VectorMath.sigmoidDerivative(eta[i]));
    return slopes;
  }

  private double loss(States bits, int row) {
    double sum = 0;
    for (int n = 0; n < POINTS; n++) {
      double margin = 0;
      for (int i = 0; i < WEIGHTS; i++) {
        margin += x[n * WEIGHTS + i] * (2 * bits.get(row, i) - 1);
      }
      sum += VectorMath.softplus(-margin);
    }
    return sum / POINTS;
  }

  /**
   * Each probability in turn at its own minimum, {@code logit p_i = -dE/dp_i / lambda}: E is affine
   * in each, and the slope is a difference of expectations over the other weights.
   */
  private double[] coordinateDescent() {
    double[] eta = new double[WEIGHTS];
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      for (int i = 0; i < WEIGHTS; i++) {
        eta[i] = -(expected(eta, i, 1) - expected(eta, i, 0)) / LAMBDA;
      }
    }
    return eta;
  }

  private double expected(double[] eta, int fixed, int bit) {
    double[] one = new double[WEIGHTS];
    double sum = 0;
    for (int state = 0; state < 1 << WEIGHTS; state++) {
      if ((state >> fixed & 1) != bit) {
        continue;
      }
      double weight = 1;
      for (int i = 0; i < WEIGHTS; i++) {
        one[i] = state >> i & 1;
        weight *= i == fixed ? 1 : VectorMath.sigmoid(one[i] == 1 ? eta[i] : -eta[i]);
      }
      States states = States.zeros(Encoding.BITS, WEIGHTS, 1);
      System.arraycopy(one, 0, states.values(), 0, WEIGHTS);
      sum += weight * loss(states, 0);
    }
    return sum;
  }
}
