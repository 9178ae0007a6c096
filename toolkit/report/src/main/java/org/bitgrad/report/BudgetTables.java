package org.bitgrad.report;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.bitgrad.analysis.BudgetResult;
import org.bitgrad.analysis.BudgetRow;
import org.bitgrad.analysis.Frontier;
import org.bitgrad.analysis.Measured;
import org.bitgrad.analysis.ProbabilitySweep;
import org.bitgrad.analysis.Ranking;
import tech.tablesaw.api.Table;

/** The tables of comparisons at equal budgets. */
final class BudgetTables {
  private BudgetTables() {}

  static Table of(BudgetResult result, BudgetRow.Unit unit) {
    boolean evaluations = unit == BudgetRow.Unit.EVALUATIONS;
    List<BudgetRow> rows = evaluations ? result.rows() : result.timedRows();
    TableBuilder table =
        TableBuilder.of("what a budget in " + words(unit) + " buys; " + sampledFrom(result))
            .texts("estimator", "group")
            .numbers("budget", "cost", "estimates")
            .measured("variance")
            .measured("squared_bias")
            .measured("mse")
            .texts("variance_is", "squared_bias_is");
    for (BudgetRow row : rows) {
      Optional<Measured> bias = row.squaredBias();
      Optional<Measured> error = row.error();
      Object[] head = {row.estimator(), row.group(), row.budget(), row.cost(), row.estimates()};
      Object[] tail = {origin(row.variance()), bias.map(BudgetTables::origin).orElse("unknown")};
      table.row(cells(head, row.variance(), orEmpty(bias), orEmpty(error), tail));
    }
    return table.build();
  }

  private static Object[] cells(Object... parts) {
    return Arrays.stream(parts)
        .flatMap(
            p -> p instanceof Object[] several ? Arrays.stream(several) : Arrays.stream(one(p)))
        .toArray();
  }

  private static Object[] one(Object cell) {
    return new Object[] {cell};
  }

  /** Three empty cells stand for a number that is not known. */
  private static Object orEmpty(Optional<Measured> number) {
    return number.isPresent() ? number.get() : new Object[3];
  }

  static Table of(Ranking ranking) {
    String caption =
        "mean squared error of "
            + ranking.group()
            + " at "
            + amount(ranking.budget(), ranking.unit())
            + "; best within noise: "
            + String.join(", ", ranking.best());
    TableBuilder table =
        TableBuilder.of(caption)
            .texts("place", "estimator")
            .numbers("cost")
            .measured("mse")
            .numbers("worse_than_best_low", "worse_than_best_high")
            .texts("mse_is");
    for (Ranking.Place place : ranking.places()) {
      table.row(
          range(place),
          place.estimator(),
          place.row().cost(),
          place.error(),
          place.worseThanBest().low(),
          place.worseThanBest().high(),
          place.error().sampled() ? "sampled" : "exact");
    }
    ranking
        .unranked()
        .forEach((name, why) -> table.row("-", name, null, null, null, null, null, null, why));
    return table.build();
  }

  private static String range(Ranking.Place place) {
    return place.first() == place.last()
        ? String.valueOf(place.first())
        : place.first() + "-" + place.last();
  }

  static Table of(Frontier frontier) {
    TableBuilder table =
        TableBuilder.of(
                "bias against standard deviation of "
                    + frontier.group()
                    + " at "
                    + amount(frontier.budget(), BudgetRow.Unit.EVALUATIONS))
            .texts("estimator")
            .measured("bias")
            .measured("deviation")
            .texts("bias_is", "deviation_is", "dominated_by");
    for (Frontier.Point p : frontier.points()) {
      table.row(
          p.estimator(),
          p.bias(),
          p.deviation(),
          origin(p.bias()),
          origin(p.deviation()),
          p.dominatedBy().orElse("none: on the frontier"));
    }
    return table.build();
  }

  static Table of(ProbabilitySweep.Result sweep) {
    String spent =
        sweep.budget().isPresent()
            ? amount(sweep.budget().getAsDouble(), BudgetRow.Unit.EVALUATIONS)
            : "one estimate";
    TableBuilder table =
        TableBuilder.of(spent + " at each value; sampled: n = " + sweep.trials())
            .texts("estimator")
            .numbers("value")
            .measured("bias")
            .measured("deviation")
            .measured("rmse")
            .texts("bias_is", "deviation_is");
    for (ProbabilitySweep.Point p : sweep.points()) {
      Object[] origins = {origin(p.bias()), origin(p.deviation())};
      table.row(cells(p.estimator(), p.value(), p.bias(), p.deviation(), p.error(), origins));
    }
    return table.build();
  }

  static String amount(double budget, BudgetRow.Unit unit) {
    return Numbers.brief(budget, 4) + " " + words(unit);
  }

  static String words(BudgetRow.Unit unit) {
    return unit.name().toLowerCase(Locale.ROOT);
  }

  /** How sampled numbers were found; what it says holds for all of a result. */
  static String sampledFrom(BudgetResult result) {
    return "sampled: n = " + result.trials() + ", 95 % intervals";
  }

  /** {@code exact}, {@code declared} (a bias of 0) or {@code sampled}. */
  static String origin(Measured number) {
    return Objects.requireNonNull(number, "number").origin().name().toLowerCase(Locale.ROOT);
  }
}
