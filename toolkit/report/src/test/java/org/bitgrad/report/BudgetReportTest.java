package org.bitgrad.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bitgrad.analysis.BudgetResult;
import org.bitgrad.analysis.BudgetRow;
import org.bitgrad.analysis.EqualBudget;
import org.bitgrad.analysis.Frontier;
import org.bitgrad.analysis.GradientStudy;
import org.bitgrad.analysis.ProbabilitySweep;
import org.bitgrad.analysis.Ranking;
import org.bitgrad.analysis.StudyResult;
import org.bitgrad.problem.BernoulliProblem;
import org.bitgrad.problem.BitLoss;
import org.bitgrad.problem.Loss;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Table;

/** Tables and charts of comparisons at equal budgets say what the comparison found. */
class BudgetReportTest {
  private static final String[] SOME = {
    "reinforce", "arm", "loorf(4)", "st", "concrete(0.5)", "mean-field", "enumeration", "vimco"
  };

  private static BudgetResult result;
  private static ProbabilitySweep.Result sweep;

  /** (sum of bits - 1.3)^2, with derivative. */
  private static Loss loss() {
    return BitLoss.of(
        "square",
        (bits, out) -> {
          for (int r = 0; r < bits.rows(); r++) {
            out[r] = Math.pow(bits.sum(r) - 1.3, 2);
          }
        },
        (bits, out) -> {
          for (int r = 0; r < bits.rows(); r++) {
            java.util.Arrays.fill(
                out, r * bits.units(), (r + 1) * bits.units(), 2 * (bits.sum(r) - 1.3));
          }
        });
  }

  @BeforeAll
  static void run() {
    result =
        EqualBudget.of(BernoulliProblem.ofProbabilities(loss(), 0.2, 0.5, 0.9))
            .estimators(SOME)
            .budget(10, 100)
            .seconds(1e-3)
            .trials(400)
            .run();
    sweep =
        ProbabilitySweep.of(p -> BernoulliProblem.ofProbabilities(loss(), p))
            .estimators("arm", "st", "concrete(0.5)", "vimco", "loorf(8)")
            .at(0.1, 0.5, 0.9)
            .budget(4)
            .trials(100)
            .run();
  }

  private static double number(Table table, int row, String column) {
    return table.doubleColumn(column).get(row);
  }

  @Test
  void tableHoldsEveryRowWithIntervalsAndWhereNumbersComeFrom() {
    Table table = Tables.of(result);
    assertEquals(result.rows().size(), table.rowCount());
    for (int i = 0; i < table.rowCount(); i++) {
      BudgetRow row = result.rows().get(i);
      assertEquals(row.estimator(), table.stringColumn("estimator").get(i));
      assertEquals(row.variance().value(), number(table, i, "variance"));
      assertEquals(row.variance().interval().high(), number(table, i, "variance_high"));
      assertEquals(row.squaredBias().orElseThrow().value(), number(table, i, "squared_bias"));
      assertEquals(row.error().orElseThrow().interval().low(), number(table, i, "mse_low"));
      boolean concrete = row.estimator().equals("concrete(0.5)");
      assertEquals(concrete ? "sampled" : "exact", table.stringColumn("variance_is").get(i));
    }
    assertTrue(table.name().contains("n = 400"), table.name());
    assertEquals(result.timedRows().size(), Tables.ofTimes(result).rowCount());
  }

  @Test
  void rankingTableNamesThePlacesTheBestAndWhoHasNone() {
    Ranking ranking = result.ranking(100);
    Table table = Tables.of(ranking);
    assertEquals(SOME.length, table.rowCount());
    assertEquals("enumeration", table.stringColumn("estimator").get(0));
    assertEquals("1", table.stringColumn("place").get(0));
    int last = SOME.length - 1;
    assertEquals("-", table.stringColumn("place").get(last));
    assertEquals("vimco", table.stringColumn("estimator").get(last));
    assertTrue(table.doubleColumn("mse").isMissing(last));
    assertTrue(table.name().contains("best within noise: enumeration"), table.name());
    assertTrue(Display.representations(ranking).get("text/html").contains("<caption>mean squared"));
    assertTrue(Display.representations(ranking).get("text/plain").contains("best within noise"));
  }

