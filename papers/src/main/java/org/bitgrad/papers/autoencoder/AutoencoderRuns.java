package org.bitgrad.papers.autoencoder;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.bitgrad.papers.shared.Parallel;
import org.bitgrad.report.CsvFile;

/**
 * Negative bounds along trainings of autoencoders.
 *
 * @param rows one per size, estimator, run and noted step
 */
public record AutoencoderRuns(List<Row> rows) {
  private static final int NOTED = 12;

  /**
   * Copies the list.
   *
   * @param rows one per size, estimator, run and noted step
   */
  public AutoencoderRuns {
    rows = List.copyOf(rows);
  }

  /**
   * The bound at a step.
   *
   * @param size of the autoencoder
   * @param estimator that trains it
   * @param run number of the run; images, start and order are its own
   * @param step steps done
   * @param bound negative bound of all data, in nats per image or document
   */
  public record Row(Autoencoder.Size size, String estimator, int run, int step, double bound) {}

  /**
   * Trains by every estimator.
   *
   * @param trainings makes a training before its first step
   * @param estimators their names; the first argument that {@code trainings} gets
   * @param amount how much
   * @param threads at least 1
   * @return the bounds
   * @throws InterruptedException if the thread was interrupted
   */
  public static AutoencoderRuns run(
      Trainings trainings, List<String> estimators, Amount amount, int threads)
      throws InterruptedException {
    List<Callable<List<Row>>> tasks = new ArrayList<>();
    for (String estimator : estimators) {
      for (int run = 0; run < amount.runs; run++) {
        int number = run;
        tasks.add(() -> train(trainings, estimator, number, amount));
      }
    }
    return new AutoencoderRuns(
        Parallel.all(tasks, threads).stream().flatMap(List::stream).toList());
  }

  private static List<Row> train(Trainings trainings, String estimator, int run, Amount amount)
      throws InterruptedException {
    List<Row> rows = new ArrayList<>();
    BoundTraining training = trainings.start(estimator, run);
    for (int i = 0; i <= NOTED; i++) {
      int step = (int) ((long) amount.steps * i / NOTED);
      training.until(step);
      rows.add(new Row(amount.size, estimator, run, step, training.bound()));
    }
    return rows;
  }

  /** Makes trainings. */
  @FunctionalInterface
  public interface Trainings {
    /**
     * Starts a training.
     *
     * @param estimator its name
     * @param run number of the run; images, start and order are its own
     * @return the training before its first step
     */
    BoundTraining start(String estimator, int run);
  }

  /**
   * How much is trained.
   *
   * @param size of the autoencoder
   * @param runs trainings of each estimator
   * @param steps of a training
   */
  public record Amount(Autoencoder.Size size, int runs, int steps) {}

  /**
   * Final bounds by run.
   *
   * @param size of the autoencoder
   * @param estimator that trained it
   * @return one per run
   */
  public double[] last(Autoencoder.Size size, String estimator) {
    int end = rows.stream().mapToInt(Row::step).max().orElseThrow();
    return rows.stream()
        .filter(row -> row.size.equals(size) && row.estimator.equals(estimator) && row.step == end)
        .mapToDouble(Row::bound)
        .toArray();
  }

  /**
   * The mean over runs at each noted step.
   *
   * @param size of the autoencoder
   * @param estimator that trained it
   * @return steps and bounds
   */
  public List<double[]> curve(Autoencoder.Size size, String estimator) {
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

  /**
   * The mean final bound.
   *
   * @param size of the autoencoder
   * @param estimator that trained it
   * @return mean over runs
   */
  public double mean(Autoencoder.Size size, String estimator) {
    return Arrays.stream(last(size, estimator)).average().orElseThrow();
  }

  /** {@return the text of a CSV file} */
  public String csv() {
    CsvFile csv = new CsvFile("bits", "hidden", "estimator", "run", "step", "negative_bound");
    for (Row row : rows) {
      csv.row(row.size.bits(), row.size.hidden(), row.estimator, row.run, row.step, row.bound);
    }
    return csv.text();
  }

  /**
   * Reads what {@link #csv} wrote.
   *
   * @param texts of files
   * @return the rows of all
   */
  public static AutoencoderRuns parse(List<String> texts) {
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
