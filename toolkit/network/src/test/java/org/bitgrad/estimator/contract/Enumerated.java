package org.bitgrad.estimator.contract;

import org.bitgrad.estimator.Estimator;
import org.bitgrad.estimator.RowSink;
import org.bitgrad.estimator.Session;
import org.bitgrad.estimator.Traits;
import org.bitgrad.problem.Problem;

/**
 * Mean and variance of one estimate on the whole batch, by running the estimator on every
 * combination of {@link Cells} of its random numbers.
 */
public final class Enumerated {
  /** More combinations than this are not tried. */
  public static final double LIMIT = 5e5;

  private static final int ROWS = 1024;

  private final double[][] mean;
  private final double[][] variance;
  private double value;

  private Enumerated(Problem problem) {
    mean = new double[problem.parameters().groups()][];
    variance = new double[mean.length][];
    for (int g = 0; g < mean.length; g++) {
      mean[g] = new double[problem.parameters().size(g)];
      variance[g] = new double[mean[g].length];
    }
  }

  /** {@return the exact mean, group by group} */
  public double[][] mean() {
    return mean;
  }

  /** {@return the exact variance, group by group} */
  public double[][] variance() {
    return variance;
  }

  /** {@return the exact mean of the reported value} */
  public double value() {
    return value;
  }

  /** What integrates the means of an estimator. */
  static Cells.Fineness finenessOfMeans(Estimator estimator, ContractProblem on) {
    Traits traits = estimator.traits();
    if (traits.exactMoments() != Traits.Moments.NONE) {
      return Cells.Fineness.MEANS;
    }
    // A bias is seen at one unit; that there is none, only with several units together.
    if (traits.bias() != Traits.Bias.UNBIASED) {
      return Cells.Fineness.SMOOTH;
    }
    boolean continuous = Digits.of(estimator, on, 0, Cells.Fineness.MEANS).continuous();
    return continuous ? Cells.Fineness.CONTINUOUS : Cells.Fineness.MEANS;
  }

  /** {@return the number of combinations at a point} */
  static double combinations(Estimator estimator, ContractProblem on, Cells.Fineness fineness) {
    return Digits.of(estimator, on, 0, fineness).count();
  }

  /**
   * Enumerates.
   *
   * @param estimator recipe
   * @param on problem
   * @param fineness how the random numbers are cut
   * @param state adapted state, empty if none
   * @return the moments
   */
  static Enumerated of(
      Estimator estimator, ContractProblem on, Cells.Fineness fineness, double... state) {
    Enumerated result = new Enumerated(on.problem());
    int points = on.problem().points();
    for (int point = 0; point < points; point++) {
      result.addPoint(estimator, on, point, Digits.of(estimator, on, point, fineness), state);
    }
    return result;
  }

  private void addPoint(
      Estimator estimator, ContractProblem on, int point, Digits digits, double[] state) {
    long total = (long) digits.count();
    int rows = (int) Math.min(ROWS, total);
    Problem repeated = on.problem().repeat(point, rows);
    Session session = estimator.open(repeated);
    session.restore(state);
    RowSink sink = new RowSink(repeated);
    PointSums sums = new PointSums(mean);
    double[] weights = new double[rows];
    for (long first = 0; first < total; first += rows) {
      for (int r = 0; r < rows; r++) {
        weights[r] = first + r < total ? digits.weight(first + r) : 0;
      }
      sink.clear();
      session.estimate(new CombinationDraw(digits, first, weights), sink);
      for (int r = 0; r < rows && first + r < total; r++) {
        if (weights[r] != 0) {
          sums.add(sink, r, rows, weights[r]);
        }
      }
    }
    finish(sums, on.problem().points());
  }

  private void finish(PointSums sums, int points) {
    value += sums.value / points;
    for (int g = 0; g < mean.length; g++) {
      for (int i = 0; i < mean[g].length; i++) {
        double m = sums.first[g][i];
        mean[g][i] += m / points;
        variance[g][i] += Math.max(0, sums.second[g][i] - m * m) / points / points;
      }
    }
  }

  /** Weighted sums at one point. */
  private static final class PointSums {
    private final double[][] first;
    private final double[][] second;
    private double value;

    PointSums(double[][] shape) {
      first = new double[shape.length][];
      second = new double[shape.length][];
      for (int g = 0; g < shape.length; g++) {
        first[g] = new double[shape[g].length];
        second[g] = new double[shape[g].length];
      }
    }

    void add(RowSink sink, int row, int rows, double weight) {
      value += weight * sink.value()[row];
      for (int g = 0; g < first.length; g++) {
        for (int i = 0; i < first[g].length; i++) {
          double x = sink.group(g)[i * rows + row];
          first[g][i] += weight * x;
          second[g][i] += weight * x * x;
        }
      }
    }
  }
}
