package org.bitgrad.exact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.bitgrad.network.Batch;
import org.bitgrad.network.NetworkBuilder;
import org.bitgrad.network.OutputLoss;
import org.bitgrad.network.StochasticBinaryNetwork;
import org.bitgrad.problem.Problem;
import org.bitgrad.random.RandomStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The largest problems that the oracle takes: 2^20 joint states and 200 points in a minute. */
@Tag("long")
@Isolated("it takes the time")
class LargeOracleTest {
  private static final int POINTS = 200;
  private static final double SECONDS = 60;
  private static final double STEP = 1e-5;
  private static final int MEBIBYTES = 200;

  private static StochasticBinaryNetwork network(String sizes) {
    NetworkBuilder builder = StochasticBinaryNetwork.input(2);
    for (String units : sizes.split("-", -1)) {
      builder.bernoulli(Integer.parseInt(units));
    }
    return builder.head(1, OutputLoss.LOGISTIC).initialise(5);
  }

  private static Batch batch() {
    double[][] x = new double[POINTS][];
    double[] y = new double[POINTS];
    for (int n = 0; n < POINTS; n++) {
      x[n] = RandomNetwork.numbers(RandomStream.of(n, "large"), 2, 1);
      y[n] = n % 2 == 0 ? -1 : 1;
    }
    return Batch.of(x, y);
  }

  @ParameterizedTest
  @ValueSource(strings = {"10-10", "20", "1-19", "19-1", "10-10-10"})
  void oneMinuteSuffices(String sizes) {
    StochasticBinaryNetwork net = network(sizes);
    Problem problem = net.on(batch());
    long start = System.nanoTime();
    ExactResult exact = ExactOracle.compute(problem);
    double seconds = (System.nanoTime() - start) / 1e9;
    assertTrue(seconds <= SECONDS, sizes + " took " + seconds + " s");
    assertFirstNumberIsTheSlope(net, problem, 0, exact);
    assertFirstNumberIsTheSlope(net, problem, net.layers() - 1, exact);
  }

  @ParameterizedTest
  @ValueSource(strings = {"10-10", "20", "1-19", "19-1", "10-10-10"})
  void memoryIsBounded(String sizes) throws IOException, InterruptedException {
    Process small =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + MEBIBYTES + "m",
                "-cp",
                System.getProperty("java.class.path"),
                LargeOracleTest.class.getName(),
                sizes)
            .inheritIO()
            .start();
    assertEquals(0, small.waitFor());
  }

  /**
   * Runs the oracle in the memory that the machine was given; ends with an error if it is too
   * little.
   *
   * @param sizes units of each layer
   */
  public static void main(String... sizes) {
    ExactOracle.compute(network(sizes[0]).on(batch()));
  }

  private static void assertFirstNumberIsTheSlope(
      StochasticBinaryNetwork net, Problem problem, int group, ExactResult exact) {
    double[] theta = net.group(group);
    double centre = theta[0];
    theta[0] = centre + STEP;
    double above = ExactOracle.compute(problem).expectedLoss();
    theta[0] = centre - STEP;
    double below = ExactOracle.compute(problem).expectedLoss();
    theta[0] = centre;
    assertEquals((above - below) / (2 * STEP), exact.gradient().group(group)[0], 1e-9);
  }
}
