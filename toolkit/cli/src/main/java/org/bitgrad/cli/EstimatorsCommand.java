package org.bitgrad.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.bitgrad.estimator.Estimator;
import org.bitgrad.estimator.Estimators;
import org.bitgrad.estimator.Traits;
import org.bitgrad.report.Terminal;
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
    List<List<String>> traits = new ArrayList<>();
    traits.add(List.of("estimator", "unbiased", "needs", "defined on", "exact moments", "state"));
    List<List<String>> sources = new ArrayList<>();
    sources.add(List.of("estimator", "class", "source"));
    Estimators.families()
        .forEach(
            (family, members) -> {
              traits.add(List.of(family));
              members.forEach(estimator -> traits.add(row(estimator)));
              members.forEach(e -> sources.add(List.of(e.name(), place(e), e.traits().source())));
            });
    List<List<String>> aliases = new ArrayList<>();
    aliases.add(List.of("also read as", "means"));
    Estimators.aliases().forEach((alias, name) -> aliases.add(List.of(alias, name)));
    spec.commandLine().getOut().print(fit(traits) + "\n" + fit(sources) + "\n" + fit(aliases));
    spec.commandLine().getOut().flush();
    return 0;
  }

  private static String fit(List<List<String>> rows) {
    return TextColumns.fit(rows, 1, column -> false, Terminal.width());
  }

  /** Its class, in the package of its family: {@code path.Psa}. */
  private static String place(Estimator estimator) {
    Class<?> type = estimator.getClass();
    String folder = type.getPackageName();
    return folder.substring(folder.lastIndexOf('.') + 1) + "." + type.getSimpleName();
  }

  private static List<String> row(Estimator estimator) {
    Traits traits = estimator.traits();
    return List.of(
        estimator.name(),
        words(traits.bias()),
        words(traits.needs()),
        words(traits.scope()),
        words(traits.exactMoments()),
        traits.stateful() ? "adapts" : traits.deterministic() ? "deterministic" : "none");
  }

  private static String words(Enum<?> trait) {
    return trait.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
