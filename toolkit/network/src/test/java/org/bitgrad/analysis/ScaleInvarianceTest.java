package org.bitgrad.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.bitgrad.estimator.Estimators;
import org.bitgrad.exact.ExactMoments;
import org.bitgrad.exact.Moments;
import org.bitgrad.network.Batch;
import org.bitgrad.network.OutputLoss;
import org.bitgrad.network.StochasticBinaryNetwork;
import org.bitgrad.problem.BernoulliProblem;
import org.bitgrad.problem.BitLoss;
import org.bitgrad.problem.Encoding;
import org.bitgrad.random.Noise;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Relative errors do not depend on the unit of the loss, however large or small that is. */
class ScaleInvarianceTest {
  private static final double[] LOGITS = {-0.4, 1.5, 0.2};
  private static final double[] TABLE = {1, -0.5, 2, 0.25, 0.75, 3, -1.25, 0.5};

  private static StudyResult study(double[] logits, double... table) {
    var problem =
        BernoulliProblem.of(BitLoss.table(table), Noise.logistic(), Encoding.BITS, logits);
    return GradientStudy.of(problem)
        .estimators("psa", "reinforce", "loorf(4)", "arm", "enumeration")
        .samples(1, 10)
        .trials(400)
        .seed(7)
        .threads(1)
        .run();
  }

