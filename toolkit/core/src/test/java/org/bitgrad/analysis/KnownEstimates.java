package org.bitgrad.analysis;

import java.util.List;
import org.bitgrad.random.RandomStream;

/**
 * Estimates whose mean and covariance are known by construction: {@code g + bias + A z}, where the
 * numbers z are independent with mean 0 and variance 1.
 */
final class KnownEstimates {
  private final double[] target;
  private final double[] bias;
  private final double[][] mixing;
  private final boolean skewed;

  /**
   * Describes the estimates.
   *
   * @param target the exact gradient g
   * @param bias the bias
   * @param mixing the matrix A, {@code [parameters x numbers]}
   * @param skewed whether z is exponential less 1, else normal
   */
  KnownEstimates(double[] target, double[] bias, double[][] mixing, boolean skewed) {
    this.target = target;
    this.bias = bias;
    this.mixing = mixing;
    this.skewed = skewed;
  }

  /** Independent coordinates with the given standard deviations, normal. */
  static KnownEstimates diagonal(double[] target, double[] bias, double... deviations) {
    double[][] mixing = new double[deviations.length][deviations.length];
    for (int i = 0; i < deviations.length; i++) {
      mixing[i][i] = deviations[i];
    }
    return new KnownEstimates(target, bias, mixing, false);
  }

  KnownEstimates skewedToo() {
    return new KnownEstimates(target, bias, mixing, true);
  }

  double[] target() {
    return target;
  }

  int size() {
    return target.length;
  }

  double trace() {
    double sum = 0;
    for (double[] row : mixing) {
      for (double a : row) {
        sum += a * a;
      }
    }
    return sum;
  }

  static double norm(double[] x) {
    double sum = 0;
    for (double v : x) {
      sum += v * v;
    }
    return Math.sqrt(sum);
  }

  double relBias() {
    return norm(bias) / norm(target);
  }

  double relStd() {
    return Math.sqrt(trace()) / norm(target);
  }

  double rmse(int samples) {
    return Math.sqrt(relBias() * relBias() + relStd() * relStd() / samples);
  }

  /** One estimate. */
  double[] draw(RandomStream stream) {
    int count = mixing[0].length;
    double[] u = new double[2 * count];
    stream.uniforms(0, u, 0, u.length);
    double[] x = new double[target.length];
    for (int i = 0; i < x.length; i++) {
      x[i] = target[i] + bias[i];
    }
    for (int j = 0; j < count; j++) {
      double radius = -Math.log(u[2 * j]);
      double z = skewed ? radius - 1 : Math.sqrt(2 * radius) * Math.cos(2 * Math.PI * u[2 * j + 1]);
      for (int i = 0; i < x.length; i++) {
        x[i] += mixing[i][j] * z;
      }
    }
    return x;
  }

  /** What a study would keep of so many of them. */
  GroupStatistics statistics(RandomStream stream, int trials, List<Integer> samples) {
    TrialBlocks blocks = new TrialBlocks(trials);
    Target exact = new Target(target);
    GroupStatistics statistics = new GroupStatistics(target.length, exact, samples, blocks);
    for (int b = 0; b < blocks.blocks(); b++) {
      GroupBlock block = new GroupBlock(target.length, exact, samples, blocks, b);
      for (int t = blocks.from(b); t < blocks.from(b + 1); t++) {
        block.add(t, draw(stream.child(t)));
      }
      statistics.absorb(block, b);
    }
    return statistics;
  }
}
