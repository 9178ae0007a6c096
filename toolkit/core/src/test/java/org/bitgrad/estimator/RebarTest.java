package org.bitgrad.estimator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.bitgrad.estimator.control.Rebar;
import org.bitgrad.estimator.score.Reinforce;
import org.bitgrad.exact.ExactOracle;
import org.bitgrad.problem.BernoulliProblem;
import org.bitgrad.problem.BitLoss;
import org.bitgrad.problem.Draw;
import org.bitgrad.problem.Encoding;
import org.bitgrad.problem.Problem;
import org.bitgrad.random.Noise;
import org.bitgrad.random.RandomStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is known about REBAR besides the contract. */
class RebarTest {
  /** {@code softplus(2 sum - 1) + 0.4 cos(3 sum)} of weighted bits. */
  static final BitLoss WAVY =
      BitLoss.of(
          "wavy",
          (bits, out) -> {
            for (int r = 0; r < bits.rows(); r++) {
              double z = weighted(bits, r);
              out[r] = Math.log1p(Math.exp(2 * z - 1)) + 0.4 * Math.cos(3 * z);
            }
          },
          (bits, out) -> {
            for (int r = 0; r < bits.rows(); r++) {
              double z = weighted(bits, r);
              double slope = 2 / (1 + Math.exp(1 - 2 * z)) - 1.2 * Math.sin(3 * z);
              for (int j = 0; j < bits.units(); j++) {
                out[j * bits.rows() + r] = weight(j) * slope;
              }
            }
          });

  private static double weight(int unit) {
    return Math.cos(2.0 * unit) + 0.2;
  }

  private static double weighted(org.bitgrad.problem.States bits, int row) {
    double sum = 0;
    for (int j = 0; j < bits.units(); j++) {
      sum += weight(j) * bits.get(row, j);
    }
    return sum;
  }

  private static double[] probabilities(Noise noise, double... logits) {
    return Arrays.stream(logits).map(noise::probability).toArray();
  }

  /** Tolerances are ten times the largest error found, relative to the gradient. */
  @ParameterizedTest
  @CsvSource({"2, 1, 2e-6", "0.5, 1, 1e-10", "0.5, -0.7, 1e-10", "0.1, 1, 1e-8", "0.03, 2, 1e-3"})
  void oneBitIsUnbiasedForEveryTemperatureAndScale(double tau, double eta, double tolerance) {
    for (Noise noise : new Noise[] {Noise.logistic(), Noise.gaussian(0.7), Noise.uniform(2)}) {
      for (double logit : new double[] {-1.6, 0.1, 1.2}) {
        Problem problem = BernoulliProblem.of(WAVY, noise, Encoding.SPINS, logit);
        double exact = ExactOracle.compute(problem).gradient().flat()[0];
        UnitQuadrature moments =
            UnitQuadrature.of(
                new Rebar(tau, eta, 3),
                problem,
                probabilities(noise, logit),
                new UnitQuadrature.Rule(8, 10));
        assertEquals(exact, moments.mean()[0], tolerance * Math.abs(exact), noise + " " + logit);
      }
    }
  }

  /**
   * As above with two bits, each of four numbers on either side of p: smooth there, so that Gauss
   * rules converge at once. The errors are those of the rules, tolerances ten times the largest.
   */
  @ParameterizedTest
  @CsvSource({"1, 1, 12, 1e-12", "0.5, 0.8, 16, 1e-11", "0.25, 1, 16, 1e-6"})
  void twoBitsAreUnbiased(double tau, double eta, int points, double tolerance) {
    Noise noise = Noise.logistic();
    Problem problem = BernoulliProblem.of(WAVY, noise, Encoding.BITS, -0.8, 0.5);
    double[] exact = ExactOracle.compute(problem).gradient().flat();
    UnitQuadrature moments =
        UnitQuadrature.of(
            new Rebar(tau, eta, 3),
            problem,
            probabilities(noise, -0.8, 0.5),
            new UnitQuadrature.Rule(0, points));
    double scale = Math.max(Math.abs(exact[0]), Math.abs(exact[1]));
    assertArrayEquals(exact, moments.mean(), tolerance * scale);
  }

  @Test
  void varianceGrowsLikeOneOverTheTemperatureInTheMiddle() {
    Problem problem = BernoulliProblem.of(WAVY, Noise.logistic(), Encoding.BITS, 0);
    double before = variance(problem, 0.02);
    for (double tau : new double[] {0.01, 0.005}) {
      double now = variance(problem, tau);
      assertEquals(2, now / before, 0.1);
      before = now;
    }
  }