  @Test
  void rankingChartNamesEstimatorsInTheirOrderAndDrawsTheirErrors() {
    Ranking ranking = result.ranking(100);
    List<Plot> plots = Charts.of(ranking).plots();
    assertEquals(2, plots.size());
    List<String> order = ranking.places().stream().map(Ranking.Place::estimator).toList();
    for (Plot plot : plots) {
      assertEquals(order, plot.x().names());
      assertEquals(order, plot.curves().stream().map(Curve::name).toList());
    }
    for (int i = 0; i < order.size(); i++) {
      Curve error = plots.get(0).curves().get(i);
      Ranking.Place place = ranking.places().get(i);
      assertEquals(i + 1, error.x()[0]);
      assertEquals(place.error().value(), error.y()[0]);
      assertEquals(place.error().interval().low(), error.low()[0]);
      assertEquals(place.row().variance().value(), plots.get(1).curves().get(i).y()[0]);
    }
    assertTrue(plots.get(0).remark().contains("no marker: 0"), plots.get(0).remark());
  }

  @Test
  void comparisonChartHasTwoPlotsPerBudgetInEvaluationsAndSeconds() {
    Chart chart = Charts.of(result);
    assertEquals(6, chart.plots().size());
    assertTrue(chart.plots().get(4).title().contains("seconds"), chart.plots().get(4).title());
    assertTrue(chart.png().length > 50_000);
  }

  @Test
  void manyNamesTakeAWholeRow() {
    BudgetResult all =
        EqualBudget.of(BernoulliProblem.ofProbabilities(loss(), 0.2, 0.5))
            .allEstimators()
            .trials(20)
            .budget(200)
            .run();
    Chart chart = Charts.of(all.ranking(200));
    Chart few = Charts.of(result.ranking(100));
    assertEquals(few.width(), chart.width());
    assertEquals(2 * few.height(), chart.height());
    assertTrue(chart.svg().contains("local-expectation"));
  }

  @Test
  void frontierChartNamesEveryPointAndGreysTheDominatedOnes() {
    Frontier frontier = result.frontier(100);
    Plot plot = Charts.of(frontier).plots().get(0);
    List<String> grey = new ArrayList<>();
    List<String> bright = new ArrayList<>();
    for (Curve curve : plot.curves()) {
      (curve.kind() == Curve.Kind.MUTED ? grey : bright).add(curve.name());
    }
    assertEquals(Set.copyOf(frontier.nonDominated()), Set.copyOf(bright));
    assertEquals(frontier.points().size(), grey.size() + bright.size());
    assertTrue(!grey.isEmpty() && plot.isLabelled());
    for (String name : grey) {
      assertTrue(plot.svg().contains(name), name);
    }
    Table table = Tables.of(frontier);
    for (int i = 0; i < table.rowCount(); i++) {
      Frontier.Point p = frontier.points().get(i);
      assertEquals(p.bias().value(), number(table, i, "bias"));
      assertEquals(
          p.dominatedBy().orElse("none: on the frontier"),
          table.stringColumn("dominated_by").get(i));
    }
  }

  @Test
  void errorOverBudgetsFollowsTheRankings() {
    Plot plot = Charts.overBudgets(result, "arm", "st").plots().get(0);
    Curve arm = plot.curves().get(0);
    for (int i = 0; i < arm.x().length; i += 13) {
      double budget = arm.x()[i];
      double error =
          result.ranking(budget).places().stream()
              .filter(p -> p.estimator().equals("arm"))
              .findFirst()
              .orElseThrow()
              .error()
              .value();
      assertEquals(Math.sqrt(error), arm.y()[i]);
    }
    assertTrue(
        Charts.overBudgets(result).plots().get(0).curves().stream()
            .anyMatch(c -> c.name().equals("enumeration")));
  }

