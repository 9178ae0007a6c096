package org.bitgrad.analysis;

/**
 * The trace of the covariance of one estimate, with a 95 % interval: squared deviations from the
 * overall mean, batch by batch, are a sum whose variance the batches show.
 */
final class VarianceEstimate {
  private final GroupStatistics group;

  /** Needs two trials at least. */
  VarianceEstimate(GroupStatistics group) {
    this.group = group;
  }

  double value() {
    return group.total().totalSquares() / (group.total().count() - 1);
  }

  /** The sum of a batch's squared deviations from the mean of all trials. */
  private double squares(int batch) {
    double size = group.batchSizes()[batch];
    double[] mean = group.total().mean();
    double[] own = group.batchMeans()[batch];
    double distance = 0;
    for (int i = 0; i < mean.length; i++) {
      distance += (own[i] - mean[i]) * (own[i] - mean[i]);
    }
    return group.batchSquares()[batch] + size * distance;
  }

  /** For each batch its mean squared deviation less that of all trials. */
  double[] excess() {
    double[] excess = new double[group.batchMeans().length];
    for (int k = 0; k < excess.length; k++) {
      excess[k] = squares(k) / group.batchSizes()[k] - value();
    }
    return excess;
  }

  Interval interval() {
    double variance = value();
    long trials = group.total().count();
    int batches = group.batchMeans().length;
    double squares = 0;
    for (int k = 0; k < batches; k++) {
      double d = squares(k) - variance * group.batchSizes()[k];
      squares += d * d;
    }
    double varianceOfMean = squares * batches / (batches - 1.0) / ((double) trials * trials);
    return Quantiles.positiveMean(variance, varianceOfMean, batches - 1);
  }
}
