package org.bitgrad.estimator;

import org.bitgrad.problem.Draw;
import org.bitgrad.problem.Problem;
import org.bitgrad.random.RandomStream;

/** Sampled mean and variance of the first group's derivatives at the first point. */
public final class SampledEstimates {
  private static final int ROWS = 1000;

  private final double[][] powers;
  private final double[] shift;
  private final long count;

  private SampledEstimates(double[][] powers, double[] shift, long count) {
    this.powers = powers;
    this.shift = shift;
    this.count = count;
  }

  /** A number of blocks of 1000 estimates, given the state. */
  public static SampledEstimates of(
      Estimator estimator, Problem problem, int blocks, double... state) {
    Problem repeated = problem.repeat(0, ROWS);
    Session session = estimator.open(repeated);
    session.restore(state);
    RowSink sink = new RowSink(repeated);
    int size = problem.parameters().size(0);
    double[][] powers = new double[4][size];
    double[] shift = new double[size];
    RandomStream stream = RandomStream.of(21, "sampled", estimator.name());
    for (int b = 0; b < blocks; b++) {
      sink.clear();
      session.estimate(Draw.of(stream.child(b)), sink);
      for (int i = 0; i < size; i++) {
        for (int r = 0; r < ROWS; r++) {
          double g = sink.group(0)[i * ROWS + r];
          if (b == 0 && r == 0) {
            shift[i] = g;
          }
          double power = 1;
          for (double[] sums : powers) {
            power *= g - shift[i];
            sums[i] += power;
          }
        }
      }
    }
    return new SampledEstimates(powers, shift, (long) blocks * ROWS);
  }

  public double count() {
    return count;
  }

  public double mean(int i) {
    return shift[i] + powers[0][i] / count;
  }

  public double variance(int i) {
    double m = powers[0][i] / count;
    return (powers[1][i] / count - m * m) * count / (count - 1);
  }

  public double totalVariance() {
    double total = 0;
    for (int i = 0; i < shift.length; i++) {
      total += variance(i);
    }
    return total;
  }

  public double errorOfMean(int i) {
    return Math.sqrt(variance(i) / count);
  }

  /** From the fourth central moment. */
  public double errorOfVariance(int i) {
    double m = powers[0][i] / count;
    double two = powers[1][i] / count;
    double three = powers[2][i] / count;
    double fourth = powers[3][i] / count - 4 * m * three + 6 * m * m * two - 3 * m * m * m * m;
    double central = two - m * m;
    return Math.sqrt((fourth - central * central) / count);
  }
}
