package org.bitgrad.estimator.contract;

import java.util.List;
import java.util.OptionalDouble;
import org.bitgrad.estimator.Estimator;

/** How far apart two estimators are in mean or variance over all parameters together. */
public final class Shift {
  /** Smaller shifts are rounding. */
  private static final double LEAST = 1e-6;

  /** Combinations that are tried. */
  private static final double MOST = 7e4;

  private Shift() {}

  /**
   * The smallest shift of a mean or a variance on any problem of the contract, if one is shifted at
   * all.
   *
   * @param right estimator
   * @param wrong estimator that reads the same sites
   * @return {@code |mean' - mean| / |mean|} or {@code |variance' / variance - 1|}
   */
  public static OptionalDouble smallest(Estimator right, Estimator wrong) {
    OptionalDouble smallest = OptionalDouble.empty();
    List<ContractProblem> problems = EstimatorChecks.problemsOf(right);
    Cells.Fineness fineness = fineness(right, problems.get(0));
    for (ContractProblem on : problems) {
      if (Enumerated.combinations(right, on, fineness) <= MOST) {
        double[] state = Adapted.state(right, on.problem());
        Enumerated a = Enumerated.of(right, on, fineness, state);
        Enumerated b = Enumerated.of(wrong, on, fineness, state);
        double ofMean = Math.sqrt(squares(a.mean(), b.mean()) / squares(a.mean(), null));
        double ofVariance = Math.abs(sum(b.variance()) / sum(a.variance()) - 1);
        smallest = least(least(smallest, ofMean), ofVariance);
      }
    }
    return smallest;
  }

  private static Cells.Fineness fineness(Estimator right, ContractProblem on) {
    return switch (right.traits().exactMoments()) {
      case PATHS, U_STATISTIC -> Cells.Fineness.MEANS;
      case ONE_LAYER -> Cells.Fineness.VARIANCES;
      case NONE -> Enumerated.finenessOfMeans(right, on);
    };
  }

  private static OptionalDouble least(OptionalDouble least, double shift) {
    boolean counts = Double.isFinite(shift) && shift > LEAST;
    return counts && shift < least.orElse(Double.MAX_VALUE) ? OptionalDouble.of(shift) : least;
  }

  private static double squares(double[][] a, double[][] b) {
    double sum = 0;
    for (int g = 0; g < a.length; g++) {
      for (int i = 0; i < a[g].length; i++) {
        double d = a[g][i] - (b == null ? 0 : b[g][i]);
        sum += d * d;
      }
    }
    return sum;
  }

  private static double sum(double[][] a) {
    double sum = 0;
    for (double[] group : a) {
      for (double number : group) {
        sum += number;
      }
    }
    return sum;
  }
}
