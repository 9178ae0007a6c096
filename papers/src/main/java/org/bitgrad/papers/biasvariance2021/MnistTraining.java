package org.bitgrad.papers.biasvariance2021;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.bitgrad.data.LabelledImages;
import org.bitgrad.papers.shared.Orders;
import org.bitgrad.papers.shared.Parallel;
import org.bitgrad.random.RandomStream;
import org.bitgrad.train.BinaryRule;

/**
 * Trains a network with binary weights on digits by each rule: batches of 100 in a new order each
 * epoch, one draw of the weights per batch, and a step alpha that follows half a cosine, changed
 * before each epoch, so that the last one hardly moves (as in the BayesBiNN code).
 */
final class MnistTraining {
  static final int BATCH = 100;
  static final double RATE = 1e-3;

  /** Epochs after which rows are noted, beside the last. */
  private static final Set<Integer> NOTED = Set.of(1, 2, 5);

  /** Batches that fit normalisation to the weights that predict. */
  private static final int CALIBRATION = 20;

  /** Deviation of the pixels of MNIST by which the BayesBiNN code divides. */
  private static final double DEVIATION = 0.3081;

  private final LabelledImages train;
  private final LabelledImages test;
  private final Amount amount;

  /**
   * How much is done.
   *
   * @param runs trainings of each rule
   * @param images training images, a multiple of the batch
   * @param testImages test images
   * @param hidden units of each of the two hidden layers
   * @param epochs of a training
   */
  record Amount(int runs, int images, int testImages, int hidden, int epochs) {}

  MnistTraining(LabelledImages train, LabelledImages test, Amount amount) {
    this.train = train.first(amount.images);
    this.test = test.first(amount.testImages);
    this.amount = amount;
  }

  /**
   * One training by every rule.
   *
   * @param stream random numbers of the experiment
   * @param number of the run
   * @param threads to use; the result does not depend on them
   */
  MnistRuns run(RandomStream stream, int number, int threads) throws InterruptedException {
    List<Callable<List<Noted>>> tasks = new ArrayList<>();
    List<WeightRule> rules = List.of(WeightRule.values());
    for (WeightRule rule : rules) {
      tasks.add(() -> new Run(rule, stream.child(number), number).notes());
    }
    List<List<Noted>> all = Parallel.all(tasks, threads);
    List<MnistRuns.Row> rows = new ArrayList<>();
    for (List<Noted> own : all) {
      for (int i = 0; i < own.size(); i++) {
        MnistRuns.Row row = own.get(i).row;
        Noted reference = all.get(rules.indexOf(row.rule().reference())).get(i);
        rows.add(row.withEqual(share(own.get(i).signs, reference.signs)));
      }
    }
    return new MnistRuns(rows);
  }

  /** A row, and the signs of the latent parameters then. */
  private static final class Noted {
    private final MnistRuns.Row row;
    private final double[] signs;

    Noted(MnistRuns.Row row, double[] signs) {
      this.row = row;
      this.signs = signs;
    }
  }

  /** The signs of latent parameters; 0 counts as positive. */
  static double[] signs(double... latent) {
    return Arrays.stream(latent).map(l -> l < 0 ? -1 : 1).toArray();
  }

  private final class Run {
    private final WeightRule rule;
    private final RandomStream stream;
    private final int number;
    private final WeightNetwork network;
    private final BinaryRule binary;
    private final double[] w;
    private final double[] gradient;
    private final double[][] x;
    private final int[] labels = new int[BATCH];
    private int steps;

    Run(WeightRule rule, RandomStream stream, int number) {
      this.rule = rule;
      this.stream = stream;
      this.number = number;
      int inputs = train.shape().size();
      network = new WeightNetwork(BATCH, inputs, amount.hidden, amount.hidden, train.classes());
      x = new double[BATCH][inputs];
      w = new double[network.size()];
      gradient = new double[network.size()];
      stream.child("start").uniforms(0, w, 0, w.length);
      double[] start = Arrays.stream(w).map(u -> Math.copySign(rule.start(), u - 0.5)).toArray();
      binary = rule.open(train.size(), start);
    }

    List<Noted> notes() throws InterruptedException {
      List<Noted> notes = new ArrayList<>();
      for (int epoch = 0; epoch < amount.epochs; epoch++) {
        double cosine = Math.cos(Math.PI * (epoch + 1) / amount.epochs);
        double alpha = Math.max(1e-16, 0.5 * RATE * (1 + cosine));
        binary.rate(rule.rate(alpha, train.size()));
        double loss = epoch(Orders.shuffled(stream.child("order").child(epoch), train.size()));
        if (NOTED.contains(epoch + 1) || epoch + 1 == amount.epochs) {
          notes.add(note(epoch + 1, loss));
        }
      }
      return notes;
    }

    private double epoch(int... order) throws InterruptedException {
      double loss = 0;
      for (int from = 0; from < order.length; from += BATCH) {
        if (Thread.interrupted()) {
          throw new InterruptedException("training was interrupted");
        }
        for (int r = 0; r < BATCH; r++) {
          show(train, order[from + r], r);
        }
        binary.weights(rule.noise(stream).child(steps++), w);
        network.weights(w);
        loss += network.gradient(x, labels, gradient);
        binary.step(gradient);
      }
      return loss * BATCH / order.length;
    }

    private void show(LabelledImages images, int image, int row) {
      images.input(image, 0, DEVIATION, x[row]);
      labels[row] = images.label(image);
    }

    private Noted note(int epoch, double loss) {
      double[] signs = signs(binary.latent());
      binary.weights(stream.child("look").child(epoch), w);
      double[] drawn = signs(w);
      double unsaturated =
          Arrays.stream(w).filter(v -> Math.abs(v) < 1).count() / (double) w.length;
      MnistRuns.Row row =
          new MnistRuns.Row(
              number,
              rule,
              epoch,
              loss,
              100 * accuracy(signs),
              100 * accuracy(drawn),
              rule.entropy(binary.latent()),
              share(signs, drawn),
              unsaturated,
              1);
      return new Noted(row, signs);
    }

    /** Normalisation is fitted to the weights that predict: those drawn in training differ. */
    private double accuracy(double... signs) {
      network.weights(signs);
      for (int k = 0; k < Math.min(CALIBRATION, train.size() / BATCH); k++) {
        for (int r = 0; r < BATCH; r++) {
          show(train, k * BATCH + r, r);
        }
        network.calibrate(x, k);
      }
      int correct = 0;
      for (int from = 0; from < test.size(); from += BATCH) {
        int counted = Math.min(BATCH, test.size() - from);
        for (int r = 0; r < counted; r++) {
          show(test, from + r, r);
        }
        correct += network.correct(x, labels, counted);
      }
      return correct / (double) test.size();
    }
  }

  private static double share(double[] first, double[] second) {
    int equal = 0;
    for (int i = 0; i < first.length; i++) {
      equal += first[i] == second[i] ? 1 : 0;
    }
    return equal / (double) first.length;
  }
}
