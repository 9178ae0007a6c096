package org.bitgrad.estimator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.bitgrad.estimator.contract.ContractProblem;
import org.bitgrad.estimator.contract.ContractProblems;
import org.bitgrad.estimator.contract.SiteDraw;
import org.bitgrad.exact.ExactMoments;
import org.bitgrad.exact.ExactOracle;
import org.bitgrad.problem.BernoulliProblem;
import org.bitgrad.problem.BitLoss;
import org.bitgrad.problem.Encoding;
import org.bitgrad.problem.Loss;
import org.bitgrad.problem.Problem;
import org.bitgrad.random.Noise;
import org.bitgrad.random.RandomStream;
import org.bitgrad.reference.ReferenceNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is known of straight-through estimators and of those from relaxed states. */
class RelaxedIdentitiesTest {
  private static final double ROUNDING = 1e-12;
  private static final int TRIES = 250;
  private static final int DRAWS = 20;
  private static final int MOST_BITS = 5;

  private static final List<Noise> NOISES =
      List.of(Noise.logistic(), Noise.uniform(2), Noise.triangular(1.5), Noise.gaussian(0.7));

  private static double[] estimate(String name, Problem problem, int seed) {
    MeanSink sink = new MeanSink(problem);
    sink.clear();
    Estimators.parse(name).open(problem).estimate(SiteDraw.random(seed), sink);
    sink.finish();
    return sink.gradient().flat();
  }

  /** sum_i b_i x_i + sum_(i&lt;j) q_ij x_i x_j + c x_0 x_1 ... + sum_i d_i x_i^2, in bits. */
  private static Loss polynomial(RandomStream stream, int n, double squares, double product) {
    double[] b = new double[n * (n + 2)];
    stream.uniforms(0, b, 0, b.length);
    return BitLoss.of(
        "polynomial",
        (bits, out) -> {
          for (int r = 0; r < bits.rows(); r++) {
            double all = product;
            double sum = 0;
            for (int i = 0; i < n; i++) {
              double x = bits.get(r, i);
              all *= x;
              sum += (b[i] - 0.5) * x + squares * (b[n + i] - 0.5) * x * x;
              for (int j = 0; j < i; j++) {
                sum += (b[2 * n + i * n + j] - 0.5) * x * bits.get(r, j);
              }
            }
            out[r] = sum + all;
          }
        },
        (bits, out) -> {
          for (int r = 0; r < bits.rows(); r++) {
            for (int i = 0; i < n; i++) {
              double d = b[i] - 0.5 + 2 * squares * (b[n + i] - 0.5) * bits.get(r, i);
              double others = product;
              for (int j = 0; j < n; j++) {
                if (j != i) {
                  int at = 2 * n + Math.max(i, j) * n + Math.min(i, j);
                  d += (b[at] - 0.5) * bits.get(r, j);
                  others *= bits.get(r, j);
                }
              }
              out[i * bits.rows() + r] = d + others;
            }
          }
        });
  }

  /** Logits whose probabilities go from 1e-6 to 1 - 1e-6, in every noise and encoding. */
  private static Problem random(int seed, double squares, double product) {
    RandomStream stream = RandomStream.of(seed, "relaxed");
    int n = 1 + seed % MOST_BITS;
    Noise noise = NOISES.get(seed % NOISES.size());
    double[] a = new double[n];
    stream.child("a").uniforms(0, a, 0, n);
    for (int i = 0; i < n; i++) {
      double extreme = 2 * a[i] - 1;
      double logit = Math.log(1e6) * extreme * Math.abs(extreme);
      a[i] = noise.quantile(1 / (1 + Math.exp(-logit)));
    }
    Encoding encoding = seed % 3 == 0 ? Encoding.BITS : Encoding.SPINS;
    return BernoulliProblem.of(
        polynomial(stream.child("f"), n, squares, product), noise, encoding, a);
  }

  private static double relativeBias(String name, Problem problem) {
    double[] exact = ExactOracle.compute(problem).gradient().flat();
    double[] mean = ExactMoments.of(Estimators.parse(name), problem).mean().flat();
    double error = 0;
    double scale = 0;
    for (int i = 0; i < exact.length; i++) {
      error = Math.max(error, Math.abs(mean[i] - exact[i]));
      scale = Math.max(scale, Math.abs(exact[i]));
    }
    return error / scale;
  }

