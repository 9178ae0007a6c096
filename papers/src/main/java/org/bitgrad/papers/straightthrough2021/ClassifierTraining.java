package org.bitgrad.papers.straightthrough2021;

import org.bitgrad.network.NetworkBuilder;
import org.bitgrad.network.OutputLoss;
import org.bitgrad.network.StochasticBinaryNetwork;
import org.bitgrad.papers.straightthrough2021.Classifiers.Row;
import org.bitgrad.problem.Encoding;
import org.bitgrad.random.Noise;
import org.bitgrad.random.RandomStream;
import org.bitgrad.train.Optimiser;
import org.bitgrad.train.Schedule;
import org.bitgrad.train.Training;
import org.bitgrad.train.TrainingInterruptedException;
import org.bitgrad.train.TrainingResult;
import org.bitgrad.train.engine.FloatNetwork;

/** Trains a classifier with two layers of binary units and real weights. */
final class ClassifierTraining {
  static final int SAMPLES = 10;

  private static final double RATE = 1e-3;

  private final Digits digits;
  private final Variant variant;
  private final RandomStream stream;

  ClassifierTraining(Digits digits, Variant variant, RandomStream stream) {
    this.digits = digits;
    this.variant = variant;
    this.stream = stream;
  }

  static NetworkBuilder.Headed network(Digits digits, Noise noise) {
    int hidden = digits.amount().hidden();
    return StochasticBinaryNetwork.input(digits.train().features())
        .bernoulli(hidden, noise)
        .bernoulli(hidden, noise)
        .encoding(Encoding.SPINS)
        .head(digits.train().classes(), OutputLoss.SOFTMAX);
  }

  /** Start and order of the images depend on the run alone. */
  Row run(int number) throws InterruptedException {
    RandomStream run = stream.child(number);
    Noise noise = variant.unitNoise();
    // The deviation of pre-activations is 1 whatever the noise.
    double ratio = 1 / noise.scale();
    StochasticBinaryNetwork net =
        network(digits, noise).initialiseByRatio(run.child("start").key(), n -> ratio);
    FloatNetwork fast = FloatNetwork.of(net, variant.method(), 1);
    TrainingResult result;
    try {
      result =
          Training.of(fast)
              .optimiser(Optimiser.adam(RATE))
              .schedule(Schedule.cosine(digits.amount().epochs(), 0))
              .data(digits.train())
              .transforms(digits.standard())
              .batch(Digits.BATCH)
              .epochs(digits.amount().epochs())
              .evaluation(1, digits.amount().epochs())
              .seed(run.child("training").key())
              .run();
    } catch (TrainingInterruptedException e) {
      InterruptedException interrupted = new InterruptedException("training was interrupted");
      interrupted.initCause(e);
      throw interrupted;
    }
    fast.writeTo(net);
    FloatNetwork signs =
        FloatNetwork.of(network(digits, Variant.noNoise()).initialise(0), variant.method(), 1);
    signs.readFrom(net);
    RandomStream test = run.child("test");
    return new Row(
        variant,
        number,
        result.last().trainingLoss(),
        digits.accuracy(Digits.of(fast, test), SAMPLES),
        digits.accuracy(Digits.of(fast, test), 1),
        digits.accuracy(Digits.of(signs, test), 1));
  }
}
