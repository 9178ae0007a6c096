package org.bitgrad.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.bitgrad.estimator.Estimator;
import org.bitgrad.estimator.Estimators;
import org.bitgrad.exact.ExactMoments;
import org.bitgrad.exact.ExactOracle;
import org.bitgrad.exact.Moments;
import org.bitgrad.problem.BernoulliProblem;
import org.bitgrad.problem.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EqualBudgetTest {
  private static final String LOORF = "reinforce(4,baseline=leave-one-out)";
  private static final double ROUNDING = 1e-12;

  private static EqualBudget bits(String... estimators) {
    return EqualBudget.of(Problems.bits()).estimators(estimators).trials(400).seed(7);
  }

  private static BudgetRow row(BudgetResult result, String estimator, double budget) {
    return result.rows().stream()
        .filter(r -> r.estimator().equals(estimator) && r.budget() == budget)
        .filter(r -> r.group().equals(result.total()))
        .findFirst()
        .orElseThrow();
  }

  private static double squared(double[] x, double[] y) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += (x[i] - y[i]) * (x[i] - y[i]);
    }
    return sum;
  }

  @ParameterizedTest
  @ValueSource(strings = {"arm", "reinforce", LOORF, "st", "mean-field"})
  void exactErrorIsSquaredBiasPlusCostOverBudgetTimesVariance(String name) {
    Problem problem = Problems.bits();
    Estimator estimator = Estimators.parse(name);
    Moments moments = ExactMoments.of(estimator, problem);
    double[] g = ExactOracle.compute(problem).gradient().flat();
    double bias = squared(moments.mean().flat(), g);
    double variance = Arrays.stream(moments.variance().flat()).sum();
    double cost =
        estimator.traits().cost().evaluations(1, 3)
            + 2 * estimator.traits().cost().gradientEvaluations();
    BudgetRow row = row(bits(name).budget(10, 50).run(), name, 50);
    assertEquals(bias, row.squaredBias().orElseThrow().value(), ROUNDING);
    assertEquals(variance * cost / 50, row.variance().value(), ROUNDING);
    assertEquals(bias + variance * cost / 50, row.error().orElseThrow().value(), ROUNDING);
    assertEquals(50 / cost, row.estimates(), ROUNDING);
    assertTrue(row.exact());
  }

  /** A whole number of estimates: the share is that of averaging for real. */
  @Test
  void errorIsThatOfAveragingSoManyEstimates() {
    Problem problem = Problems.bits();
    double[] g = ExactOracle.compute(problem).gradient().flat();
    GradientStudy study = GradientStudy.of(problem).estimators("arm").trials(40_000).seed(3);
    StudyResult result = study.samples(5).run();
    double averaged = Math.pow(result.row("arm", "logits", 5).rmse().getAsDouble(), 2) * norm(g);
    Interval rmse = result.rmseInterval("arm", "logits", 5).orElseThrow();
    double error = row(bits("arm").budget(10).run(), "arm", 10).error().orElseThrow().value();
    assertTrue(rmse.contains(Math.sqrt(error / norm(g))), () -> error + " in " + rmse);
    assertEquals(averaged, error, 0.1 * error);
  }

  private static double norm(double[] g) {
    return squared(g, new double[g.length]);
  }

  @Test
  void derivativesCountAsSaid() {
    BudgetResult two = bits("st").budget(30).run();
    BudgetResult free = bits("st").budget(30).gradientCost(0).run();
    BudgetResult five = bits("st").budget(30).gradientCost(5).run();
    assertEquals(3, row(two, "st", 30).cost());
    assertEquals(1, row(free, "st", 30).cost());
    assertEquals(6, row(five, "st", 30).cost());
    assertEquals(
        row(free, "st", 30).variance().value() * 6, row(five, "st", 30).variance().value());
  }

  @Test
  void aBudgetBelowTheCostOfOneEstimateBuysNone() {
    BudgetResult result = bits(LOORF, "reinforce").budget(3, 4).run();
    assertEquals(
        List.of("reinforce", LOORF, "reinforce"),
        result.rows().stream().map(BudgetRow::estimator).toList());
    assertEquals("one estimate costs 4 evaluations", result.ranking(3).unranked().get(LOORF));
    assertEquals(
        List.of(),
        result.ranking(3).places().stream().filter(p -> p.estimator().equals(LOORF)).toList());
  }

  @Test
  void estimatorsThatRefuseAreListedWithTheirReason() {
    Problem values =
        BernoulliProblem.of((bits, out) -> Arrays.fill(out, 0, bits.rows(), 1.5), 0.0, 1.0);
    BudgetResult result =
        EqualBudget.of(values).estimators("st", "arm", "concrete(0.1)").trials(20).run();
    assertEquals(List.of("arm"), result.estimators());
    assertEquals(List.of("st", "concrete(0.1)"), List.copyOf(result.refused().keySet()));
    assertTrue(result.refused().get("st").contains("derivative"), result.refused()::toString);
    assertTrue(result.ranking(10).text().contains("-  st: "), result.ranking(10)::text);
  }

  @Test
  void rowsSayWhatIsExactDeclaredAndSampled() {
    BudgetResult result = bits("arm", "concrete(0.1)").run();
    assertEquals(Measured.Origin.EXACT, row(result, "arm", 100).variance().origin());
    assertEquals(Measured.Origin.SAMPLED, row(result, "concrete(0.1)", 100).variance().origin());
    assertEquals(
        Measured.Origin.SAMPLED, row(result, "concrete(0.1)", 100).error().orElseThrow().origin());
    BudgetRow sampled = row(bits("arm").exactUpTo(0).run(), "arm", 100);
    assertEquals(Measured.Origin.DECLARED, sampled.squaredBias().orElseThrow().origin());
    assertFalse(sampled.exact());
    BudgetRow doubted = row(bits("arm").exactUpTo(0).believeTraits(false).run(), "arm", 100);
    assertEquals(Measured.Origin.SAMPLED, doubted.squaredBias().orElseThrow().origin());
  }

  /** Frozen state: moments given that state are exact. */
  @Test
  void statefulEstimatorsHaveExactMomentsGivenTheirState() {
    String name = "reinforce(baseline=running-mean)";
    BudgetRow exact = row(bits(name).run(), name, 100);
    assertTrue(exact.exact());
    BudgetRow sampled = row(bits(name).exactUpTo(0).trials(20_000).run(), name, 100);
    double ratio = sampled.variance().value() / exact.variance().value();
    assertEquals(1, ratio, 0.1);
    assertTrue(sampled.variance().interval().contains(exact.variance().value()));
  }

  @Test
  void allParametersTogetherAddUpGroups() {
    BudgetResult result =
        EqualBudget.of(Problems.network()).estimators("psa", "arm").trials(300).run();
    assertEquals("all parameters", result.total());
    for (String estimator : result.estimators()) {
      double variance = 0;
      double bias = 0;
      for (BudgetRow r : result.rows()) {
        boolean part = r.estimator().equals(estimator) && !r.group().equals(result.total());
        variance += part ? r.variance().value() : 0;
        bias += part ? r.squaredBias().orElseThrow().value() : 0;
      }
      BudgetRow total = row(result, estimator, 100);
      assertEquals(variance, total.variance().value(), 1e-12 * variance);
      if (total.exact()) {
        assertEquals(bias, total.squaredBias().orElseThrow().value(), 1e-12 * bias);
      }
    }
    assertTrue(row(result, "psa", 100).exact());
    assertFalse(row(result, "arm", 100).exact());
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 16})
  void anyNumberOfThreadsGivesTheSameRows(int threads) {
    EqualBudget sampled = bits("arm", "st", "concrete(0.1)").exactUpTo(0);
    List<BudgetRow> rows = sampled.threads(1).run().rows();
    assertEquals(rows, sampled.threads(threads).run().rows());
  }

  @Test
  void addingAnEstimatorLeavesTheOthersAsTheyWere() {
    List<BudgetRow> alone = bits("concrete(0.1)").run().rows();
    List<BudgetRow> among = bits("st", "concrete(0.1)", "arm").run().rows();
    assertEquals(alone, among.stream().filter(r -> r.estimator().equals("concrete(0.1)")).toList());
  }

  @Test
  void timedRowsShareTheMomentsAndHaveTimesOfTheirOwn() {
    BudgetResult result = bits("arm", "reinforce").seconds(0.01, 0.1).run();
    assertEquals(4, result.timedRows().size());
    for (BudgetRow r : result.timedRows()) {
      assertEquals(BudgetRow.Unit.SECONDS, r.unit());
      assertTrue(r.cost() > 1e-9 && r.cost() < 1e-2, () -> "seconds " + r.cost());
      double one = row(result, r.estimator(), 100).variance().value() * 100;
      double cost = row(result, r.estimator(), 100).cost();
      assertEquals(one / cost * r.cost() / r.budget(), r.variance().value(), 1e-9 * one);
    }
    assertEquals(2, result.rankingAtSeconds(0.1).places().size());
    assertEquals(List.of("arm", "reinforce"), List.copyOf(result.secondsPerEstimate().keySet()));
  }

  private static Arguments refused(String call, Executable body, String... words) {
    return arguments(call, body, List.of(words));
  }

  static Stream<Arguments> refusals() {
    return Stream.of(
        refused("of(null)", () -> EqualBudget.of(null), "problem", "null"),
        refused("none", () -> EqualBudget.of(Problems.bits()).run(), "estimators", "empty"),
        refused("twice", () -> bits("st", "st"), "estimators", "st", "twice"),
        refused("unknown", () -> bits("psi"), "psi", "psa"),
        refused("null names", () -> bits((String[]) null), "estimators", "null"),
        refused("budget 0", () -> bits("st").budget(0), "budget", "positive", "0.0"),
        refused("budget -1", () -> bits("st").budget(-1), "budget", "-1.0"),
        refused("budget NaN", () -> bits("st").budget(Double.NaN), "budget", "NaN"),
        refused("budget inf", () -> bits("st").budget(1 / 0.0), "budget", "Infinity"),
        refused("budget down", () -> bits("st").budget(4, 3), "budget", "ascending", "3.0"),
        refused("no budget", () -> bits("st").budget(), "budget", "empty"),
        refused("seconds 0", () -> bits("st").seconds(0), "seconds", "0.0"),
        refused("gradient -1", () -> bits("st").gradientCost(-1), "gradientCost", "-1.0"),
        refused("gradient NaN", () -> bits("st").gradientCost(Double.NaN), "gradientCost", "NaN"),
        refused("trials 19", () -> bits("st").trials(19), "trials", "at least 20", "19"),
        refused("threads 0", () -> bits("st").threads(0), "threads", "1 to 1024", "0"),
        refused("exactUpTo -1", () -> bits("st").exactUpTo(-1), "exactUpTo", "-1.0"),
        refused("progress", () -> bits("st").progress(null), "progress", "null"),
        refused("group", () -> bits("st").run().ranking("x", 5), "group", "logits", "x"),
        refused("ranking 0", () -> bits("st").run().ranking(0), "budget", "0.0"),
        refused("frontier 0", () -> bits("st").run().frontier(-2), "budget", "-2.0"),
        refused("sweep null", () -> ProbabilitySweep.of(null), "problems", "null"),
        refused("sweep none", () -> sweep().run(), "estimators", "empty"),
        refused("sweep at", () -> sweep().at(0.5, 0.5), "at", "ascend", "0.5"),
        refused("sweep nowhere", () -> sweep().at(), "at", "empty"),
        refused("sweep budget", () -> sweep().budget(0), "budget", "positive", "0"),
        refused("sweep exactUpTo", () -> sweep().exactUpTo(-1), "exactUpTo", "-1"),
        refused("sweep trials", () -> sweep().trials(3), "trials", "at least 20", "3"));
  }

  private static ProbabilitySweep sweep() {
    return ProbabilitySweep.of(p -> Problems.bits());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refusals")
  void badArgumentsAreRefused(String call, Executable body, List<String> words) {
    String message = assertThrows(IllegalArgumentException.class, body, call).getMessage();
    for (String word : words) {
      assertTrue(message.contains(word), () -> call + ": " + message);
    }
  }

  @Test
  void timesThatWereNotMeasuredAreNotMadeUp() {
    BudgetResult result = bits("arm").run();
    assertEquals(List.of(), result.timedRows());
    String message =
        assertThrows(IllegalStateException.class, () -> result.rankingAtSeconds(1)).getMessage();
    assertTrue(message.contains("seconds"), message);
  }
}
