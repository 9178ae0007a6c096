package org.bitgrad.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.bitgrad.analysis.Interval;
import org.bitgrad.data.Examples;
import org.bitgrad.train.Evaluation;
import org.bitgrad.train.LearningRateSearch.Trial;
import org.bitgrad.train.TrainingResult;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.Table;

/**
 * The files of trainings with one or several seeds: {@code metrics.csv} and {@code .md}, {@code
 * curves.png} and {@code .svg}, {@code weights.bgw} (one per seed), {@code result.json} with the
 * test part, {@code rates.csv} where the learning rate was searched, {@code times.csv}, then {@code
 * manifest.json}. All but the times and the manifest are the same bytes for the same settings.
 */
public final class TrainingFiles {
  private static final String NOT_FINITE = "not finite";

  private final List<Long> seeds;
  private final List<TrainingResult> results;
  private final double rate;
  private final List<Evaluation> test = new ArrayList<>();

  /** Why the loss on the test part is not finite; empty texts where it is. */
  private final List<String> problems = new ArrayList<>();

  /**
   * Trainings that differ in their seeds only.
   *
   * @param seeds at least one
   * @param results one per seed
   * @param rate learning rate of all of them
   */
  public TrainingFiles(List<Long> seeds, List<TrainingResult> results, double rate) {
    if (seeds.isEmpty() || seeds.size() != results.size()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "results must be one for each of at least 1 seed, but there are %d for %d",
              results.size(),
              seeds.size()));
    }
    this.seeds = List.copyOf(seeds);
    this.results = List.copyOf(results);
    this.rate = rate;
  }

  /**
   * Evaluates all networks on the test part. A loss that is not finite is {@code "not finite"} in
   * {@code result.json}, beside it why, and {@link #summary} says so.
   *
   * @param examples the test part
   * @param samples passes per example
   */
  public void evaluate(Examples examples, int samples) {
    for (TrainingResult result : results) {
      try {
        test.add(result.evaluate(examples, samples));
        double loss = test.get(test.size() - 1).loss();
        problems.add(Double.isFinite(loss) ? "" : "the mean loss is " + loss);
      } catch (ArithmeticException e) {
        // The training stands; only this part has a number that is none.
        OptionalDouble none = OptionalDouble.empty();
        test.add(new Evaluation(examples.size(), samples, Double.NaN, none, none));
        problems.add(e.getMessage());
      }
    }
  }

  /**
   * Writes all files and completes the folder.
   *
   * @param folder where to
   * @param data name of the data set
   * @param trials of a search of the learning rate; empty if there was none
   * @throws IOException if a file cannot be written
   */
  public void write(RunFolder folder, String data, List<Trial> trials) throws IOException {
    Table metrics = metrics();
    folder.write("metrics.csv", Export.csv(metrics));
    folder.write("metrics.md", Export.markdown(metrics));
    Export.chart(folder, "curves", curves());
    for (int i = 0; i < results.size(); i++) {
      String name = results.size() == 1 ? "weights.bgw" : "weights-" + seeds.get(i) + ".bgw";
      folder.write(name, results.get(i).weights().bytes());
    }
    if (!trials.isEmpty()) {
      folder.write("rates.csv", rates(trials));
    }
    folder.write("result.json", JsonText.of(json(data)));
    folder.write("times.csv", times());
    results.get(0).engine().ifPresent(engine -> folder.note("engine", engine.text()));
    folder.complete();
  }

  /** All epochs of all seeds. */
  private Table metrics() {
    Table all = null;
    for (int i = 0; i < results.size(); i++) {
      Table table = Tables.of(results.get(i));
      long seed = seeds.get(i);
      LongColumn column = LongColumn.create("seed");
      IntStream.range(0, table.rowCount()).forEach(row -> column.append(seed));
      table.insertColumn(0, column);
      all = all == null ? table : all.append(table);
    }
    return all;
  }

  private Chart curves() {
    return results.size() == 1
        ? Charts.of(results.get(0))
        : Charts.ofTrainings(seeds.stream().map(seed -> "seed " + seed).toList(), results);
  }

  private static String rates(List<Trial> trials) {
    CsvFile csv = new CsvFile("trial", "learning_rate", "training_loss");
    for (int i = 0; i < trials.size(); i++) {
      double score = trials.get(i).score();
      csv.row(i, trials.get(i).rate(), Double.isFinite(score) ? score : null);
    }
    return csv.text();
  }

  private String times() {
    CsvFile csv = new CsvFile("seed", "epoch", "seconds");
    for (int i = 0; i < results.size(); i++) {
      List<Double> seconds = results.get(i).seconds();
      for (int e = 0; e < seconds.size(); e++) {
        csv.row(seeds.get(i), e + 1, seconds.get(e));
      }
    }
    return csv.text();
  }

  private Map<String, Object> json(String data) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("method", results.get(0).method());
    results.get(0).engine().ifPresent(engine -> json.put("engine", engine.text()));
    json.put("network", results.get(0).network().architecture());
    json.put("data", data);
    json.put("learning_rate", rate);
    json.put("epochs", results.get(0).epochs().size());
    List<Object> each = new ArrayList<>();
    for (int i = 0; i < test.size(); i++) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("seed", seeds.get(i));
      entry.put("training_loss", results.get(i).last().trainingLoss());
      results.get(i).last().validation().ifPresent(v -> entry.put("validation", entry(v)));
      Map<String, Object> tested = entry(test.get(i));
      if (!problems.get(i).isEmpty()) {
        tested.put("problem", problems.get(i));
      }
      entry.put("test", tested);
      results.get(i).warning().ifPresent(text -> entry.put("warning", text));
      each.add(entry);
    }
    json.put("seeds", each);
    json.put("test_mean", means());
    return json;
  }

  private static Map<String, Object> entry(Evaluation found) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("examples", found.examples());
    entry.put("samples", found.samples());
    entry.put("loss", Double.isFinite(found.loss()) ? (Object) found.loss() : NOT_FINITE);
    found.oneSample().ifPresent(a -> entry.put("one_sample_accuracy", a));
    found.ensemble().ifPresent(a -> entry.put("ensemble_accuracy", a));
    return entry;
  }

  private Map<String, Object> means() {
    Map<String, Object> means = new LinkedHashMap<>();
    means.put("loss", mean(Evaluation::loss));
    if (test.stream().allMatch(e -> e.ensemble().isPresent())) {
      means.put("one_sample_accuracy", mean(e -> e.oneSample().orElseThrow()));
      means.put("ensemble_accuracy", mean(e -> e.ensemble().orElseThrow()));
    }
    return means;
  }

  private Map<String, Object> mean(ToDoubleFunction<Evaluation> number) {
    double[] values = test.stream().mapToDouble(number).toArray();
    if (!Double.isFinite(Arrays.stream(values).map(Math::abs).sum())) {
      return Map.of("mean", NOT_FINITE);
    }
    Interval interval = Interval.ofMean(values);
    Map<String, Object> mean = new LinkedHashMap<>();
    mean.put("mean", (interval.low() + interval.high()) / 2);
    if (!Double.isFinite(interval.halfWidth())) {
      return Map.of("mean", Arrays.stream(values).average().orElseThrow());
    }
    if (values.length > 1) {
      mean.put("low", interval.low());
      mean.put("high", interval.high());
    }
    return mean;
  }

  /**
   * Where the files lie, for people.
   *
   * @param folder as the user named it
   * @return two lines
   */
  public String places(String folder) {
    String weights = results.size() == 1 ? "weights.bgw" : "weights-SEED.bgw";
    return "files: "
        + folder
        + " (every epoch: metrics.csv; the test part: result.json; the network: "
        + weights
        + ")\nplots: curves.png there, and as .svg\n";
  }

  /** {@return a line: which engine ran and why; empty for networks of one's own} */
  public String engine() {
    return results.get(0).engine().map(e -> "trained in " + e.text() + "\n").orElse("");
  }

  /** {@return test accuracies in a line per seed} */
  public String summary() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < test.size(); i++) {
      text.append("seed ").append(seeds.get(i)).append(": test loss ");
      text.append(summary(test.get(i), problems.get(i))).append('\n');
    }
    return text.toString();
  }

  private static String summary(Evaluation found, String problem) {
    String loss = problem.isEmpty() ? Numbers.brief(found.loss(), 4) : NOT_FINITE;
    String why = problem.isEmpty() ? "" : " (" + problem + ")";
    if (found.ensemble().isEmpty()) {
      return loss
          + " with "
          + found.samples()
          + (found.samples() == 1 ? " sample" : " samples")
          + why;
    }
    return loss
        + ", accuracy "
        + Numbers.brief(found.oneSample().orElseThrow(), 4)
        + " with one sample, "
        + Numbers.brief(found.ensemble().orElseThrow(), 4)
        + " with "
        + found.samples()
        + why;
  }
}
