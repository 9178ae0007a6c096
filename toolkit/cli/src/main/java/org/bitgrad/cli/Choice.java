package org.bitgrad.cli;

import java.util.List;
import java.util.stream.Collectors;
import org.bitgrad.estimator.Estimator;
import org.bitgrad.estimator.Estimators;
import org.bitgrad.exact.ExactMoments;
import org.bitgrad.problem.Problem;

/** Which estimators a command works on. */
final class Choice {
  private static final String OPTION = "--estimators";
  private static final int SHOWN = 6;

  private Choice() {}

  static List<Estimator> parse(String names) {
    try {
      return Estimators.parseList(names);
    } catch (IllegalArgumentException e) {
      throw Refusal.of(
          OPTION,
          names,
          "all, or different names between commas, with arguments in parentheses ("
              + e.getMessage()
              + ")");
    }
  }

  static List<Estimator> definedOn(Problem problem) {
    return Estimators.all().stream().filter(e -> whyNot(e, problem) == null).toList();
  }

  static void requireDefined(List<Estimator> chosen, Problem problem) {
    for (Estimator estimator : chosen) {
      String reason = whyNot(estimator, problem);
      if (reason != null) {
        throw Refusal.of(
            OPTION,
            estimator.name(),
            "estimators that are defined on this case, or all (" + reason + ")");
      }
    }
  }

  static List<Estimator> withExactMoments(Problem problem) {
    return definedOn(problem).stream()
        .filter(e -> ExactMoments.supportsGivenState(e, problem))
        .toList();
  }

  /** A line has no room for all names. */
  static String few(List<Estimator> estimators) {
    int more = estimators.size() - SHOWN;
    return estimators.stream().limit(SHOWN).map(Estimator::name).collect(Collectors.joining(", "))
        + (more > 0 ? " and " + more + " more" : "");
  }

  /** The reason why an estimator is not defined on a problem; null if it is. */
  private static String whyNot(Estimator estimator, Problem problem) {
    try {
      estimator.open(problem);
      return null;
    } catch (UnsupportedOperationException | IllegalArgumentException e) {
      return e.getMessage();
    }
  }
}
