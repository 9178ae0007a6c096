package org.bitgrad.estimator.contract;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;
import org.bitgrad.estimator.Estimator;

/** How far apart two estimators are in mean or variance over all parameters together. */
public final class Shift {
  /** Smaller shifts are rounding. */
  private static final double LEAST = 1e-6;

  /** Combinations that are tried. */
  private static final double MOST = 7e4;

  private Shift() {}

  /** Several wrong estimators are compared with one right one. */
  private static final Map<String, List<Known>> KNOWN = new ConcurrentHashMap<>();

  /** What the right estimator does on a problem after some adaptation. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Known(
      ContractProblem on, Cells.Fineness fineness, double[] state, Enumerated right) {}

  /**
   * The smallest shift of a mean or a variance on any problem of the contract, if one is shifted at
   * all.
   *
   * @param right estimator; those of one name are taken for the same
   * @param wrong estimator that reads the same sites
   * @return {@code |mean' - mean| / |mean|} or {@code |variance' / variance - 1|}
   */
  public static OptionalDouble smallest(Estimator right, Estimator wrong) {
    OptionalDouble smallest = OptionalDouble.empty();
    for (Known known : KNOWN.computeIfAbsent(right.name(), name -> enumerate(right))) {
      Enumerated a = known.right;
      Enumerated b = Enumerated.of(wrong, known.on, known.fineness, known.state);
      double ofMean = Math.sqrt(squares(a.mean(), b.mean()) / squares(a.mean(), null));
      double ofVariance = Math.abs(sum(b.variance()) / sum(a.variance()) - 1);
      smallest = least(least(smallest, ofMean), ofVariance);
    }
    return smallest;
  }

  private static List<Known> enumerate(Estimator right) {
    List<ContractProblem> problems = EstimatorChecks.problemsOf(right);
    Cells.Fineness fineness = fineness(right, problems.get(0));
    return problems.stream()
        .filter(on -> Enumerated.combinations(right, on, fineness) <= MOST)
        .map(on -> enumerate(right, on, fineness))
        .toList();
  }

  private static Known enumerate(Estimator right, ContractProblem on, Cells.Fineness fineness) {
    double[] state = Adapted.state(right, on.problem());
    return new Known(on, fineness, state, Enumerated.of(right, on, fineness, state));
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
