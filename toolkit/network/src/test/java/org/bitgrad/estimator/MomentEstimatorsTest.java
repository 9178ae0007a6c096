package org.bitgrad.estimator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bitgrad.estimator.contract.ContractProblem;
import org.bitgrad.estimator.contract.ContractProblems;
import org.bitgrad.estimator.contract.SiteDraw;
import org.bitgrad.estimator.relaxed.AnalyticPropagation;
import org.bitgrad.exact.ExactMoments;
import org.bitgrad.exact.ExactOracle;
import org.bitgrad.exact.ExactResult;
import org.bitgrad.exact.Moments;
import org.bitgrad.network.Batch;
import org.bitgrad.network.ForwardingChain;
import org.bitgrad.network.NetworkBuilder;
import org.bitgrad.network.OutputLoss;
import org.bitgrad.network.StochasticBinaryNetwork;
import org.bitgrad.problem.BernoulliProblem;
import org.bitgrad.problem.BitLoss;
import org.bitgrad.problem.Chain;
import org.bitgrad.problem.ChainPass;
import org.bitgrad.problem.Draw;
import org.bitgrad.problem.Encoding;
import org.bitgrad.problem.Gradient;
import org.bitgrad.problem.Problem;
import org.bitgrad.problem.States;
import org.bitgrad.random.Noise;
import org.bitgrad.random.RandomStream;
import org.bitgrad.reference.ReferenceNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the estimators by means and variances estimate, where they are exact, and what they refuse.
 */
class MomentEstimatorsTest {
  private static final double ROUNDING = 1e-12;

  /** Of differences with an error of fourth order at this step. */
  private static final double STEP = 1e-3;

  private static final double DIFFERENCES = 1e-8;

  static List<ReferenceNetwork> networks() {
    return ContractProblems.networks();
  }

  private static MeanSink estimate(String name, Problem problem, Draw draw) {
    MeanSink sink = new MeanSink(problem);
    sink.clear();
    Estimators.parse(name).open(problem).estimate(draw, sink);
    sink.finish();
    return sink;
  }

  /** The value reported at one parameter moved by some steps. */
  private static double moved(String name, ReferenceNetwork net, int g, int i, double steps) {
    double[] group = g < net.layers() ? net.groups()[g] : net.head().parameters();
    double before = group[i];
    group[i] = before + steps * STEP;
    double value = estimate(name, ContractProblem.of(net).problem(), SiteDraw.random(3)).value();
    group[i] = before;
    return value;
  }

  @ParameterizedTest
  @MethodSource("networks")
  void theGradientIsThatOfTheReportedValue(ReferenceNetwork net) {
    for (String name : List.of("ap2", "local-reparameterisation")) {
      Problem problem = ContractProblem.of(net).problem();
      Gradient gradient = estimate(name, problem, SiteDraw.random(3)).gradient();
      for (int g = 0; g < gradient.layout().groups(); g++) {
        for (int i = 0; i < gradient.group(g).length; i++) {
          double near = moved(name, net, g, i, 1) - moved(name, net, g, i, -1);
          double far = moved(name, net, g, i, 2) - moved(name, net, g, i, -2);
          double expected = (8 * near - far) / (12 * STEP);
          String what = name + ", group " + g + ", number " + i;
          double allowed = DIFFERENCES * Math.max(1, Math.abs(expected));
          assertEquals(expected, gradient.group(g)[i], allowed, what);
        }
      }
    }
  }

  private static Problem oneLayer(Noise noise, Encoding encoding, int outputs, OutputLoss loss) {
    RandomStream stream = RandomStream.of(11, "one layer");
    double[] layer = numbers(stream.child("layer"), 4 * 3, 2);
    double[] head = numbers(stream.child("head"), outputs * 5, 2);
    double[][] x = {{0.3, -1.1}, {-0.4, 0.8}};
    double[][] targets = {
      numbers(stream.child(0), outputs, 1), numbers(stream.child(1), outputs, 1)
    };
    return StochasticBinaryNetwork.input(2)
        .bernoulli(4, noise)
        .encoding(encoding)
        .head(outputs, loss)
        .parameters(layer, head)
        .on(Batch.of(x, targets));
  }

  private static double[] numbers(RandomStream stream, int n, double width) {
    double[] numbers = new double[n];
    stream.uniforms(0, numbers, 0, n);
    return Arrays.stream(numbers).map(u -> width * (2 * u - 1)).toArray();
  }

  static List<Noise> noises() {
    return List.of(Noise.logistic(0.7), Noise.gaussian(1.2), Noise.uniform(6), Noise.triangular(7));
  }

