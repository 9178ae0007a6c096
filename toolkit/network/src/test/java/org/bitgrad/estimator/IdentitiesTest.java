package org.bitgrad.estimator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.bitgrad.estimator.contract.ContractProblem;
import org.bitgrad.estimator.contract.ContractProblems;
import org.bitgrad.estimator.contract.SiteDraw;
import org.bitgrad.estimator.score.Baseline;
import org.bitgrad.estimator.score.Reinforce;
import org.bitgrad.problem.BernoulliProblem;
import org.bitgrad.problem.Draw;
import org.bitgrad.problem.Gradient;
import org.bitgrad.problem.Problem;
import org.bitgrad.random.Noise;
import org.bitgrad.reference.ExactSum;
import org.bitgrad.reference.Output;
import org.bitgrad.reference.Paths;
import org.bitgrad.reference.ReferenceEstimate;
import org.bitgrad.reference.ReferenceNetwork;
import org.bitgrad.reference.Variants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the papers prove about the estimators, without sampling. */
class IdentitiesTest {
  /** Rounding of a sum over at most 2^8 paths. */
  private static final double EXACT = 1e-12;

  private static final int DRAWS = 20;

  static List<ReferenceNetwork> networks() {
    return ContractProblems.networks();
  }

  static Stream<ReferenceNetwork> smoothNetworks() {
    Noise logistic = Noise.logistic();
    return Stream.of(
        ContractProblems.network(
            "shrinking", Output.LOGISTIC, 1, new int[] {2, 3, 3}, logistic, logistic),
        ContractProblems.network(
            "shrinking 2",
            Output.SOFTMAX,
            3,
            new int[] {1, 2, 2, 2},
            logistic,
            Noise.gaussian(0.8),
            logistic));
  }

  private static Gradient estimate(String name, Problem problem, Draw draw) {
    return estimate(Estimators.parse(name), problem, draw);
  }

  private static Gradient estimate(Estimator estimator, Problem problem, Draw draw) {
    MeanSink sink = new MeanSink(problem);
    sink.clear();
    estimator.open(problem).estimate(draw, sink);
    sink.finish();
    return sink.gradient();
  }

  /** The mean over all paths of one point, bits forced by numbers below 0 and above 1. */
  private static ReferenceEstimate mean(String name, ReferenceNetwork net, int point) {
    Problem problem = ContractProblem.of(net).problem().at(point);
    ReferenceEstimate mean = new ReferenceEstimate(net);
    Paths.forEach(
        net,
        point,
        (path, probability) -> {
          Draw forced =
              SiteDraw.of(
                  (site, unit, row, rows) -> path[SiteDraw.layerOf(site)][unit] == 1 ? -1 : 2);
          Gradient gradient = estimate(name, problem, forced);
          for (int g = 0; g < mean.groups().length; g++) {
            for (int i = 0; i < mean.group(g).length; i++) {
              mean.group(g)[i] += probability * gradient.group(g)[i];
            }
          }
        });
    return mean;
  }

  @ParameterizedTest
  @MethodSource("networks")
  void psaIsUnbiasedInTheLastTwoGroups(ReferenceNetwork net) {
    for (int point = 0; point < net.points(); point++) {
      ReferenceEstimate exact = ExactSum.gradient(net, point);
      ReferenceEstimate mean = mean("psa", net, point);
      for (int g = net.layers() - 1; g <= net.layers(); g++) {
        assertTrue(distance(exact.group(g), mean.group(g)) <= EXACT * norm(exact.group(g)));
      }
    }
  }

  @Test
  void psaIsUnbiasedEverywhereIfEachNextLayerHasOneUnit() {
    ReferenceNetwork net =
        networks().stream().filter(n -> n.name().startsWith("1-1-1-1-1")).findFirst().orElseThrow();
    ReferenceEstimate exact = ExactSum.gradient(net, 0);
    ReferenceEstimate mean = mean("psa", net, 0);
    for (int g = 0; g <= net.layers(); g++) {
      assertTrue(distance(exact.group(g), mean.group(g)) <= EXACT * norm(exact.group(g)));
    }
  }

  private static double bias(String name, ReferenceNetwork net) {
    double[] exact = ExactSum.gradient(net, 0).group(0);
    return distance(exact, mean(name, net, 0).group(0)) / norm(exact);
  }

  /** SA averages the linearisations from both states of a unit; second-order errors cancel. */
  @Test
  void stateAnalyticIsExactInFrontOfTwoUnitsWherePsaIsNot() {
    ReferenceNetwork net = networks().get(1);
    assertEquals("2-2-2-1", net.name());
    assertTrue(bias("sa", net) < EXACT);
    assertTrue(bias("psa", net) > 1e-3);
  }

  @ParameterizedTest
  @MethodSource("smoothNetworks")
  void stateAnalyticIsBiasedTenTimesLessThanPsa(ReferenceNetwork net) {
    assertTrue(bias("sa", net) > 1e-5);
    assertTrue(bias("sa", net) < 0.1 * bias("psa", net));
  }

  /** Per sample the difference is of first order, relative to the estimate. */
  @ParameterizedTest
  @MethodSource("smoothNetworks")
  void psaBecomesStraightThroughAsWeightsShrink(ReferenceNetwork net) {
    for (int seed = 1; seed <= DRAWS; seed++) {
      for (int g = 0; g < net.layers(); g++) {
        double far = relativeDifference(Variants.shrunk(net, 1e-2), g, seed);
        double near = relativeDifference(Variants.shrunk(net, 1e-3), g, seed);
        assertTrue(far < 0.1, () -> "weights times 0.01: " + far);
        assertTrue(near < 0.2 * far, () -> "from " + far + " to " + near);
      }
    }
  }

