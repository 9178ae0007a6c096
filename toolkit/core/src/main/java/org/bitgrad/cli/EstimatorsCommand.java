package org.bitgrad.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.bitgrad.estimator.Estimator;
import org.bitgrad.estimator.Estimators;
import org.bitgrad.estimator.Traits;
import org.bitgrad.report.TextColumns;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code bitgrad estimators}: names, traits, sources, by family. */
@Command(
    name = "estimators",
    mixinStandardHelpOptions = true,
    description = "Lists the estimators by family: names with default arguments, traits, sources.")
final class EstimatorsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        List.of(
            "estimator", "unbiased", "needs", "defined on", "exact moments", "state", "source"));
    List<String> titles = new ArrayList<>();
    for (Map.Entry<String, List<Estimator>> family : Estimators.families().entrySet()) {
      titles.add(family.getKey());
      family.getValue().forEach(estimator -> rows.add(row(estimator)));
    }
    List<String> lines = TextColumns.align(rows).lines().toList();
    StringBuilder text = new StringBuilder(lines.get(0)).append('\n');
    int next = 1;
    for (String title : titles) {
      text.append('\n').append(title).append('\n');
      for (int i = Estimators.families().get(title).size(); i > 0; i--) {
        text.append(lines.get(next++)).append('\n');
      }
    }
    spec.commandLine().getOut().print(text);
    spec.commandLine().getOut().flush();
    return 0;
  }

  private static List<String> row(Estimator estimator) {
    Traits traits = estimator.traits();
    return List.of(
        "  " + estimator.name(),
        words(traits.bias()),
        words(traits.needs()),
        words(traits.scope()),
        words(traits.exactMoments()),
        traits.stateful() ? "adapts" : traits.deterministic() ? "deterministic" : "none",
        traits.source());
  }

  private static String words(Enum<?> trait) {
    return trait.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
