package org.bitgrad.papers.biasvariance2021;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.bitgrad.papers.shared.Means;
import org.bitgrad.random.RandomStream;
import org.bitgrad.report.CsvFile;
import org.bitgrad.report.ExperimentContext;
import org.bitgrad.report.Measurement;

/**
 * Exact negative bounds along trainings of autoencoders.
 *
 * @param rows one per size, estimator, run and noted step
 */
record AutoencoderRuns(List<Row> rows) {
  /** The rules of one sample and one backward pass that straight-through is compared with. */
  static final List<String> ELABORATE =
      List.of("concrete(0.1)", "concrete(1)", "st-gumbel(0.1)", "st-gumbel(1)", "zgr");

  static final String STRAIGHT_THROUGH = "st";
  static final List<String> UNBIASED = List.of("loorf(2)", "disarm");

  static final List<Autoencoder.Size> SIZES =
      List.of(
          new Autoencoder.Size(4, Autoencoder.HIDDEN),
          new Autoencoder.Size(8, Autoencoder.HIDDEN),
          new Autoencoder.Size(12, Autoencoder.HIDDEN),
          new Autoencoder.Size(8, 8),
          new Autoencoder.Size(8, 128));

  private static final int NOTED = 12;

  AutoencoderRuns {
    rows = List.copyOf(rows);
  }

  /**
   * The bound at a step.
   *
   * @param size of the autoencoder
   * @param estimator that trains it
   * @param run number of the run; images, start and order are its own
   * @param step steps done
   * @param bound exact negative bound of all images, in nats per image
   */
  record Row(Autoencoder.Size size, String estimator, int run, int step, double bound) {}

  static String file(Autoencoder.Size size) {
    return "autoencoder-" + size.bits() + "x" + size.hidden() + ".csv";
  }

  /** The exact gradient is affordable where there are few codes. */
  static List<String> estimators(Autoencoder.Size size) {
    boolean few = size.bits() <= 8 && size.hidden() == Autoencoder.HIDDEN;
    return Stream.of(
            few ? List.of(AutoencoderTraining.EXACT) : List.<String>of(),
            List.of(STRAIGHT_THROUGH),
            ELABORATE,
            UNBIASED)
        .flatMap(List::stream)
        .toList();
  }

  /** A training of the experiment, before its first step. */
  static AutoencoderTraining training(long seed, Autoencoder.Size size, String name, int run) {
    RandomStream stream = RandomStream.of(seed, BiasVariance2021.PAPER, "autoencoder").child(run);
    return new AutoencoderTraining(size, name, stream);
  }

  /**
   * Trains by every rule.
   *
   * @param context of which seed and threads are used
   * @param size of the autoencoder
   * @param runs trainings of each rule
   * @param steps of a training
   */
  static AutoencoderRuns run(ExperimentContext context, Autoencoder.Size size, int runs, int steps)
      throws InterruptedException {
    List<Callable<List<Row>>> tasks = new ArrayList<>();
    for (String estimator : estimators(size)) {
      for (int run = 0; run < runs; run++) {
        int number = run;
        tasks.add(() -> train(context.seed(), size, estimator, number, steps));
      }
    }
    return new AutoencoderRuns(
        Parallel.all(tasks, context.threads()).stream().flatMap(List::stream).toList());
  }

  private static List<Row> train(
      long seed, Autoencoder.Size size, String estimator, int run, int steps)
      throws InterruptedException {
    List<Row> rows = new ArrayList<>();
    AutoencoderTraining training = training(seed, size, estimator, run);
    for (int i = 0; i <= NOTED; i++) {
      int step = (int) ((long) steps * i / NOTED);
      training.until(step);
      rows.add(new Row(size, estimator, run, step, training.bound()));
    }
    return rows;
  }

  /** Final bounds by run. */
  double[] last(Autoencoder.Size size, String estimator) {
    int end = rows.stream().mapToInt(Row::step).max().orElseThrow();
    return rows.stream()
        .filter(row -> row.size.equals(size) && row.estimator.equals(estimator) && row.step == end)
        .mapToDouble(Row::bound)
        .toArray();
  }

  /** The mean over runs at each noted step. */
  List<double[]> curve(Autoencoder.Size size, String estimator) {
    List<Row> own =
        rows.stream()
            .filter(row -> row.size.equals(size) && row.estimator.equals(estimator))
            .toList();
    double[] steps = own.stream().mapToDouble(Row::step).distinct().sorted().toArray();
    double[] means =
        Arrays.stream(steps)
            .map(s -> own.stream().filter(r -> r.step == s).mapToDouble(Row::bound).sum())
            .map(sum -> sum * steps.length / own.size())
            .toArray();
    return List.of(steps, means);
  }

  double mean(Autoencoder.Size size, String estimator) {
    return Arrays.stream(last(size, estimator)).average().orElseThrow();
  }

  /** Straight-through minus the elaborate rule with the best mean, run by run. */
  Measurement behindTheBest(Autoencoder.Size size) {
    String best = ELABORATE.get(0);
    for (String rule : ELABORATE) {
      best = mean(size, rule) < mean(size, best) ? rule : best;
    }
    double[] straight = last(size, STRAIGHT_THROUGH);
    double[] other = last(size, best);
    double[] differences = new double[straight.length];
    for (int i = 0; i < differences.length; i++) {
      differences[i] = straight[i] - other[i];
    }
    return Means.mean(differences);
  }

  String csv() {
    CsvFile csv = new CsvFile("bits", "hidden", "estimator", "run", "step", "negative_bound");
    for (Row row : rows) {
      csv.row(row.size.bits(), row.size.hidden(), row.estimator, row.run, row.step, row.bound);
    }
    return csv.text();
  }

  static AutoencoderRuns parse(List<String> texts) {
    List<Row> rows = new ArrayList<>();
    for (String text : texts) {
      List<List<String>> lines = CsvFile.parse(text);
      for (List<String> f : lines.subList(1, lines.size())) {
        rows.add(
            new Row(
                new Autoencoder.Size(Integer.parseInt(f.get(0)), Integer.parseInt(f.get(1))),
                f.get(2),
                Integer.parseInt(f.get(3)),
                Integer.parseInt(f.get(4)),
                Double.parseDouble(f.get(5))));
      }
    }
    return new AutoencoderRuns(rows);
  }
}