  private static double relativeDifference(ReferenceNetwork net, int group, int seed) {
    Problem problem = ContractProblem.of(net).problem().at(0);
    double[] psa = estimate("psa", problem, SiteDraw.random(seed)).group(group);
    double[] st = estimate("st", problem, SiteDraw.random(seed)).group(group);
    return distance(psa, st) / norm(psa);
  }

  @ParameterizedTest
  @MethodSource("networks")
  void straightThroughAndReinforceAgreeInTheHeadOnEveryPath(ReferenceNetwork net) {
    Problem problem = ContractProblem.of(net).problem();
    for (int seed = 1; seed <= DRAWS; seed++) {
      Gradient st = estimate("st", problem, SiteDraw.random(seed));
      Gradient reinforce = estimate("reinforce", problem, SiteDraw.random(seed));
      assertArrayEquals(st.group(net.layers()), reinforce.group(net.layers()));
    }
  }

  @Test
  void psaIsLocalExpectationOnOneLayer() {
    for (ContractProblem on : ContractProblems.all()) {
      if (on.reference().layers() == 1) {
        for (int seed = 1; seed <= DRAWS; seed++) {
          Gradient psa = estimate("psa(smoothing=false)", on.problem(), SiteDraw.random(seed));
          Gradient local = estimate("local-expectation", on.problem(), SiteDraw.random(seed));
          assertArrayEquals(local.flat(), psa.flat());
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "psa",
        "sa",
        "arm",
        "st",
        "mean-field",
        "concrete(0.1)",
        "reinforce(3,baseline=leave-one-out)"
      })
  void constantLossGivesZeroOnEveryDraw(String name) {
    Problem problem =
        BernoulliProblem.of(
            (bits, out) -> java.util.Arrays.fill(out, 3.7),
            (bits, out) -> java.util.Arrays.fill(out, 0),
            -1,
            0.3,
            2);
    for (int seed = 1; seed <= DRAWS; seed++) {
      for (double number : estimate(name, problem, SiteDraw.random(seed)).flat()) {
        assertEquals(0, Math.abs(number), 1e-15);
      }
    }
  }

  /** (f1 - f2) (score1 - score2) / 2. */
  @Test
  void leaveOneOutOfTwoIsTheProductOfDifferences() {
    double[] logits = {-1, 0.3, 2};
    Problem problem =
        BernoulliProblem.of(
            (bits, out) -> {
              for (int r = 0; r < bits.rows(); r++) {
                out[r] = Math.pow(bits.sum(r) - 1.3, 2);
              }
            },
            logits);
    for (int seed = 1; seed <= DRAWS; seed++) {
      double[] sums = new double[2];
      double[][] bits = new double[2][3];
      for (int m = 0; m < 2; m++) {
        for (int j = 0; j < 3; j++) {
          double u = SiteDraw.number(seed, "layer1", j, m);
          bits[m][j] = u < 1 / (1 + Math.exp(-logits[j])) ? 1 : 0;
          sums[m] += bits[m][j];
        }
      }
      double difference = Math.pow(sums[0] - 1.3, 2) - Math.pow(sums[1] - 1.3, 2);
      double[] actual =
          estimate("reinforce(2,baseline=leave-one-out)", problem, SiteDraw.random(seed)).flat();
      for (int j = 0; j < 3; j++) {
        assertEquals(difference * (bits[0][j] - bits[1][j]) / 2, actual[j], EXACT);
      }
    }
  }

  @Test
  void runningMeanIsTheMeanOfTheLossesSeenWhileAdapting() {
    Problem problem = ContractProblem.of(networks().get(1)).problem();
    Session session = Estimators.parse("reinforce(baseline=running-mean)").open(problem);
    double sum = 0;
    for (int step = 1; step <= DRAWS; step++) {
      session.adapt(SiteDraw.random(step));
      MeanSink sink = new MeanSink(problem);
      new Reinforce().open(problem).estimate(SiteDraw.random(step), sink);
      sink.finish();
      sum += sink.value();
    }
    assertArrayEquals(new double[] {sum / DRAWS, DRAWS}, session.state(), EXACT);
    Estimator fixed = new Reinforce(1, Baseline.constant(session.state()[0]));
    MeanSink sink = new MeanSink(problem);
    session.estimate(SiteDraw.random(99), sink);
    sink.finish();
    assertArrayEquals(estimate(fixed, problem, SiteDraw.random(99)).flat(), sink.gradient().flat());
  }

  @Test
  void ownEstimatorIsWrittenInAFewLines() {
    Estimator mine =
        Estimator.of(
            "mine",
            Traits.unbiased("score", "Williams 1992"),
            (path, loss, out) -> {
              double[] da = new double[path.probabilities(0).length];
              new PathTerms(path).scores(0, da);
              for (int i = 0; i < da.length; i++) {
                da[i] *= loss.values()[i % path.rows()];
              }
              out.layer(path.pass(), 0, path.previous(0), da);
            });
    Problem problem = ContractProblems.all().get(0).problem();
    assertArrayEquals(
        estimate("reinforce", problem, SiteDraw.random(1)).flat(),
        estimate(mine, problem, SiteDraw.random(1)).flat());
  }

  private static double distance(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - b[i]) * (a[i] - b[i]);
    }
    return Math.sqrt(sum);
  }

  private static double norm(double[] a) {
    return distance(a, new double[a.length]);
  }
}
