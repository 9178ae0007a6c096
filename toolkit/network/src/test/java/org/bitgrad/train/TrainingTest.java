package org.bitgrad.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.bitgrad.analysis.Progress;
import org.bitgrad.data.BatchBuffer;
import org.bitgrad.data.BatchPlan;
import org.bitgrad.data.BatchReader;
import org.bitgrad.data.Standardisation;
import org.bitgrad.estimator.Estimator;
import org.bitgrad.estimator.Estimators;
import org.bitgrad.estimator.MeanSink;
import org.bitgrad.estimator.Session;
import org.bitgrad.exact.ExactOracle;
import org.bitgrad.network.Batch;
import org.bitgrad.network.OutputLoss;
import org.bitgrad.network.StochasticBinaryNetwork;
import org.bitgrad.problem.Draw;
import org.bitgrad.problem.Gradient;
import org.bitgrad.problem.Problem;
import org.bitgrad.random.RandomStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrainingTest {
  private static final PlanePoints TRAIN = PlanePoints.signs("train", 50);
  private static final PlanePoints VALIDATION = PlanePoints.signs("validation", 30);

  private static StochasticBinaryNetwork net() {
    return StochasticBinaryNetwork.input(2)
        .bernoulli(4)
        .bernoulli(3)
        .head(1, OutputLoss.LOGISTIC)
        .initialise(7);
  }

  private static Training training(StochasticBinaryNetwork net) {
    return Training.of(net)
        .with("psa")
        .precision(Precision.FLOAT64)
        .optimiser(Optimiser.sgd(0.1).momentum(0.9))
        .data(TRAIN, VALIDATION)
        .batch(16)
        .epochs(3)
        .seed(7);
  }

  private static double[] all(StochasticBinaryNetwork net) {
    return IntStream.rangeClosed(0, net.layers())
        .mapToObj(net::group)
        .flatMapToDouble(Arrays::stream)
        .toArray();
  }

  /**
   * Everything anew in every step: a batch, a problem, a session; velocity and step spelled out.
   */
  private static double[] byHand(StochasticBinaryNetwork net, Estimator estimator) {
    BatchPlan plan =
        BatchPlan.of(TRAIN, 16).shuffled().from(RandomStream.of(7, "training", "batches"));
    BatchReader reader = new BatchReader(plan);
    BatchBuffer buffer = BatchBuffer.ofDoubles(plan);
    double[] state = new double[0];
    double[][] velocity = new double[3][];
    Arrays.setAll(velocity, g -> new double[net.group(g).length]);
    double[] losses = new double[3];
    for (int epoch = 0; epoch < 3; epoch++) {
      for (int step = 0; step < 4; step++) {
        reader.read(epoch, step, buffer);
        double[][] x = new double[buffer.rows()][];
        for (int r = 0; r < x.length; r++) {
          x[r] = Arrays.copyOfRange(buffer.doubles(), 2 * r, 2 * r + 2);
        }
        Problem problem = net.on(Batch.of(x, Arrays.copyOf(buffer.targets(), x.length)));
        RandomStream stream = RandomStream.of(7, "training", "step").child(epoch).child(step);
        Session session = estimator.open(problem);
        if (state.length > 0) {
          session.restore(state);
        }
        MeanSink sink = new MeanSink(problem);
        session.estimate(Draw.of(stream), sink);
        sink.finish();
        session.adapt(Draw.of(stream.child("adapt")));
        state = session.state();
        losses[epoch] += sink.value();
        for (int g = 0; g < 3; g++) {
          for (int i = 0; i < velocity[g].length; i++) {
            velocity[g][i] = 0.9 * velocity[g][i] + sink.gradient().group(g)[i];
            net.group(g)[i] -= 0.1 * velocity[g][i];
          }
        }
      }
      losses[epoch] /= 4;
    }
    return losses;
  }

  @ParameterizedTest
  @ValueSource(strings = {"psa", "st", "arm", "reinforce(baseline=running-mean)", "nvil"})
  void trainingIsTheLoopWrittenByHand(String method) {
    StochasticBinaryNetwork trained = net();
    TrainingResult result = training(trained).with(method).run();
    StochasticBinaryNetwork expected = net();
    double[] losses = byHand(expected, Estimators.parse(method));
    assertArrayEquals(all(expected), all(trained));
    assertArrayEquals(
        losses, result.epochs().stream().mapToDouble(EpochMetrics::trainingLoss).toArray());
    assertEquals(12, result.last().steps());
  }

  @Test
  void networkLearnsWhatCannotBeSeparatedByALine() {
    StochasticBinaryNetwork net =
        StochasticBinaryNetwork.input(2)
            .bernoulli(20)
            .bernoulli(20)
            .head(1, OutputLoss.LOGISTIC)
            .initialise(7);
    PlanePoints train = PlanePoints.signs("learn", 400);
    TrainingResult result =
        training(net)
            .data(train, PlanePoints.signs("learned", 400))
            .optimiser(Optimiser.sgd(0.3).momentum(0.9))
            .epochs(100)
            .evaluation(10, 100)
            .run();
    Evaluation end = result.last().validation().orElseThrow();
    // A line reaches about 0.5; with 200 epochs eight of eight seeds reached 0.94 and more.
    assertTrue(end.ensemble().getAsDouble() > 0.9, end.toString());
    assertTrue(end.ensemble().getAsDouble() >= end.oneSample().getAsDouble(), end.toString());
    assertTrue(result.last().trainingLoss() < 0.8 * result.epochs().get(0).trainingLoss());
    assertTrue(result.epochs().get(0).validation().isEmpty());
  }

  @Test
  void sameSettingsGiveTheSameBytesAndAnotherSeedDoesNot() {
    byte[] first = training(net()).run().weights().bytes();
    assertArrayEquals(first, training(net()).run().weights().bytes());
    double[] other = training(net()).seed(8).run().last().numbers();
    assertTrue(!Arrays.equals(training(net()).run().last().numbers(), other));
  }

  @Test
  void scheduleMultipliesTheRateOfEachEpoch() {
    List<EpochMetrics> epochs = training(net()).schedule(Schedule.step(2, 0.5)).run().epochs();
    assertEquals(List.of(0.1, 0.1, 0.05), epochs.stream().map(EpochMetrics::rate).toList());
  }

  @Test
  void transformsReachValidationAndAugmentationDoesNot() {
    Standardisation shift = Standardisation.perFeature(PlanePoints.signs("other", 20));
    Evaluation plain = training(net()).run().last().validation().orElseThrow();
    StochasticBinaryNetwork net = net();
    TrainingResult shifted = training(net).transforms(shift).run();
    assertTrue(plain.loss() != shifted.last().validation().orElseThrow().loss());
    // The same parameters, evaluated with and without.
    double[] end = all(net);
    Evaluation changed = evaluated(shifted);
    assertArrayEquals(end, all(net));
    Evaluation again = evaluated(shifted);
    assertEquals(changed, again);
  }

  private static Evaluation evaluated(TrainingResult result) {
    return result.evaluate(VALIDATION, 4);
  }

  @Test
  void evaluationCountsSinglePassesAndTheirMean() {
    StochasticBinaryNetwork net = net();
    TrainingResult result = training(net).run();
    EstimatorNetwork passes = EstimatorNetwork.of(net, "psa");
    BatchPlan plan = BatchPlan.of(VALIDATION, 16);
    BatchReader reader = new BatchReader(plan);
    BatchBuffer buffer = BatchBuffer.ofDoubles(plan);
    double loss = 0;
    int alone = 0;
    int together = 0;
    for (int b = 0; b < 2; b++) {
      reader.read(0, b, buffer);
      double[] sum = new double[16];
      for (int s = 0; s < 4; s++) {
        RandomStream stream = RandomStream.of(7, "training", "result").child(b).child(s);
        double[] p = new double[16];
        loss += buffer.rows() * passes.predict(buffer, stream, p) / (4 * 30);
        for (int r = 0; r < buffer.rows(); r++) {
          alone += (p[r] > 0.5) == (buffer.targets()[r] > 0) ? 1 : 0;
        }
        Arrays.setAll(sum, i -> sum[i] + p[i]);
      }
      for (int r = 0; r < buffer.rows(); r++) {
        together += (sum[r] > 2) == (buffer.targets()[r] > 0) ? 1 : 0;
      }
    }
    Evaluation found = evaluated(result);
    assertEquals(loss, found.loss(), 1e-14);
    assertEquals(alone / 120.0, found.oneSample().getAsDouble());
    assertEquals(together / 30.0, found.ensemble().getAsDouble());
    assertEquals(30, found.examples());
  }

  @Test
  void gradientNormIsTheRootMeanSquareOfTheStepsLookedAt() {
    // One step per epoch: the norm is that of its gradient.
    StochasticBinaryNetwork net = net();
    TrainingResult result = training(net).batch(50).epochs(1).run();
    List<NamedArray> gradients = result.network().gradients();
    for (int g = 0; g < 3; g++) {
      double norm = Math.sqrt(gradients.get(g).values().sumOfSquares());
      assertEquals(norm, result.last().gradientNorms().get(g), 1e-15);
    }
    assertEquals(List.of("layer0", "layer1", "layer2"), result.groups());
    assertEquals(2, result.last().units().size());
  }

  @Test
  void cosineIsToTheExactGradientWhereThereIsOne() {
    StochasticBinaryNetwork net = net();
    TrainingResult result = training(net).with("mean-field").epochs(1).compareWith("arm", 5).run();
    // mean-field draws nothing, so that its ten cosines are equal.
    double[][] x = Arrays.copyOf(TRAIN.x(), 16);
    Problem problem = net.on(Batch.of(x, Arrays.copyOf(TRAIN.targets(), 16)));
    Gradient exact = ExactOracle.compute(problem).gradient();
    MeanSink sink = new MeanSink(problem);
    Estimators.parse("mean-field").open(problem).estimate(Draw.of(RandomStream.of(1, "x")), sink);
    sink.finish();
    for (int g = 0; g < 3; g++) {
      double[] a = sink.gradient().group(g);
      double[] b = exact.group(g);
      double dot = IntStream.range(0, a.length).mapToDouble(i -> a[i] * b[i]).sum();
      double aa = Arrays.stream(a).map(v -> v * v).sum();
      double bb = Arrays.stream(b).map(v -> v * v).sum();
      assertEquals(dot / Math.sqrt(aa * bb), result.last().cosines().get(g), 1e-12);
    }
  }

  @Test
  void measuringChangesNothing() {
    StochasticBinaryNetwork plain = net();
    Training nvil = training(plain).with("nvil").data(TRAIN);
    nvil.run();
    StochasticBinaryNetwork measured = net();
    training(measured).with("nvil").evaluation(3, 1).compareWith("arm", 2).run();
    assertArrayEquals(all(plain), all(measured));
  }

  @Test
  void progressCountsStepsAndEveryEpochIsTold() {
    List<Progress.Step> steps = new ArrayList<>();
    List<Integer> told = new ArrayList<>();
    training(net()).progress(steps::add).onEpoch(r -> told.add(r.epochs().size())).run();
    Progress.Step end = steps.get(steps.size() - 1);
    assertEquals(12, end.done());
    assertEquals(12, end.total());
    assertEquals("epoch 3 of 3", end.label());
    assertTrue(end.remaining().isPresent());
    assertEquals(List.of(1, 2, 3), told);
  }

  @Test
  void divergedTrainingSaysWhere() {
    Training wild = training(net()).optimiser(Optimiser.sgd(1e308));
    DivergedException e = assertThrows(DivergedException.class, wild::run);
    assertEquals("training stopped in epoch 1, step 2: the loss is Infinity", e.getMessage());
    assertEquals(0, e.epoch());
    assertEquals(1, e.step());
  }

  /** Four steps an epoch: gradients are looked at in the first and the last. */
  @Test
  void gradientThatIsNotFiniteIsNamedOrTheParameterThatItSpoilt() {
    String seen = "gradient of 'layer1' is NaN in number 0";
    String spoilt = "parameter 'layer1' is NaN in number 0, left there by the step before";
    assertEquals("training stopped in epoch 1, step 1: " + seen, message(0));
    assertEquals("training stopped in epoch 1, step 3: " + spoilt, message(1));
    assertEquals("training stopped in epoch 1, step 4: " + seen, message(3));
    assertEquals("training stopped in epoch 2, step 1: " + seen, message(4));
  }

  private static String message(int step) {
    WatchedNetwork spoilt =
        new WatchedNetwork(EstimatorNetwork.of(net(), "psa"), Integer.MAX_VALUE).spoil(step);
    Training training =
        Training.of(spoilt).optimiser(Optimiser.sgd(0.1)).data(TRAIN).batch(16).epochs(2);
    return assertThrows(DivergedException.class, training::run).getMessage();
  }

  /**
   * Dense networks by one of the engine's methods are trained in float32 unless asked otherwise.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "psa",
        "st",
        "concrete(0.5)",
        "reinforce(baseline=running-mean)",
        "ap2",
        "local-reparameterisation"
      })
  void float32IsTheDefaultAndIsPublished(String method) {
    StochasticBinaryNetwork single = net();
    Training training =
        Training.of(single)
            .with(method)
            .optimiser(Optimiser.sgd(0.1).momentum(0.9))
            .data(TRAIN, VALIDATION)
            .batch(16)
            .epochs(1);
    TrainingResult result = training.run();
    assertEquals(Float.BYTES, result.network().parameters().get(0).values().bytes());
    assertEquals("layer0.weights", result.groups().get(0));
    // Published: the float64 network holds the same numbers.
    double[] end = all(single);
    for (int i = 0; i < 8; i++) {
      assertEquals(result.network().parameters().get(0).values().get(i), end[i]);
    }
    assertEquals(2, result.last().units().size());
    assertEquals(0.5, result.last().validation().orElseThrow().oneSample().getAsDouble(), 0.5);
    StochasticBinaryNetwork again = net();
    Training.of(again)
        .with(method)
        .optimiser(Optimiser.sgd(0.1).momentum(0.9))
        .data(TRAIN, VALIDATION)
        .batch(16)
        .epochs(1)
        .threads(1)
        .run();
    assertArrayEquals(end, all(again));
  }

  @ParameterizedTest
  @CsvSource({"arm,'must be st, psa'", "reinforce(2),n of reinforce in float32 must be 1"})
  void methodsThatTheEngineLacksAreTrainedInFloat64(String method, String message) {
    Training training =
        Training.of(net())
            .with(method)
            .optimiser(Optimiser.sgd(0.1))
            .data(TRAIN)
            .batch(16)
            .epochs(1);
    assertEquals(Double.BYTES, training.run().network().parameters().get(0).values().bytes());
    refused(message, () -> training.precision(Precision.FLOAT32).run());
    refused("threads must be 1 to 1024", () -> training.threads(0));
  }

  @Test
  void missingOrUnfitPartsAreRefused() {
    refused("data must be given", () -> Training.of(net()).with("psa").run());
    refused("optimiser must be given", () -> Training.of(net()).with("psa").data(TRAIN).run());
    refused(
        "method must be given",
        () -> Training.of(net()).optimiser(Optimiser.sgd(1)).data(TRAIN).batch(5).run());
    refused(
        "must be defined on this network, but is vimco", () -> training(net()).with("vimco").run());
    refused("batch must be 1 to 50", () -> training(net()).batch(51).run());
    refused("batch must be at least 1", () -> training(net()).batch(0));
    refused("epochs must be at least 1", () -> training(net()).epochs(0));
    refused("samples must be at least 1", () -> training(net()).evaluation(0, 1));
    refused("everyEpochs must be at least 1", () -> training(net()).evaluation(1, 0));
    refused("no-such is unknown", () -> training(net()).with("no-such"));
    refused("no-such is unknown", () -> training(net()).compareWith("no-such", 1));
    TrainableNetwork own = EstimatorNetwork.of(net(), "psa");
    refused("brings its own", () -> Training.of(own).with("st"));
    refused("must be a StochasticBinaryNetwork", () -> Training.of(own).compareWith("arm", 1));
  }

  private static void refused(String words, org.junit.jupiter.api.function.Executable call) {
    String message = assertThrows(IllegalArgumentException.class, call).getMessage();
    assertTrue(message.contains(words), message);
  }
}
