package org.bitgrad.analysis;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.bitgrad.estimator.Estimators;
import org.bitgrad.exact.ExactMoments;
import org.bitgrad.exact.ExactOracle;
import org.bitgrad.exact.Moments;
import org.bitgrad.exact.TooCostlyException;
import org.bitgrad.problem.BernoulliProblem;
import org.bitgrad.problem.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class GradientStudyTest {
  private static StudyResult small(String... estimators) {
    return GradientStudy.of(Problems.bits()).estimators(estimators).trials(40).seed(3).run();
  }

  @Test
  void rowsComeByEstimatorThenGroupThenSamples() {
    StudyResult result =
        GradientStudy.of(Problems.network()).estimators("psa", "st").trials(30).run();
    List<String> order = new ArrayList<>();
    for (String estimator : List.of("psa", "st")) {
      for (String group : List.of("layer0", "layer1", "layer2")) {
        order.add(estimator + group + 1);
        order.add(estimator + group + 10);
      }
    }
    assertEquals(
        order, result.rows().stream().map(r -> r.estimator() + r.group() + r.samples()).toList());
    assertEquals("st", result.row("st", "layer1", 10).estimator());
    assertEquals(3, result.row("st", "layer1", 10).groups());
  }

  @ParameterizedTest
  @CsvSource({
    "1, [1]",
    "2, [1]",
    "19, [1]",
    "20, '[1, 10]'",
    "1999, '[1, 10, 100]'",
    "2000, '[1, 10, 100, 1000]'",
    "20000, '[1, 10, 100, 1000]'"
  })
  void samplesDefaultToThoseOfUpToHalfTheTrials(int trials, String samples) {
    assertEquals(samples, StudySettings.defaultSamples(trials).toString());
  }

  @Test
  void rowsShowTheIntervalsThatAreTested() {
    StudyResult result = small("st");
    StudyRow row = result.row("st", "logits", 1);
    Interval bias = result.relBiasInterval("st", "logits").orElseThrow();
    assertEquals(bias.low(), row.relBiasLow().getAsDouble());
    assertEquals(bias.high(), row.relBiasHigh().getAsDouble());
    Interval rmse = result.rmseInterval("st", "logits", 1).orElseThrow();
    assertTrue(rmse.contains(row.rmse().getAsDouble()));
    Interval std = result.relStdInterval("st", "logits").orElseThrow();
    assertTrue(std.contains(row.relStd().getAsDouble()));
    Interval cosine = result.cosineInterval("st", "logits", 1).orElseThrow();
    assertTrue(cosine.contains(row.cos().getAsDouble()));
    assertEquals(1, result.differences("st", "st").size());
    assertEquals(0, result.differences("st", "st").get(0).difference());
  }

  @Test
  void costsAreThoseOfTheTraitsTimesSamples() {
    StudyResult result = small("arm", "st", "reinforce(4,baseline=leave-one-out)");
    assertEquals(4, result.row("reinforce(4,baseline=leave-one-out)", "logits", 1).evaluations());
    assertEquals(40, result.row("reinforce(4,baseline=leave-one-out)", "logits", 10).evaluations());
    assertEquals(20, result.row("arm", "logits", 10).evaluations());
    assertEquals(10, result.row("st", "logits", 10).gradientEvaluations());
    assertEquals(40, result.estimator("arm").estimates());
    assertEquals(80, result.estimator("arm").evaluations());
    assertEquals(40, result.estimator("st").gradientEvaluations());
    assertTrue(result.estimator("arm").seconds() > 0);
  }

  @Test
  void exactMomentsStandInForSampledOnes() {
    Problem problem = Problems.network();
    StudyResult result =
        GradientStudy.of(problem).estimators("psa").trials(30).exactMoments(true).run();
    Moments exact = ExactMoments.of(Estimators.parse("psa"), problem);
    EstimatorResult psa = result.estimator("psa");
    assertTrue(psa.exactMoments());
    assertArrayEquals(exact.mean().flat(), psa.mean().flat());
    assertArrayEquals(exact.variance().flat(), psa.variance().orElseThrow().flat());
    StudyResult sampled = GradientStudy.of(problem).estimators("psa").trials(30).run();
    assertEquals(sampled.rows(), result.rows());
  }

  @Test
  void exactMomentsOfAnEstimatorWithoutAreRefused() {
    GradientStudy study =
        GradientStudy.of(Problems.network()).estimators("psa", "concrete(0.1)").exactMoments(true);
    String message = assertThrows(IllegalArgumentException.class, study::run).getMessage();
    assertTrue(message.contains("exactMoments") && message.contains("concrete(0.1)"), message);
  }

  @Test
  void withoutTheOracleErrorsAreEmptyAndMomentsAreThere() {
    Problem wide = Problems.network(21);
    StudyResult result = GradientStudy.of(wide).estimators("st").trials(40).run();
    assertTrue(result.exact().isEmpty());
    StudyRow row = result.row("st", "layer0", 10);
    assertTrue(row.rmse().isEmpty() && row.relBias().isEmpty() && row.relStd().isEmpty());
    assertTrue(row.cos().isEmpty() && row.relBiasHigh().isEmpty() && row.cosQ15().isEmpty());
    assertEquals(4, row.groups());
    assertTrue(result.estimator("st").variance().orElseThrow().flat()[0] > 0);
    assertTrue(result.rmseInterval("st", "layer0", 1).isEmpty());
    assertTrue(result.crossings("st", "st").isEmpty() && result.differences("st", "st").isEmpty());
    GradientStudy strict = GradientStudy.of(wide).estimators("st").requireExact(true);
    assertThrows(TooCostlyException.class, strict::run);
  }

  @Test
  void oneTrialHasNoSpread() {
    StudyResult result = GradientStudy.of(Problems.bits()).estimators("arm").trials(1).run();
    StudyRow row = result.row("arm", "logits", 1);
    assertTrue(row.rmse().isPresent() && row.cos().isPresent());
    assertTrue(row.relBias().isEmpty() && row.relStd().isEmpty() && row.relBiasLow().isEmpty());
    assertTrue(result.estimator("arm").variance().isEmpty());
  }

  /** From the definitions, with the numbers of the rows. */
  @Test
  void crossingsFollowTheirDefinitions() {
    StudyResult result =
        GradientStudy.of(Problems.network()).estimators("psa", "arm").trials(2000).run();
    Crossing crossing = result.crossings("psa", "arm").get(0);
    StudyRow psa = result.row("psa", "layer0", 1);
    StudyRow arm = result.row("arm", "layer0", 1);
    double b2 = Math.pow(psa.relBias().getAsDouble(), 2);
    double s2 = Math.pow(psa.relStd().getAsDouble(), 2);
    double u2 = Math.pow(arm.relStd().getAsDouble(), 2);
    assertEquals(u2 / (b2 + s2), crossing.samplesToMatchOne().getAsDouble(), 1e-12 * u2 / s2);
    assertEquals("layer0", crossing.group());
    assertCrossing(0.1, 0.2, 0.5, 25.0 / 5, 21);
    assertTrue(Crossing.of("b", "u", "g", spreads(0, 0, 1)).samplesToMatchOne().isEmpty());
    assertTrue(Crossing.of("b", "u", "g", spreads(0, 1, 2)).crossingAtEqualSamples().isEmpty());
    assertTrue(Crossing.of("b", "u", "g", spreads(1, 2, 1)).crossingAtEqualSamples().isEmpty());
  }

  private static Crossing.Spreads spreads(double b, double s, double u) {
    return new Crossing.Spreads(b, s, u);
  }

  private static void assertCrossing(double b, double s, double u, double match, double equal) {
    Crossing crossing = Crossing.of("biased", "unbiased", "group", spreads(b, s, u));
    assertEquals(match, crossing.samplesToMatchOne().getAsDouble(), 1e-12);
    assertEquals(equal, crossing.crossingAtEqualSamples().getAsDouble(), 1e-12);
  }

  /** ARM is unbiased: its bias interval reaches down to 0, and its mean is the oracle's. */
  @Test
  void anUnbiasedEstimatorIsFoundUnbiasedAndStraightThroughIsNot() {
    Problem problem = Problems.network();
    StudyResult result =
        GradientStudy.of(problem).estimators("arm", "st").trials(20_000).seed(2).run();
    for (String group : result.groups()) {
      assertEquals(0, result.row("arm", group, 1).relBiasLow().getAsDouble(), group);
    }
    assertTrue(result.row("st", "layer0", 1).relBiasLow().getAsDouble() > 0);
    assertArrayEquals(
        ExactOracle.compute(problem).gradient().flat(),
        result.exact().orElseThrow().gradient().flat());
  }

  @Test
  void estimatesThatAreNotFiniteStopTheStudyAndSayWhere() {
    Problem broken =
        BernoulliProblem.of(
            (bits, out) -> {
              for (int r = 0; r < bits.rows(); r++) {
                out[r] = bits.sum(r) > 1 ? Double.MAX_VALUE : -Double.MAX_VALUE;
              }
            },
            0,
            0);
    GradientStudy study = GradientStudy.of(broken).estimators("reinforce").trials(100);
    assertThrows(ArithmeticException.class, study::run);
  }

  /** A million estimates would take minutes; the interrupt ends them within 0.7 s. */
  @Test
  void anInterruptEndsAComputeBoundStudyAtOnce() throws InterruptedException {
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    GradientStudy study =
        GradientStudy.of(Problems.network(7))
            .estimators("psa", "arm", "reinforce")
            .trials(100_000_000)
            .threads(2);
    Thread thread =
        new Thread(
            () -> {
              try {
                study.run();
              } catch (StudyInterruptedException e) {
                thrown.set(e);
              }
            });
    thread.start();
    Thread.sleep(700);
    assertTrue(thread.isAlive());
    thread.interrupt();
    thread.join(700);
    assertTrue(!thread.isAlive(), "the study went on");
    assertTrue(thrown.get() instanceof StudyInterruptedException);
  }

  @Test
  void progressCountsEveryTrialAndEstimatesTheRest() {
    List<Progress.Step> steps = new ArrayList<>();
    GradientStudy.of(Problems.bits())
        .estimators("arm", "reinforce")
        .trials(500)
        .progress(steps::add)
        .run();
    Progress.Step last = steps.get(steps.size() - 1);
    assertEquals(1000, last.done());
    assertEquals(1000, last.total());
    assertTrue(last.remaining().orElseThrow().isZero());
  }

  @ParameterizedTest
  @EnumSource(
      value = Metric.class,
      names = {"RMSE", "BIAS", "STD", "COSINE"})
  void aStudyRunsUntilItsIntervalsAreNarrow(Metric metric) {
    GradientStudy study =
        GradientStudy.of(Problems.bits()).estimators("psa", "arm").samples(1).trials(40);
    StudyResult result = study.runUntil(metric, 0.05, 1_000_000);
    StoppingRule rule = new StoppingRule(metric, 0.05);
    assertTrue(rule.met(result));
    int trials = result.settings().trials();
    assertTrue(trials > 40 && trials < 1_000_000, () -> trials + " trials");
    assertEquals(study.trials(trials).run().rows(), result.rows());
    assertFalse(rule.met(study.trials(trials / 2).run()));
    assertEquals(100, study.trials(40).runUntil(metric, 1e-9, 100).settings().trials());
  }
}
