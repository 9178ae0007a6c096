package org.bitgrad.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bitgrad.data.BatchBuffer;
import org.bitgrad.data.BatchPlan;
import org.bitgrad.data.BatchReader;
import org.bitgrad.estimator.Estimator;
import org.bitgrad.estimator.Estimators;
import org.bitgrad.estimator.MeanSink;
import org.bitgrad.estimator.Session;
import org.bitgrad.network.Batch;
import org.bitgrad.network.OutputLoss;
import org.bitgrad.network.StochasticBinaryNetwork;
import org.bitgrad.numeric.RealArray;
import org.bitgrad.problem.BernoulliProblem;
import org.bitgrad.problem.Draw;
import org.bitgrad.problem.Encoding;
import org.bitgrad.problem.Problem;
import org.bitgrad.problem.SampledPath;
import org.bitgrad.random.RandomStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EstimatorNetworkTest {
  private static final RandomStream STREAM = RandomStream.of(5, "estimates of tests");
  private static final PlanePoints POINTS = PlanePoints.signs("network", 7);

  /** One layer, because some estimators are for one layer only. */
  private static StochasticBinaryNetwork shallow() {
    return StochasticBinaryNetwork.input(2).bernoulli(3).head(1, OutputLoss.LOGISTIC).initialise(7);
  }

  private static StochasticBinaryNetwork deep(OutputLoss loss, int outputs) {
    return StochasticBinaryNetwork.input(2)
        .bernoulli(4)
        .bernoulli(3)
        .encoding(Encoding.SPINS)
        .head(outputs, loss)
        .initialise(7);
  }

  static Stream<Estimator> estimators() {
    Problem two = shallow().on(Batch.of(new double[][] {{0, 1}, {1, 0}}, new double[] {1, -1}));
    return Estimators.all().stream().filter(e -> definedOn(e, two));
  }

  private static boolean definedOn(Estimator estimator, Problem problem) {
    try {
      estimator.open(problem);
      return true;
    } catch (UnsupportedOperationException e) {
      return false;
    }
  }

  private static BatchBuffer read(BatchPlan plan, int batch) {
    BatchBuffer buffer = BatchBuffer.ofDoubles(plan);
    new BatchReader(plan).read(0, batch, buffer);
    return buffer;
  }

  private static Batch batch(BatchBuffer buffer) {
    double[][] x = new double[buffer.rows()][];
    for (int r = 0; r < x.length; r++) {
      x[r] = Arrays.copyOfRange(buffer.doubles(), 2 * r, 2 * r + 2);
    }
    return Batch.of(x, Arrays.copyOf(buffer.targets(), x.length));
  }

  private static double[] flat(List<NamedArray> arrays) {
    return arrays.stream()
        .flatMapToDouble(
            a ->
                java.util.stream.IntStream.range(0, a.values().size()).mapToDouble(a.values()::get))
        .toArray();
  }

  /**
   * A problem has one group for a Bernoulli layer and the real ones before it, training has two.
   */
  @Test
  void realLayersHaveArraysOfTheirOwnInTheOrderOfTheProblem() {
    StochasticBinaryNetwork net =
        StochasticBinaryNetwork.input(2)
            .relu(4)
            .bernoulli(3)
            .bernoulli(2)
            .tanh(3)
            .head(1, OutputLoss.LOGISTIC)
            .initialise(7);
    BatchBuffer buffer = read(BatchPlan.of(POINTS, 4), 0);
    EstimatorNetwork trained = EstimatorNetwork.of(net, "psa");
    double loss = trained.estimate(buffer, STREAM);
    Problem problem = net.on(batch(buffer));
    MeanSink sink = new MeanSink(problem);
    Estimators.parse("psa").open(problem).estimate(Draw.of(STREAM), sink);
    sink.finish();
    assertEquals(sink.value(), loss);
    assertArrayEquals(sink.gradient().flat(), flat(trained.gradients()));
    for (int k = 0; k <= net.layers(); k++) {
      assertEquals("layer" + k, trained.gradients().get(k).name());
      assertEquals(net.group(k).length, trained.gradients().get(k).values().size());
      assertEquals(net.group(k).length, trained.parameters().get(k).values().size());
    }
    assertEquals(2, trained.units(buffer, STREAM).size());
  }

  /** By which files of weights are compared. */
  @Test
  void architectureTellsActivationsAndDropoutApart() {
    List<String> texts =
        Stream.of(
                StochasticBinaryNetwork.input(2).relu(3),
                StochasticBinaryNetwork.input(2).tanh(3),
                StochasticBinaryNetwork.input(2).bernoulli(3),
                StochasticBinaryNetwork.input(2).dropout(0.5).relu(3),
                StochasticBinaryNetwork.input(2).dropout(0.4).relu(3))
            .map(b -> b.bernoulli(2).head(1, OutputLoss.LOGISTIC).initialise(1))
            .map(net -> EstimatorNetwork.of(net, "st").architecture())
            .toList();
    assertEquals(5, texts.stream().distinct().count(), texts::toString);
  }

  @Test
  void dropoutIsDrawnFromTheStreamInEstimatesAndNotInPredictions() {
    StochasticBinaryNetwork net =
        StochasticBinaryNetwork.input(2)
            .relu(6)
            .dropout(0.5)
            .tanh(5)
            .head(1, OutputLoss.LOGISTIC)
            .initialise(7);
    BatchBuffer buffer = read(BatchPlan.of(POINTS, 4), 0);
    EstimatorNetwork trained = EstimatorNetwork.of(net, "st");
    double first = trained.estimate(buffer, STREAM);
    double[] gradient = flat(trained.gradients());
    assertTrue(first != trained.estimate(buffer, STREAM.child(1)));
    double[] one = new double[4];
    double[] two = new double[4];
    assertEquals(
        trained.predict(buffer, STREAM, one), trained.predict(buffer, STREAM.child(1), two));
    assertArrayEquals(one, two);
    assertEquals(first, trained.estimate(buffer, STREAM));
    assertArrayEquals(gradient, flat(trained.gradients()));
  }

  @Test
  void nearlyAllEstimatorsTrainNetworks() {
    // Those for multi-sample bounds need a problem of their own.
    assertTrue(estimators().count() >= Estimators.all().size() - 5);
  }

  /** Batches of 3, 3 and 1 points, and the first again: what is kept open must not show. */
  @ParameterizedTest
  @MethodSource("estimators")
  void reusedBuffersGiveTheBitsOfNewOnes(Estimator estimator) {
    StochasticBinaryNetwork net = shallow();
    EstimatorNetwork reused = EstimatorNetwork.of(net, estimator);
    BatchPlan plan = BatchPlan.of(POINTS, 3);
    double[] state = new double[0];
    int t = 0;
    for (int b : new int[] {0, 1, 2, 0, 2}) {
      BatchBuffer buffer = read(plan, b);
      RandomStream stream = STREAM.child(t++);
      double loss = reused.estimate(buffer, stream);
      Problem problem = net.on(batch(buffer));
      Session session = estimator.open(problem);
      if (state.length > 0) {
        session.restore(state);
      }
      MeanSink sink = new MeanSink(problem);
      session.estimate(Draw.of(stream), sink);
      sink.finish();
      if (estimator.traits().stateful()) {
        session.adapt(Draw.of(stream.child("adapt")));
        state = session.state();
      }
      assertEquals(sink.value(), loss);
      assertArrayEquals(sink.gradient().flat(), flat(reused.gradients()));
      net.group(0)[0] += 0.1; // as an optimiser would
    }
  }

  @ParameterizedTest
  @MethodSource("estimators")
  void restoredStateGoesOnWithTheSameBits(Estimator estimator) {
    StochasticBinaryNetwork net = shallow();
    EstimatorNetwork first = EstimatorNetwork.of(net, estimator);
    BatchPlan plan = BatchPlan.of(POINTS, 3);
    first.estimate(read(plan, 0), STREAM.child(0));
    first.estimate(read(plan, 1), STREAM.child(1));
    Map<String, RealArray> state = first.state();
    assertEquals(estimator.traits().stateful(), !state.isEmpty());
    double loss = first.estimate(read(plan, 2), STREAM.child(2));
    EstimatorNetwork second = EstimatorNetwork.of(net, estimator);
    second.restore(state);
    assertEquals(loss, second.estimate(read(plan, 2), STREAM.child(2)));
    assertArrayEquals(flat(first.gradients()), flat(second.gradients()));
    assertEquals(
        first.state().keySet().stream().toList(), second.state().keySet().stream().toList());
    first.state().forEach((name, x) -> assertSame(x, second.state().get(name)));
  }

  private static void assertSame(RealArray x, RealArray y) {
    assertEquals(x.size(), y.size());
    for (int i = 0; i < x.size(); i++) {
      assertEquals(x.get(i), y.get(i));
    }
  }

  @Test
  void parametersAreThoseOfTheNetwork() {
    StochasticBinaryNetwork net = shallow();
    EstimatorNetwork trainable = EstimatorNetwork.of(net, "psa");
    double before = trainable.estimate(read(BatchPlan.of(POINTS, 3), 0), STREAM);
    net.group(1)[0] += 1;
    assertFalse(before == trainable.estimate(read(BatchPlan.of(POINTS, 3), 0), STREAM));
    assertEquals(net.group(1)[0], trainable.parameters().get(1).values().get(0));
  }

  @Test
  void predictionIsTheHeadAtOneSampledPath() {
    StochasticBinaryNetwork net = deep(OutputLoss.SOFTMAX, 3);
    BatchBuffer buffer = read(BatchPlan.of(PlanePoints.labels("prediction", 5), 5), 0);
    double[] found = new double[15];
    Arrays.fill(found, 10);
    double loss = EstimatorNetwork.of(net, "st").predict(buffer, STREAM, found);
    SampledPath path = new SampledPath(net.on(batch(buffer)).chain(), 5);
    path.sample(Draw.of(STREAM));
    double expectedLoss = 0;
    for (int r = 0; r < 5; r++) {
      double[] e = new double[3];
      double sum = 0;
      for (int o = 0; o < 3; o++) {
        double eta = net.group(2)[9 + o];
        for (int j = 0; j < 3; j++) {
          eta += net.group(2)[3 * o + j] * path.last().get(r, j);
        }
        e[o] = Math.exp(eta);
        sum += e[o];
      }
      expectedLoss -= Math.log(e[(int) buffer.targets()[r]] / sum) / 5;
      for (int o = 0; o < 3; o++) {
        assertEquals(10 + e[o] / sum, found[3 * r + o], 1e-13);
      }
    }
    assertEquals(expectedLoss, loss, 1e-13);
  }

  @Test
  void logisticNetworkHasTwoClasses() {
    EstimatorNetwork trainable = EstimatorNetwork.of(deep(OutputLoss.LOGISTIC, 1), "st");
    BatchBuffer buffer = read(BatchPlan.of(POINTS, 7), 0);
    double[] p = new double[7];
    double loss = trainable.predict(buffer, STREAM, p);
    double expected = 0;
    for (int r = 0; r < 7; r++) {
      double right = trainable.label(buffer.targets()[r]) == 1 ? p[r] : 1 - p[r];
      expected -= Math.log(right) / 7;
    }
    assertEquals(1, trainable.outputs());
    assertEquals(0, trainable.label(-1));
    assertEquals(expected, loss, 1e-14);
  }

  @Test
  void unitsOfEvenOddsHaveOneBitAndThoseOfCertainStateNone() {
    StochasticBinaryNetwork net = deep(OutputLoss.LOGISTIC, 1);
    Arrays.fill(net.group(0), 0);
    Arrays.fill(net.group(1), 0);
    Arrays.fill(net.group(1), 12, 15, -900);
    List<UnitStatistics> units =
        EstimatorNetwork.of(net, "st").units(read(BatchPlan.of(POINTS, 7), 0), STREAM);
    assertEquals(1, units.get(0).entropy(), 1e-15);
    assertEquals(0, units.get(0).saturated());
    // 28 states: 0 or 28 flips would have probability 2^-27.
    assertTrue(units.get(0).flipRate() > 0 && units.get(0).flipRate() < 1);
    assertEquals(0, units.get(1).entropy(), 1e-100);
    assertEquals(new UnitStatistics(units.get(1).entropy(), 0, 1), units.get(1));
  }

  /** Without them a file of weights could not be used again. */
  @Test
  void stateHasTheStatisticsOfNormalisation() {
    StochasticBinaryNetwork net = normalised(3);
    EstimatorNetwork trainable = EstimatorNetwork.of(net, "psa");
    Map<String, RealArray> state = trainable.state();
    assertEquals(
        List.of("layer0.mean", "layer0.variance", "layer1.mean", "layer1.variance"),
        List.copyOf(state.keySet()));
    for (int c = 0; c < 3; c++) {
      assertEquals(net.statistics(0)[c], state.get("layer0.mean").get(c));
      assertEquals(net.statistics(0)[3 + c], state.get("layer0.variance").get(c));
    }
    StochasticBinaryNetwork other = normalised(4);
    EstimatorNetwork.of(other, "psa").restore(state);
    assertArrayEquals(net.statistics(0), other.statistics(0));
    assertArrayEquals(net.statistics(1), other.statistics(1));
    Map<String, RealArray> less = new java.util.LinkedHashMap<>(state);
    less.remove("layer1.variance");
    double[] before = other.statistics(0).clone();
    refused("numbers layer1.variance, but has none", () -> trainable.restore(less));
    less.put("layer1.variance", RealArray.of(1.0));
    refused("numbers layer1.variance, but has 1", () -> trainable.restore(less));
    assertArrayEquals(before, other.statistics(0));
  }

  /** Statistics that differ from seed to seed. */
  private static StochasticBinaryNetwork normalised(long seed) {
    StochasticBinaryNetwork net =
        StochasticBinaryNetwork.input(2)
            .bernoulli(3)
            .batchNormalisation()
            .bernoulli(2)
            .batchNormalisation()
            .head(1, OutputLoss.LOGISTIC)
            .initialise(seed);
    for (int k = 0; k < 2; k++) {
      double[] statistics = net.statistics(k);
      for (int i = 0; i < statistics.length; i++) {
        statistics[i] = seed + 0.25 * i + k;
      }
    }
    return net;
  }

  @Test
  void badBatchesAreRefused() {
    EstimatorNetwork trainable = EstimatorNetwork.of(shallow(), "psa");
    BatchPlan plan = BatchPlan.of(POINTS, 3);
    BatchBuffer floats = BatchBuffer.ofFloats(plan);
    new BatchReader(plan).read(0, 0, floats);
    refused("doubles", () -> trainable.estimate(floats, STREAM));
    refused("row", () -> trainable.estimate(BatchBuffer.ofDoubles(plan), STREAM));
    refused("at least 3", () -> trainable.predict(read(plan, 0), STREAM, new double[2]));
    BatchBuffer wrong = read(plan, 0);
    trainable.estimate(wrong, STREAM);
    wrong.targets()[1] = 0.5;
    refused("-1 or 1, but is 0.5", () -> trainable.estimate(wrong, STREAM));
    wrong.doubles()[0] = Double.NaN;
    refused("finite", () -> trainable.estimate(wrong, STREAM));
    refused("empty", () -> trainable.restore(Map.of("estimator", RealArray.of(1.0))));
    refused("unknown", () -> EstimatorNetwork.of(shallow(), "no-such"));
    assertThrows(NullPointerException.class, () -> EstimatorNetwork.of(null, "psa"));
  }

  private static void refused(String words, org.junit.jupiter.api.function.Executable call) {
    String message = assertThrows(IllegalArgumentException.class, call).getMessage();
    assertTrue(message.contains(words), message);
  }

  @Test
  void estimatorThatNeedsAnotherProblemSaysSo() {
    EstimatorNetwork trainable = EstimatorNetwork.of(shallow(), "vimco");
    assertThrows(
        UnsupportedOperationException.class,
        () -> trainable.estimate(read(BatchPlan.of(POINTS, 3), 0), STREAM));
    assertEquals(1, BernoulliProblem.of((bits, out) -> {}, 0.0).points());
  }
}
