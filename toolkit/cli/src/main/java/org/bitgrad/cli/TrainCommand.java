package org.bitgrad.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.bitgrad.data.LabelledImages;
import org.bitgrad.numeric.TooLargeException;
import org.bitgrad.report.Charts;
import org.bitgrad.report.RunFolder;
import org.bitgrad.report.Terminal;
import org.bitgrad.report.TextColumns;
import org.bitgrad.report.TrainingFiles;
import org.bitgrad.train.LearningRateSearch;
import org.bitgrad.train.LearningRateSearch.Trial;
import org.bitgrad.train.Precision;
import org.bitgrad.train.SeedRuns;
import org.bitgrad.train.Training;
import org.bitgrad.train.TrainingResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bitgrad train}: trains a network by the settings of a file. */
@Command(
    name = "train",
    mixinStandardHelpOptions = true,
    description = {
      "Trains a stochastic binary network on images, with one or several seeds.",
      "Writes metrics.csv, curves.png, weights.bgw, result.json, times.csv and manifest.json.",
      "A run that was stopped goes on with --resume."
    })
final class TrainCommand implements Callable<Integer> {
  private static final int MOST_THREADS = 1024;

  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "CONFIG.json",
      description = "network, data, method, optimiser; for instance toolkit/examples/train.json")
  private String configFile;

  @Option(
      names = "--threads",
      paramLabel = "T",
      description = {
        "seeds at once, or threads of the only one; results do not depend on it",
        "(default: one per processor)"
      })
  private String threads = String.valueOf(Runtime.getRuntime().availableProcessors());

  @Option(
      names = "--resume",
      description = "go on with a run of the same settings that was stopped")
  private boolean resume;

  @Option(
      names = "--overwrite",
      description = "replace the run in DIR; files that are not as it wrote them are kept")
  private boolean overwrite;

  @Option(names = "--out", paramLabel = "DIR", required = true, description = "where files go")
  private String out;

  private TrainConfig config;
  private DataConfig.Data data;
  private Optional<Double> rate = Optional.empty();

  @Override
  public Integer call() throws IOException {
    int workers = Options.integer("--threads", threads, 1, MOST_THREADS);
    config = TrainConfig.read(path("CONFIG", configFile));
    Path folder = OutFolder.of("--out", out);
    Map<String, Object> settings = settings();
    if (!overwrite && RunFolder.isFinished(folder, settings)) {
      say("finished already: " + out + "\n");
      return 0;
    }
    RunFolder.check(folder, settings, overwrite);
    requireResume(folder);
    Charts.requireFonts();
    data = config.open();
    checkNetwork();
    try (RunFolder open = RunFolder.open(folder, settings, overwrite)) {
      FolderWork.run(
          open,
          spec.commandLine().getErr(),
          () -> work(workers, open),
          found -> write(found, open));
    }
    return 0;
  }

  private static Path path(String name, String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw Refusal.of(name, text, "a path");
    }
  }

  private Map<String, Object> settings() {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("command", "train");
    settings.put("config", String.valueOf(path("CONFIG", configFile).getFileName()));
    settings.put("config_sha256", config.sha256());
    settings.put("method", config.method());
    settings.put("seeds", config.seeds().stream().map(String::valueOf).toList());
    return settings;
  }

  /** An unfinished run is continued only when asked to, and replaced only when asked to. */
  private void requireResume(Path folder) throws IOException {
    if (!resume && !overwrite && RunFolder.isUnfinished(folder)) {
      throw Refusal.of(
          "--out", out, "--resume, since it holds an unfinished run; --overwrite; another folder");
    }
  }

  /**
   * A network that does not fit the images, or the method, is refused before anything is written.
   */
  private void checkNetwork() {
    Training first = config.training(config.seeds().get(0)).checkpoints(path("--out", out));
    try {
      config.requireBatch(first.leastBatch());
      first.check();
    } catch (Refusal | TooLargeException e) {
      throw e; // names its field itself
    } catch (IllegalArgumentException e) {
      boolean fast = config.precision().equals(Optional.of(Precision.FLOAT32));
      throw fast
          ? Refusal.of("precision", "float32", "float64 here (" + e.getMessage() + ")")
          : Refusal.of("method", config.method(), "one for this network (" + e.getMessage() + ")");
    }
  }

  /** What was trained, before it is written. */
  private record Found(List<Trial> trials, List<TrainingResult> results) {}

  private Found work(int workers, RunFolder folder) {
    List<Trial> trials = search(folder);
    return new Found(trials, train(workers, folder));
  }

  private void write(Found found, RunFolder folder) throws IOException {
    TrainingFiles files = new TrainingFiles(config.seeds(), found.results(), rate());
    LabelledImages test = data.test();
    files.evaluate(test, config.samples());
    files.write(folder, data.name(), found.trials());
    PrintWriter printed = spec.commandLine().getOut();
    int width = Terminal.width();
    (files.summary() + files.engine() + files.places(out))
        .lines()
        .forEach(line -> printed.print(TextColumns.paragraph(line, width)));
    printed.flush();
  }

  private void say(String text) {
    spec.commandLine().getOut().print(text);
    spec.commandLine().getOut().flush();
  }

  private double rate() {
    return rate.orElse(config.rate());
  }

  private List<Trial> search(RunFolder folder) {
    if (config.search().isEmpty()) {
      return List.of();
    }
    TrainConfig.Search search = config.search().get();
    try (ProgressLine progress = ProgressLine.open("rate", spec.commandLine().getErr())) {
      List<Trial> trials =
          config
              .training(config.seeds().get(0))
              .checkpoints(folder.scratch().resolve("rates"))
              .progress(progress)
              .searchRate(search.low(), search.high(), search.trials(), search.epochs());
      rate = Optional.of(LearningRateSearch.best(trials).rate());
      return trials;
    }
  }

  private List<TrainingResult> train(int workers, RunFolder folder) {
    try (ProgressLine progress = ProgressLine.open("train", spec.commandLine().getErr())) {
      boolean alone = config.seeds().size() == 1 || workers == 1;
      int each = config.seeds().size() == 1 ? workers : 1;
      return SeedRuns.run(
          seed -> {
            Training training =
                config
                    .training(seed)
                    .optimiser(config.withRate(rate()))
                    .threads(each)
                    .checkpoints(folder.scratch().resolve("seed" + seed));
            // Several at once would move one bar to and fro.
            return alone ? training.progress(progress) : training.progress(progress.warningsOnly());
          },
          config.seeds(),
          workers);
    }
  }
}
