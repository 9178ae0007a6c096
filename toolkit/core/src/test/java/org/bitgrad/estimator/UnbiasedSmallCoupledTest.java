package org.bitgrad.estimator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.stream.Stream;
import org.bitgrad.estimator.coupled.Arms;
import org.bitgrad.exact.ExactMoments;
import org.bitgrad.exact.Moments;
import org.bitgrad.problem.BernoulliProblem;
import org.bitgrad.problem.BitLoss;
import org.bitgrad.problem.Encoding;
import org.bitgrad.problem.Problem;
import org.bitgrad.random.Copula;
import org.bitgrad.random.Copulas;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Estimators from coupled samples have the moments of the reference file, copulas its pairs. */
class UnbiasedSmallCoupledTest {
  /** Rounding of probabilities that are 0 in one of the programs. */
  private static final double ROUNDING = 1e-15;

  private static final UnbiasedSmall GOLDEN = UnbiasedSmall.read();

  private static final Map<String, String> ENTRIES =
      Map.of(
          "arm", "arm",
          "arm_2pairs", "arm(4)",
          "disarm", "disarm",
          "disarm_2pairs", "disarm(4)",
          "arms_dirichlet_n2", "arms(2)",
          "arms_dirichlet_n3", "arms(3)",
          "arms_dirichlet_n4", "arms(4)");

  private static final Map<String, String> OF_THE_TOY_PROBLEM =
      Map.of(
          "var_arm", "arm",
          "var_disarm", "disarm",
          "var_loorf", "loorf",
          "var_arms_dirichlet", "arms");

  static Stream<Arguments> entries() {
    return ENTRIES.entrySet().stream().map(e -> Arguments.of(e.getValue(), e.getKey()));
  }

  /** The entries of the file that are compared here. */
  static Stream<String> covered() {
    return Stream.concat(
        ENTRIES.keySet().stream().map(key -> "estimators." + key),
        Stream.of(
            "copula_table",
            "toy_problem",
            "checks.arms_n2_equals_disarm",
            "checks.independent_copula_equals_loorf"));
  }

  @ParameterizedTest
  @MethodSource("entries")
  void momentsAre(String name, String entry) {
    Estimator estimator = Estimators.parse(name);
    long evaluations = estimator.traits().cost().evaluations(1, 4);
    Stream.of(GOLDEN.table(), GOLDEN.formula(Encoding.SPINS))
        .forEach(
            problem ->
                GoldenMoments.of(GOLDEN, "estimators", entry)
                    .mustBe(ExactMoments.of(estimator, problem), evaluations));
  }

  /** What the reference says about two samples of a copula at a probability. */
  private record Pair(double bothOne, double correlation, double debias) {
    static Pair of(JsonNode entry) {
      return new Pair(
          entry.get("pair_joint").asDouble(),
          entry.get("correlation").asDouble(),
          entry.get("debias").asDouble());
    }

    static Pair of(JsonNode entry, int unit) {
      return new Pair(
          entry.get("pair_joint").get(unit).asDouble(),
          entry.get("correlation").get(unit).asDouble(),
          entry.get("debias").get(unit).asDouble());
    }

    /** For p of at least 1/2 two bits are both 1 unless one or both are 0. */
    void mustBeThatOf(Copula copula, int n, double p) {
      double q = 1 - p;
      double both = p < 0.5 ? copula.bothOne(n, p) : p - q + copula.bothOne(n, q);
      String what = copula.name() + " of " + n + " at " + p;
      assertClose(what + ": both 1", bothOne, both);
      assertClose(what + ": correlation", correlation, (both - p * p) / (p * q));
      assertClose(what + ": debias", debias, copula.debias(n, p, q));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4})
  void pairsOfFourBitsAre(int n) {
    double[] p = GOLDEN.numbers("case", "p");
    for (int i = 0; i < p.length; i++) {
      Pair.of(GOLDEN.at("estimators", "arms_dirichlet_n" + n), i)
          .mustBeThatOf(Copulas.dirichlet(), n, p[i]);
    }
  }

  /** The rotation has the lowest correlation that exchangeable bits can have. */
  @Test
  void pairsOfTheCopulasAre() {
    assertEquals(48, GOLDEN.at("copula_table").size());
    for (JsonNode row : GOLDEN.at("copula_table")) {
      int n = row.get("n").asInt();
      double p = row.get("p").asDouble();
      Pair.of(row.get("dirichlet")).mustBeThatOf(Copulas.dirichlet(), n, p);
      Pair.of(row.get("gaussian")).mustBeThatOf(Copulas.gaussian(), n, p);
      double minority = Math.min(p, 1 - p);
      double pq = minority * (1 - minority);
      double lowest = Copulas.rotation().bothOne(n, minority) - minority * minority;
      String what = "lowest correlation of " + n + " at " + p;
      assertClose(what, row.get("lowest_exchangeable_correlation").asDouble(), lowest / pq);
    }
  }

  @Test
  void variancesOfTheToyProblemAre() {
    assertEquals(25, GOLDEN.at("toy_problem", "rows").size());
    double p0 = GOLDEN.at("toy_problem", "p0").asDouble();
    BitLoss squares = BitLoss.table(p0 * p0, (1 - p0) * (1 - p0));
    for (JsonNode row : GOLDEN.at("toy_problem", "rows")) {
      int n = row.get("n").asInt();
      Problem problem = BernoulliProblem.ofProbabilities(squares, row.get("p").asDouble());
      double gradient = row.get("gradient").asDouble();
      for (Map.Entry<String, String> entry : OF_THE_TOY_PROBLEM.entrySet()) {
        Moments moments =
            ExactMoments.of(Estimators.parse(entry.getValue() + "(" + n + ")"), problem);
        String what = entry.getKey() + " of " + n + " at " + row.get("p");
        assertClose(what + ": mean", gradient, moments.mean().flat()[0]);
        // a variance of 0 is left over from squares of the gradient
        double expected = row.get(entry.getKey()).asDouble();
        double allowed = GoldenMoments.RELATIVE * expected + ROUNDING * gradient * gradient;
        assertEquals(expected, moments.variance().flat()[0], allowed, what);
      }
    }
  }

  /** Two samples are a pair of DisARM, and independent ones leave-one-out REINFORCE. */
  @Test
  void identitiesThatTheReferenceCheckedHold() {
    Problem problem = GOLDEN.table();
    GoldenMoments.of(GOLDEN, "estimators", "disarm")
        .mustBe(ExactMoments.of(Estimators.parse("arms(2)"), problem), 2);
    assertTrue(GOLDEN.at("checks", "arms_n2_equals_disarm").asBoolean());
    for (int n = 2; n <= 4; n++) {
      GoldenMoments.of(GOLDEN, "estimators", "loorf_n" + n)
          .mustBe(ExactMoments.of(new Arms(n, Copulas.independent()), problem), n);
    }
    assertTrue(GOLDEN.at("checks", "independent_copula_equals_loorf").asBoolean());
  }

  private static void assertClose(String what, double expected, double actual) {
    assertEquals(expected, actual, GoldenMoments.RELATIVE * Math.abs(expected) + ROUNDING, what);
  }
}
