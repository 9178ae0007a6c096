package org.bitgrad.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.Stream;
import org.bitgrad.random.Noise;
import org.bitgrad.random.RandomStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The references against finite differences and among themselves. */
class ReferenceTest {
  /** Central differences with this step: error about step squared plus rounding over step. */
  private static final double STEP = 1e-5;

  private static final double DIFFERENCE_TOLERANCE = 1e-8;
  private static final double ROUNDING = 1e-13;

  static Stream<ReferenceNetwork> networks() {
    // Smooth noises only: differences across a kink of F would not be derivatives.
    Noise[] noises = {Noise.logistic(), Noise.gaussian(0.8), Noise.logistic(2)};
    return Stream.iterate(0, i -> i < 20, i -> i + 1).map(i -> drawn(i, noises));
  }

  private static ReferenceNetwork drawn(int index, Noise[] noises) {
    RandomStream stream = RandomStream.of(11, "network").child(index);
    int layers = 1 + index % 3;
    int outputs = index % 2 == 0 ? 1 : 3;
    int[] sizes = new int[layers + 1];
    for (int k = 0; k <= layers; k++) {
      sizes[k] = 1 + (int) (3 * stream.child("size").uniform(k));
    }
    double[][] groups = new double[layers][];
    Noise[] used = new Noise[layers];
    for (int k = 0; k < layers; k++) {
      groups[k] = draw(stream.child("group").child(k), sizes[k + 1] * (sizes[k] + 1));
      used[k] = noises[(index + k) % noises.length];
    }
    double[] head = draw(stream.child("head"), outputs * (sizes[layers] + 1));
    double[][] x = {draw(stream.child("x"), sizes[0])};
    Output output = outputs == 1 ? Output.LOGISTIC : Output.SOFTMAX;
    double[][] targets = {{1}};
    double low = index % 4 < 2 ? 0 : -1;
    return new ReferenceNetwork(
        "network " + index,
        low,
        1,
        used,
        sizes,
        groups,
        Head.linear(outputs, head, output, targets),
        x);
  }

  private static double[] draw(RandomStream stream, int n) {
    double[] numbers = new double[n];
    for (int i = 0; i < n; i++) {
      numbers[i] = 4 * stream.uniform(i) - 2;
    }
    return numbers;
  }

  @ParameterizedTest
  @MethodSource("networks")
  void pathProbabilitiesSumToOne(ReferenceNetwork net) {
    double[] sum = new double[1];
    Paths.forEach(net, 0, (path, p) -> sum[0] += p);
    assertEquals(1, sum[0], ROUNDING);
  }

  @ParameterizedTest
  @MethodSource("networks")
  void gradientIsTheLimitOfDifferences(ReferenceNetwork net) {
    assertClose(ExactSum.differences(net, STEP), ExactSum.gradient(net), DIFFERENCE_TOLERANCE);
  }

  @ParameterizedTest
  @MethodSource("networks")
  void scoreFunctionHasTheGradientAsItsMean(ReferenceNetwork net) {
    ReferenceEstimate mean = new ReferenceEstimate(net);
    PathEstimates.OfPath score = PathEstimates.reinforce(0.3);
    Paths.forEach(net, 0, (path, p) -> mean.add(p, score.estimate(net, 0, path)));
    assertClose(ExactSum.gradient(net), mean, ROUNDING);
  }

  private static void assertClose(
      ReferenceEstimate expected, ReferenceEstimate actual, double tolerance) {
    assertEquals(expected.value(), actual.value(), tolerance);
    for (int g = 0; g < expected.groups().length; g++) {
      for (int i = 0; i < expected.group(g).length; i++) {
        assertEquals(expected.group(g)[i], actual.group(g)[i], tolerance);
      }
    }
  }
}