  @Test
  void sweepChartsShowEveryPointAndSayWhoIsNotThere() {
    SweepChart chart = Charts.of(sweep).titled("one bit").over("p");
    assertEquals(3, chart.plots().size());
    List<ProbabilitySweep.Point> arm =
        sweep.points().stream().filter(p -> p.estimator().equals("arm")).toList();
    Plot profile = chart.profile("arm");
    assertEquals("arm, one bit", profile.title());
    Curve rmse = profile.curves().get(0);
    assertEquals("rmse", rmse.name());
    for (int i = 0; i < 3; i++) {
      assertEquals(arm.get(i).value(), rmse.x()[i]);
      assertEquals(arm.get(i).error().value(), rmse.y()[i]);
      double square =
          Math.pow(arm.get(i).bias().value(), 2) + Math.pow(arm.get(i).deviation().value(), 2);
      assertEquals(square, Math.pow(arm.get(i).error().value(), 2), 1e-12);
    }
    assertTrue(profile.remark().contains("exact"), profile.remark());
    assertTrue(chart.profile("concrete(0.5)").remark().contains("n = 100"));
    assertTrue(chart.profile("vimco").remark().startsWith("not defined here: "));
    assertTrue(chart.profile("loorf(8)").remark().contains("costs 8 evaluations"));
    assertThrows(IllegalArgumentException.class, () -> chart.profile("psa"));
    assertThrows(IllegalArgumentException.class, () -> chart.only("arm", "psa"));
    assertEquals(
        List.of("st"), chart.only("st").errors().curves().stream().map(Curve::name).toList());
    assertEquals(sweep.points().size(), Tables.of(sweep).rowCount());
  }

  /** With cost c and budget B the variance is c / B times that of one estimate. */
  @Test
  void sweepAtABudgetAveragesAsManyEstimatesAsItBuys() {
    ProbabilitySweep.Result one =
        ProbabilitySweep.of(p -> BernoulliProblem.ofProbabilities(loss(), p))
            .estimators("arm")
            .at(0.1)
            .run();
    double single = one.points().get(0).deviation().value();
    assertEquals(single * Math.sqrt(2 / 4.0), sweep.points().get(0).deviation().value(), 1e-12);
  }

  @Test
  void studySaysWhatIsExactAndWhatIsSampled() {
    StudyResult study =
        GradientStudy.of(BernoulliProblem.ofProbabilities(loss(), 0.2, 0.5, 0.9))
            .estimators("arm", "concrete(0.5)", "double-cv(2)")
            .trials(60)
            .exactMomentsWherePossible()
            .run();
    String note = Tables.of(study).name();
    assertTrue(note.contains("moments exact, but sampled for concrete(0.5)"), note);
    assertTrue(note.contains("60 estimates each"), note);
    assertTrue(Display.representations(study).get("text/html").contains("<caption>gradient exact"));
    Table moments = Tables.ofMoments(study);
    assertEquals(
        List.of("exact", "sampled", "exact"), moments.stringColumn("moments_are").asList());
    assertEquals(0, number(moments, 0, "bias"), 1e-14);
    assertTrue(number(moments, 1, "bias_high") > number(moments, 1, "bias_low"));
  }

  @Test
  void everythingIsExportedInEveryFormat(@TempDir Path temp) throws IOException {
    try (RunFolder folder = RunFolder.open(temp.resolve("run"), Map.of(), false)) {
      BudgetFiles.write(result, folder);
      folder.complete();
    }
    for (String name : List.of("budget", "budget-seconds", "ranking-100", "frontier-100")) {
      for (String ending : List.of(".csv", ".md", ".tex")) {
        Path file = temp.resolve("run").resolve(name + ending);
        assertTrue(Files.size(file) > 200, file.toString());
      }
    }
    for (String name : List.of("budget", "budget-seconds", "frontier-100", "error-over-budget")) {
      assertTrue(Files.size(temp.resolve("run").resolve(name + ".png")) > 10_000, name);
      assertTrue(Files.readString(temp.resolve("run").resolve(name + ".svg")).contains("<svg"));
    }
    String rule = Files.readString(temp.resolve("run/rule.md"));
    assertTrue(rule.contains("of the unbiased: "), rule);
    assertEquals(List.of(), Manifest.problems(temp.resolve("run")));
  }
}
