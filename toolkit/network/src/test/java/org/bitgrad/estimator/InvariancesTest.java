package org.bitgrad.estimator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.bitgrad.estimator.contract.ContractProblem;
import org.bitgrad.estimator.contract.ContractProblems;
import org.bitgrad.estimator.contract.SiteDraw;
import org.bitgrad.estimator.path.StraightThrough;
import org.bitgrad.exact.ExactMoments;
import org.bitgrad.exact.ExactOracle;
import org.bitgrad.network.WarpedChain;
import org.bitgrad.problem.Draw;
import org.bitgrad.problem.Gradient;
import org.bitgrad.problem.Problem;
import org.bitgrad.random.Noise;
import org.bitgrad.reference.LinearHead;
import org.bitgrad.reference.ReferenceNetwork;
import org.bitgrad.reference.Variants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * One network written in several ways (units negated, another noise variable, bits or spins) gets
 * the same estimate at the same noise, draw by draw. That is what the matched factor of
 * straight-through is for: proxies that do not belong to the noise depend on how it is written.
 */
class InvariancesTest {
  private static final int DRAWS = 4;

  /** Of a group, relative to its largest number. */
  private static final double ROUNDING = 1e-10;

  private static final List<Noise> NOISES =
      List.of(Noise.logistic(2.5), Noise.uniform(1.7), Noise.triangular(0.6), Noise.gaussian(1.3));

  private static List<ReferenceNetwork> spins() {
    return ContractProblems.networks().stream()
        .map(net -> net.low() == 0 ? Variants.asSpins(net) : net)
        .toList();
  }

  /** Those whose noise has no end, so that no probability is 0 or 1. */
  private static List<ReferenceNetwork> endless() {
    List<ReferenceNetwork> some =
        ContractProblems.networks().stream()
            .filter(net -> Arrays.stream(net.noises()).allMatch(InvariancesTest::isEndless))
            .toList();
    assertTrue(some.size() >= 8);
    return some;
  }

  private static boolean isEndless(Noise noise) {
    return noise.name().startsWith("logistic") || noise.name().startsWith("gaussian");
  }

  private static MeanSink estimate(String name, Problem problem, Draw draw) {
    return StFormulas.sink(name, problem, draw);
  }

  private static void mustBe(String what, double[][] expected, Gradient actual) {
    for (int g = 0; g < expected.length; g++) {
      double scale = Arrays.stream(expected[g]).map(Math::abs).max().orElse(0);
      assertArrayEquals(
          expected[g], actual.group(g), ROUNDING * scale + 1e-13, what + ", group " + g);
    }
  }

  private static double[][] groups(Gradient gradient) {
    double[][] groups = new double[gradient.layout().groups()][];
    Arrays.setAll(groups, g -> gradient.group(g).clone());
    return groups;
  }

  /** The derivatives of a network from those of the network with a unit negated. */
  private static double[][] negated(ReferenceNetwork net, int layer, int unit, Gradient of) {
    double[][] groups = groups(of);
    groups[layer] = Variants.negateRow(groups[layer], net.units(layer), unit);
    int out = layer + 1 < net.layers() ? net.units(layer + 1) : ((LinearHead) net.head()).outputs();
    groups[layer + 1] = Variants.negateColumn(groups[layer + 1], out, unit);
    return groups;
  }