  @ParameterizedTest
  @MethodSource("noises")
  void oneLayerUnderASquaredErrorIsExact(Noise noise) {
    for (Encoding encoding : Encoding.values()) {
      Problem problem = oneLayer(noise, encoding, 2, OutputLoss.SQUARED);
      ExactResult exact = ExactOracle.compute(problem);
      MeanSink ap2 = estimate("ap2", problem, SiteDraw.random(1));
      assertEquals(exact.expectedLoss(), ap2.value(), ROUNDING * exact.expectedLoss());
      assertArrayEquals(exact.gradient().flat(), ap2.gradient().flat(), 1e-10);
      double[] meanField = estimate("mean-field", problem, SiteDraw.random(1)).gradient().flat();
      assertTrue(distance(meanField, exact.gradient().flat()) > 0.05, "mean field is not exact");
    }
  }

  /**
   * Under a squared error the estimate is of second degree in each output's normal number, so that
   * the numbers -1 and +1 have its mean.
   */
  @ParameterizedTest
  @MethodSource("noises")
  void sampledOutputsOfOneLayerHaveTheExactMean(Noise noise) {
    Problem problem = oneLayer(noise, Encoding.SPINS, 2, OutputLoss.SQUARED);
    Gradient exact = ExactOracle.compute(problem).gradient();
    double[] mean = new double[exact.flat().length];
    for (int signs = 0; signs < 4; signs++) {
      int chosen = signs;
      Draw draw =
          SiteDraw.of(
              (site, unit, row, rows) ->
                  Noise.gaussian(1).probability((chosen >> unit & 1) == 1 ? 1 : -1));
      double[] one = estimate("local-reparameterisation", problem, draw).gradient().flat();
      for (int i = 0; i < mean.length; i++) {
        mean[i] += one[i] / 4;
      }
    }
    assertArrayEquals(exact.flat(), mean, 1e-10);
  }

