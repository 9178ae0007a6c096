package org.bitgrad.reference;

/**
 * The multi-sample bound log((1/n) sum_k exp(l_k)) of n samples, of which another head gives the
 * log weights l_k; the states of the samples stand one behind the other.
 */
public record BoundHead(int samples, Head logWeight) implements Head {
  /** The states of a sample. */
  double[] sample(double[] x, int k) {
    int units = x.length / samples;
    return java.util.Arrays.copyOfRange(x, k * units, (k + 1) * units);
  }

  /** The weights of the samples, not their logarithms. */
  double[] weights(double[] x, int point) {
    double[] weights = new double[samples];
    for (int k = 0; k < samples; k++) {
      weights[k] = Math.exp(logWeight.loss(sample(x, k), point));
    }
    return weights;
  }

  /** The bound of given weights. */
  double ofWeights(double... weights) {
    return Math.log(sum(weights) / samples);
  }

  private static double sum(double... weights) {
    double sum = 0;
    for (double weight : weights) {
      sum += weight;
    }
    return sum;
  }

  @Override
  public double loss(double[] x, int point) {
    return ofWeights(weights(x, point));
  }

  @Override
  public double[] stateDerivative(double[] x, int point) {
    double[] weights = weights(x, point);
    double[] g = new double[x.length];
    int units = x.length / samples;
    for (int k = 0; k < samples; k++) {
      double[] d = logWeight.stateDerivative(sample(x, k), point);
      for (int j = 0; j < units; j++) {
        g[k * units + j] = weights[k] / sum(weights) * d[j];
      }
    }
    return g;
  }

  @Override
  public double[] parameterDerivative(double[] x, int point) {
    double[] weights = weights(x, point);
    double[] g = new double[parameters().length];
    for (int k = 0; k < samples; k++) {
      double[] d = logWeight.parameterDerivative(sample(x, k), point);
      for (int i = 0; i < d.length; i++) {
        g[i] += weights[k] / sum(weights) * d[i];
      }
    }
    return g;
  }

  @Override
  public double[] parameters() {
    return logWeight.parameters();
  }
}
