package org.bitgrad.papers.straightthrough2021;

import java.util.List;
import org.bitgrad.data.BatchBuffer;
import org.bitgrad.data.BatchPlan;
import org.bitgrad.data.BatchReader;
import org.bitgrad.network.StochasticBinaryNetwork;
import org.bitgrad.numeric.RealArray;
import org.bitgrad.papers.straightthrough2021.Classifiers.Row;
import org.bitgrad.random.Noise;
import org.bitgrad.random.RandomStream;
import org.bitgrad.train.MirrorDescent;
import org.bitgrad.train.NamedArray;
import org.bitgrad.train.Schedule;
import org.bitgrad.train.engine.FloatNetwork;

/**
 * Trains a classifier with binary units and binary weights: each weight is a random sign times the
 * deviation of a normal start, its latent parameter moves by mirror descent. No biases.
 */
final class BinaryTraining {
  /** Deviation of the latent parameters at the start: nearly even odds. */
  private static final double START = 0.1;

  /**
   * The best of 1, 10, 100, 1000 in a pilot with another seed; a tenth of each for uniform noise.
   */
  private static final double LOGISTIC_RATE = 1_000;

  private static final double UNIFORM_RATE = 100;

  private final Digits digits;
  private final Variant variant;
  private final RandomStream stream;
  private final StochasticBinaryNetwork net;
  private final FloatNetwork fast;
  private final double[] scales;
  private final MirrorDescent rule;
  private final double[] w;
  private final double[] gradient;

  BinaryTraining(Digits digits, Variant variant, RandomStream stream) {
    this.digits = digits;
    this.variant = variant;
    this.stream = stream;
    Noise noise = variant.unitNoise();
    net = ClassifierTraining.network(digits, noise).initialise(0);
    fast = FloatNetwork.of(net, variant.method(), 1);
    int[] sizes = net.sizes();
    scales = new double[sizes.length - 1];
    int weights = 0;
    for (int k = 0; k < scales.length; k++) {
      scales[k] = 1 / Math.sqrt(sizes[k]);
      weights += sizes[k] * sizes[k + 1];
    }
    w = new double[weights];
    gradient = new double[weights];
    double[] eta = Normals.of(stream.child("start"), weights, START);
    rule = new MirrorDescent(Noise.of(variant.family(), 1), rate(1), 0, eta);
  }

  private double rate(double factor) {
    return factor * (variant.family().equals("logistic") ? LOGISTIC_RATE : UNIFORM_RATE);
  }

  /** Draws the weights, or takes their signs, and hands them to the network. */
  private void draw(RandomStream random, boolean signs) {
    if (signs) {
      for (int i = 0; i < w.length; i++) {
        w[i] = Math.copySign(1, rule.latent()[i]);
      }
    } else {
      rule.weights(random, w);
    }
    int at = 0;
    for (int k = 0; k < scales.length; k++) {
      double[] group = net.group(k);
      int weights = net.sizes()[k] * net.sizes()[k + 1];
      for (int i = 0; i < group.length; i++) {
        group[i] = i < weights ? scales[k] * w[at++] : 0;
      }
    }
    fast.readFrom(net);
  }

  private void gradient() {
    List<NamedArray> arrays = fast.gradients();
    int at = 0;
    for (int k = 0; k < scales.length; k++) {
      RealArray weights = arrays.get(2 * k).values();
      for (int i = 0; i < weights.size(); i++) {
        gradient[at++] = scales[k] * weights.get(i);
      }
    }
  }

  Row run(int number) throws InterruptedException {
    BatchPlan plan = digits.batches(stream.child("batches"));
    BatchReader reader = new BatchReader(plan);
    BatchBuffer batch = BatchBuffer.ofFloats(plan);
    Schedule schedule = Schedule.cosine(digits.amount().epochs(), 0);
    double loss = 0;
    for (int epoch = 0; epoch < digits.amount().epochs(); epoch++) {
      rule.rate(rate(schedule.factor(epoch)));
      loss = 0;
      for (int b = 0; b < plan.batches(); b++) {
        if (Thread.interrupted()) {
          throw new InterruptedException("training was interrupted");
        }
        RandomStream step = stream.child("steps").child(epoch).child(b);
        reader.read(epoch, b, batch);
        draw(step.child("weights"), false);
        loss += fast.estimate(batch, step.child("units")) / plan.batches();
        gradient();
        rule.step(gradient);
      }
    }
    return row(number, loss);
  }

  private Row row(int number, double loss) {
    RandomStream test = stream.child("test");
    Digits.Pass sampled =
        (batch, sample, probabilities) -> {
          draw(test.child("weights").child(sample), false);
          fast.predict(batch, test.child(batch.index()).child(sample), probabilities);
        };
    double ensemble = digits.accuracy(sampled, ClassifierTraining.SAMPLES);
    double one = digits.accuracy(sampled, 1);
    draw(test, true);
    FloatNetwork signs =
        FloatNetwork.of(
            ClassifierTraining.network(digits, Variant.noNoise()).initialise(0),
            variant.method(),
            1);
    signs.readFrom(net);
    double plain = digits.accuracy(Digits.of(signs, test), 1);
    return new Row(variant, number, loss, ensemble, one, plain);
  }
}
