package org.bitgrad.train.engine;

import static org.bitgrad.train.engine.EngineGradientTest.assertClose;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.bitgrad.data.BatchBuffer;
import org.bitgrad.network.NetworkLayer;
import org.bitgrad.numeric.FloatProducts;
import org.bitgrad.numeric.ThreadTeam;
import org.bitgrad.problem.Gradient;
import org.bitgrad.random.RandomStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Wrong propagation of moments is far beyond the tolerance of the tests that compare gradients. */
class MomentLayersTest {
  /** A hundred times the tolerance of {@link EngineGradientTest}. */
  private static final double FAR = 2e-3;

  private static final RandomStream STREAM = RandomStream.of(11, "engine");

  /** Several layers, so that variances come through units. */
  static Stream<EngineCase> cases() {
    return Stream.concat(
        Stream.concat(EngineCase.small().stream().skip(1), Stream.of(EngineCase.wide())),
        ConvolutionCases.all().stream()
            .filter(each -> !each.name().contains("largest") && !each.name().contains("huge")));
  }

  /** Gradients by layers of a method that no estimator's name stands for. */
  private static double[] gradient(EngineCase each, Method method) {
    List<LayerParameters> parameters = new ArrayList<>();
    for (NetworkLayer layer : each.network().describe()) {
      LayerParameters numbers = LayerParameters.of(layer);
      int k = parameters.size();
      numbers.readFrom(each.network().group(k), each.network().statistics(k));
      parameters.add(numbers);
    }
    BatchLayers layers =
        new BatchLayers(
            new BatchLayers.Recipe(
                each.network(),
                method,
                FloatProducts.java(),
                new ThreadTeam(1),
                RowLoss.of(each.network().outputLoss()),
                parameters),
            each.rows());
    BatchBuffer batch = each.buffer();
    layers.slices.rows(each.rows());
    layers.input.read(batch.floats());
    layers.head.begin(batch.targets(), null);
    layers.program.estimate(STREAM);
    return EngineGradientTest.all(
        parameters.stream()
            .flatMap(layer -> layer.all().stream())
            .map(Parameter::namedGradient)
            .toList());
  }

  private static void close(Gradient right, double[] found, double tolerance) {
    int from = 0;
    for (int k = 0; k < right.layout().groups(); k++) {
      double[] group = right.group(k);
      double[] part = Arrays.copyOfRange(found, from, from + group.length);
      assertClose(group, part, tolerance, "layer " + k);
      from += group.length;
    }
  }

  private static void far(Gradient right, double[] wrong) {
    assertThrows(AssertionError.class, () -> close(right, wrong, FAR));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void withoutVariancesAp2WouldBeMeanField(EngineCase each) {
    Gradient right = each.expected("ap2", STREAM).gradient();
    close(right, gradient(each, new AnalyticMethod()), FAR / 100);
    far(right, each.expected("mean-field", STREAM).gradient().flat());
  }

  /** Without variances nothing is sampled. */
  @ParameterizedTest
  @MethodSource("cases")
  void withoutVariancesLocalReparameterisationWouldBeMeanField(EngineCase each) {
    Gradient right = each.expected("local-reparameterisation", STREAM).gradient();
    close(right, gradient(each, new LocalMethod()), FAR / 100);
    far(right, each.expected("mean-field", STREAM).gradient().flat());
  }

  /** Right samples, but units pass no derivative to the variances of their pre-activations. */
  @ParameterizedTest
  @MethodSource("cases")
  void samplesWithoutTheWayBackThroughVariancesAreNoticed(EngineCase each) {
    Method wrong =
        new MomentMethod("wrong") {
          @Override
          public BernoulliUnits units(BernoulliUnits.Place place) {
            return new LocalUnits(place) {
              @Override
              void arguments(int from, int to, RandomStream stream) {
                super.arguments(from, to, stream);
                Arrays.fill(varianceSlopes, from, to, 0);
              }
            };
          }

          @Override
          public LossHead head(Signal in, RowSlices slices, RowLoss loss, int index) {
            return new SampledLossHead(in, slices, loss, index);
          }
        };
    far(each.expected("local-reparameterisation", STREAM).gradient(), gradient(each, wrong));
  }

  /** Right forward, but units pass no derivative to the variances of their pre-activations. */
  @ParameterizedTest
  @MethodSource("cases")
  void ap2WithoutTheWayBackThroughVariancesIsNoticed(EngineCase each) {
    Method wrong =
        new MomentMethod("wrong") {
          @Override
          public BernoulliUnits units(BernoulliUnits.Place place) {
            return new AnalyticUnits(place) {
              @Override
              void arguments(int from, int to, RandomStream stream) {
                super.arguments(from, to, stream);
                Arrays.fill(varianceSlopes, from, to, 0);
              }
            };
          }

          @Override
          public LossHead head(Signal in, RowSlices slices, RowLoss loss, int index) {
            return new ExpectedLossHead(in, slices, loss);
          }
        };
    far(each.expected("ap2", STREAM).gradient(), gradient(each, wrong));
  }
}
