package org.bitgrad.exact;

import static org.bitgrad.exact.Closeness.assertClose;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bitgrad.network.StochasticBinaryNetwork;
import org.bitgrad.problem.BernoulliProblem;
import org.bitgrad.problem.BitLoss;
import org.bitgrad.problem.Encoding;
import org.bitgrad.problem.Problem;
import org.bitgrad.random.Noise;
import org.bitgrad.random.RandomStream;
import org.bitgrad.reference.ReferencePathSum;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The oracle agrees with the definition, with finite differences and with itself. */
class ExactOracleTest {
  /** Sums of at most 4096 paths in another order. */
  private static final double ROUNDING = 1e-12;

  private static final double STEP = 1e-5;
  private static final double DIFFERENCES = 1e-6;

  static java.util.stream.LongStream seeds() {
    return java.util.stream.LongStream.range(0, 30);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void lossAndGradientAreSumsOverAllPaths(long seed) {
    RandomNetwork random = RandomNetwork.of(seed);
    ReferencePathSum reference = random.reference();
    reference.run();
    ExactResult exact = ExactOracle.compute(random.problem());
    assertEquals(reference.expectedLoss(), exact.expectedLoss(), ROUNDING);
    for (int g = 0; g < exact.gradient().layout().groups(); g++) {
      assertClose(
          reference.gradient(g),
          exact.gradient().group(g),
          ROUNDING,
          "seed " + seed + " group " + g);
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void gradientIsTheSlopeOfTheExpectedLoss(long seed) {
    RandomNetwork random = RandomNetwork.of(seed);
    StochasticBinaryNetwork net = random.net();
    Problem problem = random.problem();
    ExactResult exact = ExactOracle.compute(problem);
    for (int g = 0; g <= net.layers(); g++) {
      double[] theta = net.group(g);
      double[] slopes = new double[theta.length];
      for (int i = 0; i < theta.length; i++) {
        double centre = theta[i];
        theta[i] = centre + STEP;
        double above = ExactOracle.compute(problem).expectedLoss();
        theta[i] = centre - STEP;
        double below = ExactOracle.compute(problem).expectedLoss();
        theta[i] = centre;
        slopes[i] = (above - below) / (2 * STEP);
      }
      double largest = Arrays.stream(slopes).map(Math::abs).max().orElseThrow();
      double rounding = 4 * Math.ulp(exact.expectedLoss()) / STEP;
      assertArrayEquals(
          slopes, exact.gradient().group(g), DIFFERENCES * largest + rounding, "group " + g);
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void lossIsTheSameInBothEncodings(long seed) {
    RandomNetwork random = RandomNetwork.of(seed);
    double[] bits =
        ExactOracle.compute(random.net().as(Encoding.BITS).on(random.batch())).perPoint();
    double[] spins =
        ExactOracle.compute(random.net().as(Encoding.SPINS).on(random.batch())).perPoint();
    assertClose(bits, spins, ROUNDING, "seed " + seed);
  }

  @Test
  void pointsAreThoseOfTheProblemsOfOnePoint() {
    Problem problem = RandomNetwork.of(8).problem();
    double[] together = ExactOracle.compute(problem).perPoint();
    assertEquals(problem.points(), together.length);
    for (int n = 0; n < together.length; n++) {
      assertEquals(ExactOracle.compute(problem.at(n)).expectedLoss(), together[n], ROUNDING);
    }
  }

  @Test
  void blocksOfPointsGiveTheSameAsOneBlock() {
    StochasticBinaryNetwork net =
        StochasticBinaryNetwork.input(2)
            .bernoulli(12)
            .bernoulli(3)
            .head(1, org.bitgrad.network.OutputLoss.LOGISTIC)
            .initialise(3);
    double[][] x = new double[37][];
    double[] y = new double[37];
    for (int n = 0; n < x.length; n++) {
      x[n] = RandomNetwork.numbers(RandomStream.of(n, "blocks"), 2, 1);
      y[n] = n % 3 == 0 ? -1 : 1;
    }
    Problem problem = net.on(org.bitgrad.network.Batch.of(x, y));
    List<Long> progress = new ArrayList<>();
    ExactResult exact =
        ExactOracle.compute(problem, ExactOracle.DEFAULT_LIMIT, (done, all) -> progress.add(done));
    assertEquals(List.of(16L, 32L, 37L), progress);
    double[] sum = new double[problem.parameters().size(0)];
    for (int n = 0; n < x.length; n++) {
      ExactResult alone = ExactOracle.compute(problem.at(n));
      assertEquals(alone.expectedLoss(), exact.perPoint()[n], ROUNDING);
      for (int i = 0; i < sum.length; i++) {
        sum[i] += alone.gradient().group(0)[i] / x.length;
      }
    }
    assertClose(sum, exact.gradient().group(0), ROUNDING, "gradient of layer0");
  }

  @Test
  void certainBitsAreExact() {
    // f = 1 + 2 b0 + 4 b1 + 8 b0 b1 b2, p = (0, 1, 1/2): E = 1 + 4 = 5
    Problem problem =
        BernoulliProblem.of(
            (bits, out) -> {
              for (int r = 0; r < bits.rows(); r++) {
                double b0 = bits.get(r, 0);
                double b1 = bits.get(r, 1);
                out[r] = 1 + 2 * b0 + 4 * b1 + 8 * b0 * b1 * bits.get(r, 2);
              }
            },
            Double.NEGATIVE_INFINITY,
            Double.POSITIVE_INFINITY,
            0.0);
    ExactResult exact = ExactOracle.compute(problem);
    assertEquals(5, exact.expectedLoss());
    assertArrayEquals(new double[] {0, 0, 0}, exact.gradient().group(0));
  }

  @ParameterizedTest
  @ValueSource(doubles = {1000, 700, 40})
  void farLogitsKeepTheirRelativeAccuracy(double logit) {
    // E = F(-logit), so dE/dlogit = e^-logit up to a factor 1 + 4e-18
    Problem problem =
        BernoulliProblem.of(BitLoss.table(0, 1), Noise.logistic(), Encoding.BITS, -logit);
    double tail = Math.exp(-logit);
    ExactResult exact = ExactOracle.compute(problem);
    assertEquals(tail, exact.expectedLoss(), 1e-14 * tail);
    assertEquals(tail, exact.gradient().group(0)[0], 1e-14 * tail);
  }

  @Test
  void oneCertainUnitLeavesTheOthersDerivatives() {
    // unit 0 is certainly 1, so f(1, b) counts: 5 and 11
    Problem problem =
        BernoulliProblem.of(
            BitLoss.table(3, 7, 5, 11), Noise.uniform(2), Encoding.SPINS, 1000, 0.5);
    ExactResult exact = ExactOracle.compute(problem);
    assertEquals(5 + 6 * 0.625, exact.expectedLoss(), ROUNDING);
    assertEquals(0, exact.gradient().group(0)[0]);
    assertEquals(6 * 0.25, exact.gradient().group(0)[1], ROUNDING);
  }
}