  private static double distance(double[] a, double[] b) {
    double sum = 0;
    double norm = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - b[i]) * (a[i] - b[i]);
      norm += b[i] * b[i];
    }
    return Math.sqrt(sum / norm);
  }

  @Test
  void withoutAHeadOneLayerIsMeanField() {
    Problem problem = bits(0.3, -2, 1e-3);
    Gradient expected = estimate("mean-field", problem, SiteDraw.random(1)).gradient();
    for (String name : List.of("ap2", "local-reparameterisation")) {
      Gradient actual = estimate(name, problem, SiteDraw.random(1)).gradient();
      assertArrayEquals(expected.flat(), actual.flat(), ROUNDING, name);
    }
  }

  private static Problem bits(double... logits) {
    return BernoulliProblem.of(
        (bits, out) -> {
          for (int r = 0; r < bits.rows(); r++) {
            out[r] = Math.pow(bits.sum(r) - 1.3, 2);
          }
        },
        (bits, out) -> {
          for (int r = 0; r < bits.rows(); r++) {
            for (int j = 0; j < bits.units(); j++) {
              out[j * bits.rows() + r] = 2 * (bits.sum(r) - 1.3);
            }
          }
        },
        logits);
  }

  @Test
  void ap2IsItsOwnMeanAndDoesNotVary() {
    Problem problem = ContractProblem.of(networks().get(1)).problem();
    Moments moments = ExactMoments.of(new AnalyticPropagation(), problem);
    double[] one = estimate("ap2", problem, SiteDraw.random(1)).gradient().flat();
    assertArrayEquals(one, moments.mean().flat());
    assertArrayEquals(new double[one.length], moments.variance().flat());
  }

  /** Logits of 1000 and infinite ones: no derivative of the unit, and no NaN anywhere. */
  @ParameterizedTest
  @ValueSource(strings = {"ap2", "local-reparameterisation"})
  void saturatedUnitsGiveNothingAndDisturbNothing(String name) {
    double infinite = Double.POSITIVE_INFINITY;
    double[] logits = {1000, -1000, infinite, -infinite, 0.4};
    double[] flat = estimate(name, bits(logits), SiteDraw.random(1)).gradient().flat();
    assertArrayEquals(new double[4], Arrays.copyOf(flat, 4));
    assertTrue(flat[4] != 0 && Double.isFinite(flat[4]));
    double[] first = {0, 1000, 0, -1000, 0.7, 0.2};
    double[] second = {0.5, -1, 0.3, 0.1, 1.5, 0.8, -0.2, -0.9};
    double[] head = {1, -0.5, 0.2};
    StochasticBinaryNetwork net =
        network(1, 3, 2)
            .encoding(Encoding.SPINS)
            .head(1, OutputLoss.LOGISTIC)
            .parameters(first, second, head);
    Batch batch = Batch.of(new double[][] {{0.6}}, new double[] {1});
    Gradient gradient = estimate(name, net.on(batch), SiteDraw.random(1)).gradient();
    assertTrue(Arrays.stream(gradient.flat()).allMatch(Double::isFinite));
    assertTrue(Arrays.stream(gradient.group(1)).allMatch(d -> d != 0));
  }

  private static NetworkBuilder network(int inputs, int... units) {
    NetworkBuilder builder = StochasticBinaryNetwork.input(inputs);
    for (int n : units) {
      builder.bernoulli(n, Noise.logistic());
    }
    return builder;
  }

  /** Two points of normal numbers where nothing varies: the estimate is that of the hard path. */
  @Test
  void unitsThatAreCertainPropagateAsTheirStates() {
    double[] first = {0, 0, 50, -50};
    double[] second = {0.4, -0.3, 0.2, 0.1, 0.6, -0.5};
    StochasticBinaryNetwork net =
        network(1, 2, 2)
            .head(1, OutputLoss.SQUARED)
            .parameters(first, second, new double[] {1, 2, 0.3});
    Problem problem = net.on(Batch.of(new double[][] {{0.6}}, new double[] {0.2}));
    double[] exact = ExactOracle.compute(problem).gradient().flat();
    double[] ap2 = estimate("ap2", problem, SiteDraw.random(1)).gradient().flat();
    assertArrayEquals(exact, ap2, 1e-12);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ap2", "local-reparameterisation"})
  void chainsThatDoNotPropagateVariancesAreRefused(String name) {
    Problem deep = ContractProblem.of(networks().get(1)).problem();
    Problem hidden = Problem.of(new WithoutMoments(deep.chain()), deep.loss());
    Estimator estimator = Estimators.parse(name);
    String message =
        assertThrows(UnsupportedOperationException.class, () -> estimator.open(hidden))
            .getMessage();
    assertTrue(message.contains(name) && message.contains("2 layers"), message);
    Problem values =
        BernoulliProblem.of(
            BitLoss.of("f", (bits, out) -> Arrays.fill(out, 1)),
            Noise.logistic(),
            Encoding.BITS,
            0.1);
    String needs =
        assertThrows(UnsupportedOperationException.class, () -> estimator.open(values))
            .getMessage();
    assertTrue(needs.contains(name) && needs.contains("derivative"), needs);
  }

  /** Layers whose numbers are had in the plain way only. */
  private record WithoutMoments(Chain chain) implements ForwardingChain {

    @Override
    public Chain at(int... points) {
      return new WithoutMoments(chain.at(points));
    }

    @Override
    public ChainPass open(int rows) {
      ChainPass pass = chain.open(rows);
      return new ChainPass() {
        @Override
        public Chain chain() {
          return WithoutMoments.this;
        }

        @Override
        public int rows() {
          return rows;
        }

        @Override
        public void preactivations(int layer, States previous, double[] out) {
          pass.preactivations(layer, previous, out);
        }

        @Override
        public void pullBack(int layer, States previous, double[] da, Gradient out) {
          pass.pullBack(layer, previous, da, out);
        }

        @Override
        public void pullBackRows(int layer, States previous, double[] da, double[] out) {
          pass.pullBackRows(layer, previous, da, out);
        }

        @Override
        public void pullBackStates(int layer, States previous, double[] da, double[] dPrevious) {
          pass.pullBackStates(layer, previous, da, dPrevious);
        }
      };
    }
  }

  /** Networks as at the start of training: the variances lower the bias of the means. */
  @Test
  void variancesLowerTheBiasOfMeanField() {
    int better = 0;
    List<Double> ratios = new ArrayList<>();
    for (int seed = 1; seed <= 40; seed++) {
      double[][] x = {
        numbers(RandomStream.of(seed, "x"), 2, 1.5), numbers(RandomStream.of(seed, "y"), 2, 1.5)
      };
      StochasticBinaryNetwork net =
          network(2, 5, 5, 5).head(1, OutputLoss.LOGISTIC).initialise(seed);
      Problem problem = net.on(Batch.of(x, new double[] {1, -1}));
      double[] exact = ExactOracle.compute(problem).gradient().flat();
      double ap2 = distance(estimate("ap2", problem, SiteDraw.random(1)).gradient().flat(), exact);
      double means =
          distance(estimate("mean-field", problem, SiteDraw.random(1)).gradient().flat(), exact);
      ratios.add(ap2 / means);
      better += ap2 < means ? 1 : 0;
    }
    ratios.sort(null);
    assertTrue(better >= 36, () -> "of 40 networks better in few: " + ratios);
    assertTrue(ratios.get(20) < 0.5, () -> "median ratio: " + ratios.get(20));
  }
}