  private static StudyResult scaled(int exponent) {
    return study(LOGITS, Arrays.stream(TABLE).map(f -> Math.scalb(f, exponent)).toArray());
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        -1000, -900, -537, -500, -270, -250, -205, -100, -1, 1, 150, 201, 260, 500, 800, 1000
      })
  void relativeColumnsAreTheSameBitForBit(int exponent) {
    StudyResult plain = scaled(0);
    StudyResult scaled = scaled(exponent);
    assertEquals(plain.rows(), scaled.rows());
    assertTrue(plain.rows().get(2).rmse().getAsDouble() > 0);
    for (int e = 0; e < plain.estimators().size(); e++) {
      double[] mean = plain.estimators().get(e).mean().flat();
      double[] other = scaled.estimators().get(e).mean().flat();
      for (int i = 0; i < mean.length; i++) {
        assertEquals(Math.scalb(mean[i], exponent), other[i]);
      }
    }
  }

  /** The gradient is p (1 - p), some 1e-174: its square is 0 in double precision. */
  @ParameterizedTest
  @CsvSource({"-400", "-300", "-700", "400", "600"})
  void exactEstimatorsOfTinyGradientsHaveCosineOneAndNoError(double logit) {
    StudyResult study = study(new double[] {logit}, 1, 2);
    for (StudyRow row : study.rows()) {
      if (List.of("psa", "enumeration").contains(row.estimator())) {
        assertEquals(1, row.cos().getAsDouble(), 1e-15, row.toString());
        assertEquals(0, row.rmse().getAsDouble(), 1e-12, row.toString());
        assertEquals(0, row.relBias().getAsDouble(), 1e-12, row.toString());
      }
      assertTrue(Double.isFinite(row.relStd().getAsDouble()), row.toString());
      assertTrue(Double.isFinite(row.rmse().getAsDouble()), row.toString());
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-300, 1e-200, 1e-160, 1e160, 1e200, 1e300})
  void tablesOfHugeAndTinyValuesHaveFiniteIntervals(double size) {
    StudyResult study = study(new double[] {-0.4, 3.5}, size, -0.5 * size, 2 * size, 0.25 * size);
    for (StudyRow row : study.rows()) {
      assertTrue(Math.abs(row.cos().getAsDouble()) <= 1, row.toString());
      Interval rmse = study.rmseInterval(row.estimator(), "logits", row.samples()).orElseThrow();
      assertTrue(rmse.low() <= rmse.high() && rmse.high() < 100, row + " " + rmse);
      Interval bias = study.relBiasInterval(row.estimator(), "logits").orElseThrow();
      assertTrue(bias.low() <= bias.high() && bias.high() < 100, row + " " + bias);
    }
  }

  /** Budgets compare absolute squares, which have no number in double precision there. */
  @Test
  void budgetsNameEstimatorsWhoseSquaredErrorsAreTooLarge() {
    for (double size : new double[] {1e100, 1e200, 1e300}) {
      var loss = BitLoss.table(size, -0.5 * size, 2 * size, 0.25 * size);
      var problem = BernoulliProblem.of(loss, Noise.logistic(), Encoding.BITS, -0.4, 3.5);
      BudgetResult result =
          EqualBudget.of(problem).estimators("psa", "arm", "reinforce").budget(10).trials(40).run();
      assertEquals(List.of(), result.estimators());
      assertEquals(3, result.refused().size());
      for (String why : result.refused().values()) {
        assertTrue(why.contains("too large") || why.contains("must be below 1.8e308"), why);
      }
    }
  }

  /** Scores have no digit of the loss in them, whatever its size or offset. */
  @ParameterizedTest
  @CsvSource({
    "1e5, 0",
    "1e10, 0",
    "1e20, 0",
    "1e50, 0",
    "1e140, 0",
    "1e-20, 0",
    "1e-140, 0",
    "1, 1e6"
  })
  void exactMomentsOfLeaveOneOutScaleWithTheLoss(double size, double offset) {
    double[] table = Arrays.stream(TABLE).map(f -> size * f + offset).toArray();
    for (String name : List.of("loorf(3)", "reinforce(4,baseline=leave-one-out)")) {
      Moments plain = moments(name, TABLE);
      Moments scaled = moments(name, table);
      double digits = offset == 0 ? 1e-12 : 1e-8;
      for (int i = 0; i < LOGITS.length; i++) {
        double mean = plain.mean().flat()[i];
        double variance = plain.variance().flat()[i];
        assertEquals(mean, scaled.mean().flat()[i] / size, digits * Math.abs(mean), name);
        assertEquals(variance, scaled.variance().flat()[i] / size / size, digits * variance, name);
      }
    }
  }

  private static Moments moments(String name, double... table) {
    var problem =
        BernoulliProblem.of(BitLoss.table(table), Noise.logistic(), Encoding.BITS, LOGITS);
    return ExactMoments.of(Estimators.parse(name), problem);
  }

  private static EqualBudget budgets(double size) {
    var loss = BitLoss.table(size, -0.5 * size, 2 * size, 0.25 * size);
    var problem = BernoulliProblem.of(loss, Noise.logistic(), Encoding.BITS, -0.4, 3.5);
    return EqualBudget.of(problem).estimators("psa", "arm", "reinforce").budget(10).trials(40);
  }

  /** They would all be 0, and tie. */
  @ParameterizedTest
  @ValueSource(doubles = {1e-148, 1e-160, 1e-200, 1e-300})
  void budgetsDoNotRankErrorsWhoseSquaresAreLost(double size) {
    for (double exactUpTo : new double[] {0, 1e8}) {
      BudgetResult result = budgets(size).exactUpTo(exactUpTo).run();
      assertEquals(List.of(), result.estimators());
      assertEquals(List.of(), result.rows());
      assertEquals(List.of("psa", "arm", "reinforce"), List.copyOf(result.refused().keySet()));
      result.refused().values().forEach(why -> assertTrue(why.contains("too small"), why));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-140, 1e-100, 1e-50})
  void budgetsRankSmallErrorsAsOthers(double size) {
    assertEquals(1, budgets(1).run().ranking(10).best().size());
    assertEquals(
        budgets(1).run().ranking(10).places().stream().map(Ranking.Place::estimator).toList(),
        budgets(size).run().ranking(10).places().stream().map(Ranking.Place::estimator).toList());
    assertEquals(budgets(1).run().rule(), budgets(size).run().rule());
  }

  /** The error of psa has no number in double precision there, but is the least for certain. */
  @Test
  void anErrorThatVanishesBesideOthersThatDoNotIsTheBest() {
    var problem = BernoulliProblem.of(BitLoss.table(1, 2), Noise.logistic(), Encoding.BITS, -400.0);
    Ranking ranking =
        EqualBudget.of(problem).estimators("reinforce", "psa").budget(10).run().ranking(10);
    assertEquals(List.of("psa"), ranking.best());
    assertEquals(2, ranking.places().size());
  }

  @Test
  void aGroupOfParametersWhoseErrorsVanishHasNoRanking() {
    var network =
        StochasticBinaryNetwork.input(1).bernoulli(1).head(1, OutputLoss.LOGISTIC).initialise(3);
    network.group(0)[1] = 700;
    var problem = network.on(Batch.of(new double[][] {{1}}, new double[] {1}));
    BudgetResult result = EqualBudget.of(problem).estimators("psa", "st").budget(10).run();
    String first = result.groups().get(0);
    assertEquals(List.of(), result.ranking(first, 10).places());
    assertTrue(result.ranking(first, 10).unranked().get("psa").contains("too small"));
    assertEquals(2, result.ranking(10).places().size());
  }

  @Test
  void aSweepDoesNotReportErrorsWhoseSquaresAreLost() {
    var sweep =
        ProbabilitySweep.of(
                p ->
                    BernoulliProblem.of(
                        BitLoss.table(p * 1e-200, 2e-200), Noise.logistic(), Encoding.BITS, p))
            .estimators("arm")
            .at(0.5);
    var refusal = assertThrows(ArithmeticException.class, sweep::run);
    assertTrue(refusal.getMessage().contains("too small"), refusal.getMessage());
    assertTrue(refusal.getMessage().contains("arm at 0.5"), refusal.getMessage());
  }

  @Test
  void onlyAVectorOfZerosIsZero() {
    double tiny = Double.MIN_VALUE;
    Target target = Target.suited(new double[] {tiny, tiny}, 0);
    assertEquals(1, target.cosine(target.inUnit(new double[] {tiny, tiny})), 1e-15);
    assertEquals(0, target.cosine(new double[2]));
    assertTrue(Target.suited(new double[2], 1e200).isZero());
    assertEquals(5e200, Target.norm(new double[] {3e200, -4e200}), 1e186);
    assertEquals(5e-200, Target.norm(new double[] {3e-200, -4e-200}), 1e-214);
    assertEquals(0, Target.norm(new double[2]));
    Target ordinary = new Target(new double[] {1, 2});
    assertEquals(
        ordinary.cosine(new double[] {1, 1}),
        ordinary.cosine(new double[] {1e-200, 1e-200}),
        1e-15);
    assertEquals(
        ordinary.cosine(new double[] {1, 1}), ordinary.cosine(new double[] {1e200, 1e200}), 1e-15);
  }
}