  @Test
  void straightThroughIsExactOnMultilinearLosses() {
    double biasOfSquares = 0;
    for (int seed = 0; seed < TRIES; seed++) {
      double bias = relativeBias("st", random(seed, 0, 1));
      assertTrue(bias < ROUNDING, "problem " + seed + ": " + bias);
      biasOfSquares = Math.max(biasOfSquares, relativeBias("st", random(seed, 1, 1)));
    }
    assertTrue(biasOfSquares > 0.1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"zgr", "reinmax", "foust(importance)"})
  void theTrapezoidRuleIsExactOnQuadraticsInEachBit(String name) {
    for (int seed = 0; seed < TRIES; seed++) {
      double bias = relativeBias(name, random(seed, 1, 1));
      assertTrue(bias < ROUNDING, "problem " + seed + ": " + bias);
    }
    Problem cubic = ofOneBit((x, out) -> out[0] = x * x * x, (x, out) -> out[0] = 3 * x * x, -0.8);
    double p = Noise.logistic().probability(-0.8);
    double mean = ExactMoments.of(Estimators.parse(name), cubic).mean().flat()[0];
    assertEquals(p * (1 - p) * 1.5, mean, ROUNDING);
  }

  @FunctionalInterface
  private interface Scalar {
    void of(double x, double[] out);
  }

  private static Problem ofOneBit(Scalar f, Scalar derivative, double logit) {
    return BernoulliProblem.of(
        (bits, out) -> each(f, bits.values(), out),
        (bits, out) -> each(derivative, bits.values(), out),
        logit);
  }

  private static void each(Scalar f, double[] x, double[] out) {
    double[] one = new double[1];
    for (int r = 0; r < x.length; r++) {
      f.of(x[r], one);
      out[r] = one[0];
    }
  }

