package org.bitgrad.analysis;

/**
 * Traces of powers of the covariance S of the mean of all trials, estimated from batch means. With
 * {@code Y_k = sqrt(n_k / (N (K - 1))) (m_k - m)} for K batches of n_k trials, {@code Y'Y}
 * estimates S; the smaller of {@code Y'Y} and {@code YY'} is formed.
 *
 * <p>Cost: {@code K D min(K, D) + min(K, D)^3} multiply-adds for D parameters.
 */
final class Spectrum {
  private final GroupStatistics group;
  private final double trace;
  private final double[][] y;

  /**
   * Scales the batch means.
   *
   * @param group statistics of all trials
   * @param trace trace(S) from all trials
   */
  Spectrum(GroupStatistics group, double trace) {
    this.group = group;
    this.trace = trace;
    this.y = new double[group.batchMeans().length][];
  }

  BiasEstimate.Law law(double[] bias, double squaredNorm) {
    scale();
    double n = y.length - 1;
    double[][] square = y.length <= bias.length ? gram(y) : gram(transposed(y));
    double raw1 = 0;
    double raw2 = 0;
    for (int i = 0; i < square.length; i++) {
      raw1 += square[i][i];
      raw2 += dot(square[i], square[i]);
    }
    double raw3 = cube(square);
    double trace2 = n * n / ((n + 2) * (n - 1)) * (raw2 - raw1 * raw1 / n);
    trace2 = clamp(trace2, trace * trace / bias.length, trace * trace);
    double trace3 = raw3 - 3 * (1 / n + 1 / (n * n)) * trace * trace2;
    trace3 = (trace3 - trace * trace * trace / (n * n)) / (1 + 3 / n + 4 / (n * n));
    trace3 = clamp(trace3, trace2 * trace2 / trace, Math.pow(trace2, 1.5));
    return law(bias, squaredNorm, trace2, trace3);
  }

  private BiasEstimate.Law law(double[] bias, double squaredNorm, double trace2, double trace3) {
    double n = y.length - 1;
    double[] shadow = new double[y.length];
    for (int k = 0; k < y.length; k++) {
      shadow[k] = dot(y[k], bias);
    }
    double largest = Math.sqrt(trace2);
    double along = clamp(dot(shadow, shadow) / squaredNorm, 0, largest);
    double[] image = new double[bias.length];
    for (int k = 0; k < y.length; k++) {
      for (int i = 0; i < image.length; i++) {
        image[i] += y[k][i] * shadow[k];
      }
    }
    double raw = dot(image, image) / squaredNorm;
    double along2 = clamp((raw - trace * along / n) / (1 + 1 / n), along * along, along * largest);
    return new BiasEstimate.Law(trace, trace2, trace3, along, along2);
  }

  private void scale() {
    double[] mean = group.total().mean();
    double trials = group.total().count();
    for (int k = 0; k < y.length; k++) {
      double factor = Math.sqrt(group.batchSizes()[k] / (trials * (y.length - 1)));
      y[k] = group.batchMeans()[k].clone();
      for (int i = 0; i < mean.length; i++) {
        y[k][i] = factor * (y[k][i] - mean[i]);
      }
    }
  }

  private static double clamp(double x, double low, double high) {
    return Math.max(low, Math.min(high, x));
  }

  private static double dot(double[] x, double[] y) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += x[i] * y[i];
    }
    return sum;
  }

  private static double[][] transposed(double[][] x) {
    double[][] t = new double[x[0].length][x.length];
    for (int k = 0; k < x.length; k++) {
      for (int i = 0; i < t.length; i++) {
        t[i][k] = x[k][i];
      }
    }
    return t;
  }

  private static double[][] gram(double[][] x) {
    double[][] products = new double[x.length][x.length];
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j <= i; j++) {
        products[i][j] = dot(x[i], x[j]);
        products[j][i] = products[i][j];
      }
    }
    return products;
  }

  /** trace(W^3) of a symmetric matrix. */
  private static double cube(double[][] w) {
    double sum = 0;
    for (int i = 0; i < w.length; i++) {
      for (int j = 0; j <= i; j++) {
        sum += (i == j ? 1 : 2) * w[i][j] * dot(w[i], w[j]);
      }
    }
    return sum;
  }
}
