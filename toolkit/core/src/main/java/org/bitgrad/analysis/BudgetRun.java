package org.bitgrad.analysis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bitgrad.estimator.Estimator;
import org.bitgrad.problem.Problem;

/** One run of an equal-budget comparison. */
final class BudgetRun {
  private static final double[] NONE = {};

  private final Problem problem;
  private final MomentSettings settings;
  private final double gradientCost;

  BudgetRun(Problem problem, MomentSettings settings, double gradientCost) {
    this.problem = problem;
    this.settings = settings;
    this.gradientCost = gradientCost;
  }

  BudgetResult run(
      List<Estimator> estimators, BudgetResult.Budgets budgets, int threads, Progress progress) {
    StudyMemory.require(problem, settings.trials(), estimators.size(), threads);
    MomentSource source = new MomentSource(problem, settings, threads);
    Map<String, String> refused = new LinkedHashMap<>();
    List<Trials> opened = new ArrayList<>();
    for (Estimator estimator : estimators) {
      try {
        opened.add(source.prepare(estimator));
      } catch (UnsupportedOperationException | IllegalArgumentException e) {
        refused.put(estimator.name(), e.getMessage());
      }
    }
    ProgressMeter meter = new ProgressMeter(progress, (long) settings.trials() * opened.size());
    List<Contender> contenders = new ArrayList<>();
    List<Trials> compared = new ArrayList<>();
    try (TrialPool pool = new TrialPool(threads)) {
      for (Trials trials : opened) {
        Interrupts.check();
        try {
          contenders.add(contender(trials, source.parts(trials, pool, meter)));
          compared.add(trials);
        } catch (ArithmeticException e) {
          refused.put(trials.name(), e.getMessage());
        }
      }
    }
    if (vanish(contenders)) {
      contenders.forEach(c -> refused.put(c.name(), ErrorParts.tooSmall()));
      contenders.clear();
      compared.clear();
    }
    double[] times = budgets.seconds().length == 0 ? NONE : EstimateTimes.measure(compared);
    return new BudgetResult(
        new BudgetResult.Setting(settings, gradientCost, source.groups(), norms(source)),
        budgets,
        contenders,
        times,
        refused);
  }

  /** All together: one that vanishes beside one that does not is just much better. */
  private static boolean vanish(List<Contender> contenders) {
    return !contenders.isEmpty()
        && contenders.stream().allMatch(c -> c.parts().get(c.parts().size() - 1).vanishes());
  }

  private Contender contender(Trials trials, List<ErrorParts> parts) {
    Estimator estimator = trials.estimator();
    return new Contender(
        estimator.name(),
        estimator.traits(),
        StudyTable.evaluations(estimator, problem),
        StudyTable.gradientEvaluations(estimator),
        parts);
  }

  /** Norms of the exact gradient, or no elements. */
  private static List<Double> norms(MomentSource source) {
    List<Double> norms = new ArrayList<>();
    for (int g = 0; g < source.groups().size(); g++) {
      source.gradient(g).ifPresent(x -> norms.add(Target.norm(x)));
    }
    return norms;
  }
}