  @Test
  void reinMaxIsZgrAndFoustsImportanceFormDrawByDraw() {
    for (ContractProblem on : ContractProblems.all()) {
      for (int seed = 1; seed <= DRAWS; seed++) {
        double[] zgr = estimate("zgr", on.problem(), seed);
        assertArrayEquals(zgr, estimate("reinmax", on.problem(), seed));
        assertArrayEquals(zgr, estimate("foust(importance)", on.problem(), seed));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.01, 0.5, 2})
  void straightThroughGumbelIsConcreteDrawByDrawIfTheLossIsLinear(double tau) {
    for (int seed = 1; seed <= TRIES; seed++) {
      int n = 1 + seed % MOST_BITS;
      double[] w = new double[n];
      RandomStream.of(seed, "w").uniforms(0, w, 0, n);
      Problem linear =
          BernoulliProblem.of(
              linear(w),
              NOISES.get(seed % NOISES.size()),
              seed % 3 == 0 ? Encoding.BITS : Encoding.SPINS,
              w);
      double[] soft = estimate("concrete(" + tau + ")", linear, seed);
      double[] hard = estimate("st-gumbel(" + tau + ")", linear, seed);
      for (int i = 0; i < n; i++) {
        // Concrete takes its slope from the rounded y, which loses digits next to 1.
        assertEquals(soft[i], hard[i], 1e-13 / tau + 1e-10 * Math.abs(hard[i]));
      }
    }
  }

  private static Loss linear(double[] w) {
    return BitLoss.of(
        "linear",
        (bits, out) -> {
          for (int r = 0; r < bits.rows(); r++) {
            out[r] = 0;
            for (int i = 0; i < w.length; i++) {
              out[r] += w[i] * bits.get(r, i);
            }
          }
        },
        (bits, out) -> {
          for (int i = 0; i < w.length; i++) {
            java.util.Arrays.fill(out, i * bits.rows(), (i + 1) * bits.rows(), w[i]);
          }
        });
  }

  @Test
  void straightThroughGumbelFollowsThePathOfStraightThrough() {
    for (ContractProblem on : ContractProblems.all()) {
      int last = on.problem().parameters().groups() - 1;
      boolean hasHead = on.problem().loss().parameters().groups() > 0;
      for (int seed = 1; seed <= DRAWS; seed++) {
        MeanSink[] sinks = {new MeanSink(on.problem()), new MeanSink(on.problem())};
        for (int i = 0; i < 2; i++) {
          sinks[i].clear();
          Estimator estimator = Estimators.parse(i == 0 ? "st" : "st-gumbel(0.3)");
          estimator.open(on.problem()).estimate(SiteDraw.random(seed), sinks[i]);
          sinks[i].finish();
        }
        assertEquals(sinks[0].value(), sinks[1].value());
        if (hasHead) {
          assertArrayEquals(sinks[0].gradient().group(last), sinks[1].gradient().group(last));
        }
      }
    }
  }

  /** The rule of matching: HardTanh is the straight-through estimator of uniform noise. */
  @ParameterizedTest
  @ValueSource(doubles = {0.5, 1, 2.5})
  void hardTanhIsStraightThroughUnderUniformNoiseOfItsWindow(double window) {
    Noise noise = Noise.uniform(window);
    for (ReferenceNetwork net : ContractProblems.networks()) {
      Noise[] noises = new Noise[net.layers()];
      java.util.Arrays.fill(noises, noise);
      Problem problem =
          ContractProblem.of(
                  new ReferenceNetwork(
                      net.name(),
                      net.low(),
                      net.high(),
                      noises,
                      net.sizes(),
                      net.groups(),
                      net.head(),
                      net.x()))
              .problem();
      for (int seed = 1; seed <= DRAWS; seed++) {
        assertArrayEquals(
            estimate("st", problem, seed),
            estimate("st-hardtanh(" + window + ")", problem, seed),
            ROUNDING);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Encoding.class)
  void identityIsTheGradientInProbabilitiesOrMeansOfAMultilinearLoss(Encoding encoding) {
    Noise noise = Noise.logistic();
    double[] a = {-0.4, 1.1, 0.3};
    Loss loss = polynomial(RandomStream.of(11, "identity"), 3, 0, 1);
    Problem problem = BernoulliProblem.of(loss, noise, encoding, a);
    double[] exact = ExactOracle.compute(problem).gradient().flat();
    double[] ofProbability =
        ExactMoments.of(Estimators.parse("st-identity"), problem).mean().flat();
    double[] ofMean = ExactMoments.of(Estimators.parse("st-identity(mean)"), problem).mean().flat();
    for (int i = 0; i < 3; i++) {
      assertEquals(exact[i], noise.density(a[i]) * ofProbability[i], ROUNDING);
      assertEquals(exact[i], 2 * noise.density(a[i]) * ofMean[i], ROUNDING);
    }
  }

  @Test
  void withoutGuardBayesBinnIsConcrete() {
    for (ContractProblem on : ContractProblems.all()) {
      for (int seed = 1; seed <= DRAWS; seed++) {
        assertArrayEquals(
            estimate("concrete(0.7)", on.problem(), seed),
            estimate("bayesbinn(0.7)", on.problem(), seed),
            ROUNDING);
      }
    }
  }

  /** Hard states, and the guard carries all of the gradient: half of identity ST in the mean. */
  @ParameterizedTest
  @CsvSource({"1e-10, 1e-10, 1", "1e-8, 1e-10, 0.01"})
  void asCodedBayesBinnIsIdentityStraightThrough(double tau, double guard, double factor) {
    String coded = "bayesbinn(" + tau + ",guard=" + guard + ")";
    for (ContractProblem on : ContractProblems.all()) {
      if (on.problem().chain().layers() == 1) {
        for (int seed = 1; seed <= DRAWS; seed++) {
          double[] identity = estimate("st-identity(mean)", on.problem(), seed);
          double[] actual = estimate(coded, on.problem(), seed);
          int own = on.problem().chain().parameters().total();
          for (int i = 0; i < own; i++) {
            // The guard is 1e-10 beside 1 - mu^2, which is above 1e-3 here.
            double expected = factor * identity[i] / 2;
            assertEquals(expected, actual[i], 1e-7 * Math.abs(expected));
          }
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "st-gumbel(0.5)",
        "zgr",
        "st-hardtanh",
        "st-identity",
        "foust(scaled)",
        "foust(importance-scaled)",
        "bayesbinn(0.5)",
        "bayesbinn(1e-10,guard=1e-10)"
      })
  void extremeLogitsGiveFiniteNumbersInEveryNoise(String name) {
    double[] a = {-1e300, -1000, -1e-300, 0, 1000, 1e300, Double.POSITIVE_INFINITY};
    for (Noise noise : NOISES) {
      Problem problem =
          BernoulliProblem.of(
              polynomial(RandomStream.of(5, "extreme"), a.length, 1, 1), noise, Encoding.SPINS, a);
      for (int seed = 1; seed <= DRAWS; seed++) {
        for (double number : estimate(name, problem, seed)) {
          assertTrue(Double.isFinite(number), name + " under " + noise);
        }
      }
    }
  }
}
