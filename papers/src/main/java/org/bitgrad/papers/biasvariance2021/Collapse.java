package org.bitgrad.papers.biasvariance2021;

import java.util.Arrays;
import org.bitgrad.random.RandomStream;
import org.bitgrad.train.BayesBinnRule;
import org.bitgrad.train.BinaryRule;
import org.bitgrad.train.DecayedSignRule;

/**
 * BayesBiNN as coded beside the rule without noise on a small problem: 6 weights, 12 points, the
 * mean of {@code softplus(-y x.w)}, 120 steps on all points.
 *
 * @param steps of the run
 * @param equal steps at which both rules take the same weights
 * @param unsaturated drawn weights other than -1 and 1
 */
record Collapse(int steps, int equal, int unsaturated) {
  private static final double[][] X = {
    {-0.14, 0.54, 0.78, 0.83, 0.92, -0.46},
    {1.51, -1.25, 0.86, 0.49, 0.87, 1.88},
    {1.48, -1.15, -1.69, 0.82, -1.02, -0.01},
    {0.84, -1.64, -2.11, 0.26, 0.04, -0.25},
    {0.04, -0.86, -1.51, -0.17, -0.97, -1.64},
    {0.51, -0.06, 0.41, -0.99, -0.66, -1.0},
    {-0.89, 0.2, -0.78, 0.36, 0.34, 2.03},
    {-1.39, 0.89, -0.09, -0.01, -1.45, -0.46},
    {0.74, -0.08, 0.08, -0.29, 1.15, -0.02},
    {-2.2, -0.69, -1.97, -3.25, -0.53, 1.33},
    {0.05, -1.17, -0.94, 1.13, 0.16, 0.05},
    {-0.05, 0.04, 0.81, 0.55, 0.22, -1.04},
  };
  private static final double[] Y = {1, 1, 1, -1, 1, 1, -1, 1, 1, -1, 1, 1};
  private static final double[] START = {10, 10, -10, -10, 10, 10};
  private static final double RATE = 0.05;
  private static final int STEPS = 120;

  /** By which the code multiplies the number of examples. */
  private static final int REPEATED = 10;

  static Collapse run(long seed) {
    RandomStream stream = RandomStream.of(seed, BiasVariance2021.PAPER, "collapse");
    double examples = (double) REPEATED * Y.length;
    BinaryRule coded = BayesBinnRule.asPublished(RATE, examples, START);
    double[] scaled = Arrays.stream(START).map(l -> l / (examples * 1e10)).toArray();
    BinaryRule plain = new DecayedSignRule(RATE, scaled);
    double[] w = new double[START.length];
    double[] v = new double[START.length];
    int equal = 0;
    int unsaturated = 0;
    for (int step = 0; step < STEPS; step++) {
      coded.weights(stream.child(step), w);
      plain.weights(stream.child(step), v);
      equal += Arrays.equals(w, v) ? 1 : 0;
      unsaturated += (int) Arrays.stream(w).filter(x -> Math.abs(x) != 1).count();
      coded.step(gradient(w));
      plain.step(gradient(v));
    }
    return new Collapse(STEPS, equal, unsaturated);
  }

  private static double[] gradient(double... w) {
    double[] gradient = new double[w.length];
    for (int n = 0; n < Y.length; n++) {
      double score = 0;
      for (int i = 0; i < w.length; i++) {
        score += X[n][i] * w[i];
      }
      double factor = -Y[n] / (1 + Math.exp(Y[n] * score)) / Y.length;
      for (int i = 0; i < w.length; i++) {
        gradient[i] += factor * X[n][i];
      }
    }
    return gradient;
  }
}
