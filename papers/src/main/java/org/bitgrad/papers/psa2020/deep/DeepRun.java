package org.bitgrad.papers.psa2020.deep;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.bitgrad.report.CsvFile;

/**
 * One training.
 *
 * @param task what was learned
 * @param method by which
 * @param seed number of the training
 * @param rate learning rate that the search found; 0 where no trial ended
 * @param planned epochs that it should have had
 * @param epochs those that it had: fewer if it diverged
 */
record DeepRun(
    DeepTask task, DeepMethod method, int seed, double rate, int planned, List<Epoch> epochs) {
  /** Loss of equal probabilities for ten classes. */
  private static final double GUESSING = Math.log(10);

  private static final List<String> HEADER =
      List.of(
          "task",
          "method",
          "seed",
          "rate",
          "planned_epochs",
          "epoch",
          "training_loss",
          "own_training_loss",
          "sampled_training_loss",
          "validation_loss",
          "one_sample_accuracy",
          "ensemble_accuracy",
          "entropy");

  DeepRun {
    epochs = List.copyOf(epochs);
  }

  /**
   * What was measured after an epoch.
   *
   * @param trainingLoss running mean over the epoch of what the method takes for the loss, in nats
   * @param ownLoss the same after the epoch, on some training images as they are
   * @param sampledLoss expected loss of the stochastic network on these images, sampled
   * @param validationLoss the same on the validation images
   * @param oneSample validation accuracy of one sampled pass
   * @param ensemble of the mean probabilities of 10
   * @param entropy mean over layers of the units' entropy, in bits
   */
  record Epoch(
      double trainingLoss,
      double ownLoss,
      double sampledLoss,
      double validationLoss,
      double oneSample,
      double ensemble,
      double entropy) {}

  boolean ended() {
    return epochs.size() == planned;
  }

  Epoch last() {
    return epochs.get(epochs.size() - 1);
  }

  /** A loss at the end; infinite where training diverged. */
  double sampledLoss() {
    return ended() ? last().sampledLoss : Double.POSITIVE_INFINITY;
  }

  /** Accuracy at the end; 0 where training diverged. */
  double ensemble() {
    return ended() ? last().ensemble : 0;
  }

  /**
   * How unsteady the curve of the expected training loss is: the root mean square of its second
   * differences over the last three quarters of the epochs, as a part of how far the loss fell
   * below that of guessing. Infinite where training diverged or the loss is no better than that.
   */
  double roughness() {
    double fall = GUESSING - sampledLoss();
    if (!(fall > 0)) {
      return Double.POSITIVE_INFINITY;
    }
    double squares = 0;
    int from = planned / 4 + 1;
    for (int e = from; e < planned - 1; e++) {
      double second =
          epochs.get(e + 1).sampledLoss
              - 2 * epochs.get(e).sampledLoss
              + epochs.get(e - 1).sampledLoss;
      squares += second * second;
    }
    return Math.sqrt(squares / (planned - 1 - from)) / fall;
  }

  static String csv(List<DeepRun> runs) {
    CsvFile csv = new CsvFile(HEADER.toArray(String[]::new));
    for (DeepRun run : runs) {
      csv.row(run.row(0, List.of("", "", "", "", "", "", "")));
      for (int e = 0; e < run.epochs.size(); e++) {
        Epoch at = run.epochs.get(e);
        csv.row(
            run.row(
                e + 1,
                List.of(
                    at.trainingLoss,
                    at.ownLoss,
                    at.sampledLoss,
                    at.validationLoss,
                    at.oneSample,
                    at.ensemble,
                    at.entropy)));
      }
    }
    return csv.text();
  }

  private Object[] row(int epoch, List<?> numbers) {
    List<Object> cells = new ArrayList<>(List.of(task.text(), method.estimator(), seed, rate));
    cells.add(planned);
    cells.add(epoch);
    cells.addAll(numbers);
    return cells.toArray();
  }

  /** The reverse of {@link #csv}. */
  static List<DeepRun> parse(String text) {
    Map<Integer, DeepRun> runs = new TreeMap<>();
    List<List<String>> lines = CsvFile.parse(text);
    for (List<String> cells : lines.subList(1, lines.size())) {
      int seed = Integer.parseInt(cells.get(2));
      if (cells.get(5).equals("0")) {
        runs.put(seed, begun(cells, seed));
        continue;
      }
      DeepRun run = runs.get(seed);
      List<Epoch> epochs = new ArrayList<>(run.epochs);
      double[] n = cells.subList(6, 13).stream().mapToDouble(Double::parseDouble).toArray();
      epochs.add(new Epoch(n[0], n[1], n[2], n[3], n[4], n[5], n[6]));
      runs.put(seed, new DeepRun(run.task, run.method, seed, run.rate, run.planned, epochs));
    }
    return List.copyOf(runs.values());
  }

  private static DeepRun begun(List<String> cells, int seed) {
    DeepTask task = DeepTask.valueOf(cells.get(0).toUpperCase(Locale.ROOT));
    DeepMethod method =
        Arrays.stream(DeepMethod.values())
            .filter(m -> m.estimator().equals(cells.get(1)))
            .findFirst()
            .orElseThrow();
    double rate = Double.parseDouble(cells.get(3));
    return new DeepRun(task, method, seed, rate, Integer.parseInt(cells.get(4)), List.of());
  }
}