  /** The unit's noise, or normal number, has the other sign. */
  private static Draw mirrored(long seed, int layer, int unit) {
    return SiteDraw.of(
        (site, u, row, rows) -> {
          double number = SiteDraw.number(seed, site, u, row);
          boolean noise = site.startsWith("layer") || site.startsWith("normal");
          return noise && SiteDraw.layerOf(site) == layer && u == unit ? 1 - number : number;
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "st",
        "zgr",
        "st-hardtanh",
        "st-identity",
        "st-gumbel(0.5)",
        "concrete(0.5)",
        "foust(scaled)",
        "mean-field",
        "ap2",
        "local-reparameterisation",
        "psa",
        "sa",
        "reinforce"
      })
  void negatingAUnitNegatesItsDerivatives(String name) {
    for (ReferenceNetwork net : spins()) {
      for (int layer = 0; layer < net.layers(); layer++) {
        int unit = net.units(layer) - 1;
        Problem other = ContractProblem.of(Variants.negated(net, layer, unit)).problem();
        for (int seed = 1; seed <= DRAWS; seed++) {
          MeanSink right = estimate(name, ContractProblem.of(net).problem(), SiteDraw.random(seed));
          MeanSink left = estimate(name, other, mirrored(seed, layer, unit));
          String what = name + " on " + net.name() + ", layer " + layer;
          assertEquals(right.value(), left.value(), ROUNDING * Math.abs(right.value()), what);
          mustBe(what, negated(net, layer, unit, right.gradient()), left.gradient());
        }
      }
    }
  }

  @Test
  void negatingAUnitNegatesTheExactGradientAndTheMeanOfStraightThrough() {
    for (ReferenceNetwork net : spins().subList(0, 3)) {
      Problem problem = ContractProblem.of(net).problem();
      int layer = net.layers() - 1;
      Problem other = ContractProblem.of(Variants.negated(net, layer, 0)).problem();
      Gradient exact = ExactOracle.compute(problem).gradient();
      mustBe("exact", negated(net, layer, 0, exact), ExactOracle.compute(other).gradient());
      Gradient mean = ExactMoments.of(new StraightThrough(), problem).mean();
      Gradient ofOther = ExactMoments.of(new StraightThrough(), other).mean();
      mustBe("mean of st", negated(net, layer, 0, mean), ofOther);
    }
  }

  /** The largest change of a group, relative to its largest number, over all noises and draws. */
  private static double changeUnderReparametrisation(String name) {
    double change = 0;
    for (ReferenceNetwork net : endless()) {
      Problem problem = ContractProblem.of(net).problem();
      for (Noise noise : NOISES) {
        Problem other = Problem.of(new WarpedChain(problem.chain(), noise), problem.loss());
        for (int seed = 1; seed <= DRAWS; seed++) {
          double[][] right = groups(estimate(name, problem, SiteDraw.random(seed)).gradient());
          double[][] left = groups(estimate(name, other, SiteDraw.random(seed)).gradient());
          for (int g = 0; g < right.length; g++) {
            double scale = Arrays.stream(right[g]).map(Math::abs).max().orElse(0);
            for (int i = 0; i < right[g].length; i++) {
              double d = Math.abs(right[g][i] - left[g][i]);
              change = Math.max(change, d < 1e-13 ? 0 : d / scale);
            }
          }
        }
      }
    }
    return change;
  }

  /** {@code a' = phi(a), Z' = phi(Z)} with any increasing phi: the same bits, the same law. */
  @ParameterizedTest
  @ValueSource(
      strings = {"st", "zgr", "foust(scaled)", "mean-field", "psa", "sa", "reinforce", "arm"})
  void anotherNoiseVariableChangesNothing(String name) {
    double change = changeUnderReparametrisation(name);
    assertTrue(change < 1e-9, "change: " + change);
  }

  @ParameterizedTest
  @ValueSource(strings = {"st-identity", "st-hardtanh", "st-gumbel(0.5)", "concrete(0.5)"})
  void whatDoesNotBelongToTheNoiseDependsOnItsVariable(String name) {
    double change = changeUnderReparametrisation(name);
    assertTrue(change > 0.1, "change: " + change);
  }

  /** Weights of spins are half of those of bits: {@code x = 2 y - 1}, {@code dx = 2 dy}. */
  @ParameterizedTest
  @ValueSource(
      strings = {"st", "zgr", "st-gumbel(0.5)", "ap2", "local-reparameterisation", "mean-field"})
  void weightsOfSpinsHaveTheDerivativesOfThoseOfBits(String name) {
    int compared = 0;
    for (ReferenceNetwork net : ContractProblems.networks()) {
      if (net.low() == 0) {
        Problem bits = ContractProblem.of(net).problem();
        Problem spins = ContractProblem.of(Variants.asSpins(net)).problem();
        for (int seed = 1; seed <= DRAWS; seed++) {
          double[][] expected = groups(estimate(name, bits, SiteDraw.random(seed)).gradient());
          for (int g = 1; g < expected.length; g++) {
            int in = net.units(g - 1);
            int out = expected[g].length / (in + 1);
            for (int j = 0; j < out; j++) {
              for (int i = 0; i < in; i++) {
                double ofBias = expected[g][out * in + j];
                expected[g][j * in + i] = 2 * expected[g][j * in + i] - ofBias;
              }
            }
          }
          mustBe(name, expected, estimate(name, spins, SiteDraw.random(seed)).gradient());
          compared++;
        }
      }
    }
    assertTrue(compared >= 20);
  }
}
