package org.bitgrad.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.bitgrad.estimator.Estimator;
import org.bitgrad.estimator.Estimators;
import org.bitgrad.estimator.Traits;
import org.bitgrad.report.TextColumns;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code bitgrad estimators}: names, traits, sources. */
@Command(
    name = "estimators",
    mixinStandardHelpOptions = true,
    description = "Lists the estimators: names with default arguments, traits, sources.")
final class EstimatorsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("estimator", "unbiased", "needs", "exact moments", "state", "source"));
    for (Estimator estimator : Estimators.all()) {
      Traits traits = estimator.traits();
      rows.add(
          List.of(
              estimator.name(),
              words(traits.bias()),
              words(traits.needs()),
              words(traits.exactMoments()),
              traits.stateful() ? "adapts" : traits.deterministic() ? "deterministic" : "none",
              traits.source()));
    }
    spec.commandLine().getOut().print(TextColumns.align(rows));
    spec.commandLine().getOut().flush();
    return 0;
  }

  private static String words(Enum<?> trait) {
    return trait.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