  private static double variance(Problem problem, double tau) {
    UnitQuadrature.Rule rule = new UnitQuadrature.Rule(12, 8);
    return UnitQuadrature.of(new Rebar(tau, 1, 3), problem, new double[] {0.5}, rule).variance()[0];
  }

  @Test
  void withoutControlVariateItIsReinforce() {
    Problem problem =
        BernoulliProblem.of(WAVY, Noise.triangular(2), Encoding.SPINS, 0.3, -1, 0.7, -2.5);
    for (int t = 0; t < 20; t++) {
      Draw draw = Draw.of(RandomStream.of(3, "plain").child(t));
      assertArrayEquals(
          one(new Reinforce(), problem, draw), one(new Rebar(0.4, 0, 3), problem, draw), 0);
    }
  }

  private static double[] one(Estimator estimator, Problem problem, Draw draw) {
    MeanSink sink = new MeanSink(problem);
    estimator.open(problem).estimate(draw, sink);
    sink.finish();
    return sink.gradient().flat();
  }

  @Test
  void constantLossGivesExactlyZero() {
    BitLoss constant =
        BitLoss.of(
            "constant", (bits, out) -> Arrays.fill(out, 3.7), (bits, out) -> Arrays.fill(out, 0));
    Problem problem = BernoulliProblem.of(constant, Noise.gaussian(1), Encoding.SPINS, 0.3, -2);
    for (int t = 0; t < 20; t++) {
      Draw draw = Draw.of(RandomStream.of(4, "constant").child(t));
      for (double number : one(new Rebar(0.5, 1, 9), problem, draw)) {
        assertEquals(0, Math.abs(number));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"rebar(0.5)", "rebar(1e-6)", "rebar(1e6)", "relax"})
  void saturatedUnitsHaveNoGradientAndOthersAFiniteOne(String name) {
    double infinite = Double.POSITIVE_INFINITY;
    double[] logits = {-infinite, infinite, -1000, 1000, -700, 700, -13.8, 13.8, -36.8, 36.8};
    for (Noise noise : new Noise[] {Noise.logistic(), Noise.gaussian(1), Noise.uniform(1)}) {
      for (Encoding encoding : Encoding.values()) {
        Problem problem = BernoulliProblem.of(WAVY, noise, encoding, logits);
        for (int t = 0; t < 50; t++) {
          Draw draw = Draw.of(RandomStream.of(5, "saturated").child(t));
          double[] gradient = one(Estimators.parse(name), problem, draw);
          for (int i = 0; i < logits.length; i++) {
            assertTrue(Double.isFinite(gradient[i]), name + " " + noise + " " + logits[i]);
            assertTrue(i >= 4 || gradient[i] == 0, name + " " + noise + " " + logits[i]);
          }
        }
      }
    }
  }

  /** No work that grows faster than the bits: 200 of them take milliseconds. */
  @ParameterizedTest
  @ValueSource(strings = {"rebar", "rebar(0.5,n=6)", "relax"})
  void twoHundredBitsAreNoTrouble(String name) {
    Problem problem = DoubleControlVariatesTest.quadratic(200, 0.3);
    Session session = Estimators.parse(name).open(problem);
    MeanSink sink = new MeanSink(problem);
    for (int t = 0; t < 50; t++) {
      session.adapt(Draw.of(RandomStream.of(6, "adaptation").child(t)));
      session.estimate(Draw.of(RandomStream.of(6, "trial").child(t)), sink);
    }
    sink.finish();
    assertTrue(Arrays.stream(sink.gradient().flat()).anyMatch(g -> g != 0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rebar(0) | tau | positive",
        "rebar(-1) | tau | positive",
        "rebar(NaN) | tau | positive",
        "rebar(0.5,eta=Infinity) | eta | finite",
        "rebar(0.5,n=4) | n of rebar | multiple of 3",
        "rebar(0.5,n=0) | n of rebar | multiple of 3",
        "rebar(0.5,n=-3) | n of rebar | multiple of 3",
        "relax(0) | tau | positive",
        "relax(Infinity) | tau | finite",
        "relax(0.5,n=2) | n of relax | multiple of 3"
      })
  void badArgumentsAreRefused(String name, String argument, String allowed) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> Estimators.parse(name)).getMessage();
    assertTrue(message.contains(argument) && message.contains(allowed), message);
  }
}
