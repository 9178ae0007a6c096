package org.bitgrad.cli;

import java.util.ArrayList;
import java.util.List;
import org.bitgrad.analysis.EstimatorResult;
import org.bitgrad.analysis.GradientStudy;
import org.bitgrad.analysis.StudyResult;
import org.bitgrad.analysis.StudySettings;
import org.bitgrad.estimator.Estimator;
import org.bitgrad.exact.ExactOracle;
import org.bitgrad.problem.Problem;
import org.bitgrad.report.Numbers;
import org.bitgrad.report.Terminal;
import org.bitgrad.report.TextColumns;

/** What a study will cost, from a few trials of it. */
final class Forecast {
  private static final int PILOT_TRIALS = 200;

  private Forecast() {}

  static String of(
      Problem problem, List<Estimator> estimators, StudySettings settings, int threads) {
    int pilot = Math.min(PILOT_TRIALS, settings.trials());
    StudyResult tried =
        GradientStudy.of(problem)
            .estimators(estimators.toArray(Estimator[]::new))
            .samples(1)
            .trials(pilot)
            .seed(settings.seed())
            .threads(threads)
            .run();
    double factor = (double) settings.trials() / pilot;
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("estimator", "estimates", "evaluations per point", "seconds"));
    double total = 0;
    for (EstimatorResult result : tried.estimators()) {
      double seconds = result.seconds() * factor / threads;
      total += seconds;
      rows.add(
          List.of(
              result.name(),
              String.valueOf(settings.trials()),
              String.valueOf(result.evaluations() / pilot * settings.trials()),
              Numbers.brief(seconds, 2)));
    }
    double exact = ExactOracle.cost(problem);
    return TextColumns.fit(rows, 1, column -> column > 0, Terminal.width())
        + "exact gradient: "
        + Numbers.brief(exact, 3)
        + " operations"
        + (exact <= ExactOracle.DEFAULT_LIMIT ? "\n" : ", too many: error columns stay empty\n")
        + TextColumns.paragraph(
            "about "
                + Numbers.brief(total, 2)
                + " seconds on "
                + threads
                + " threads, exact moments not counted; nothing was written",
            Terminal.width());
  }
}
