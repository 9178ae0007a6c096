package org.bitgrad.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.bitgrad.report.Experiment;
import org.bitgrad.report.ExperimentContext;
import org.bitgrad.report.Experiments;
import org.bitgrad.report.Ledger;
import org.bitgrad.report.Reproduction;
import org.bitgrad.report.Scale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bitgrad reproduce}: runs the experiments of papers. */
@Command(
    name = "reproduce",
    mixinStandardHelpOptions = true,
    description = "Runs the experiments of papers; writes tables, plots and verdicts.")
final class ReproduceCommand implements Callable<Integer> {
  private static final int MOST_THREADS = 1024;

  @Spec private CommandSpec spec;

  @Parameters(arity = "0..*", paramLabel = "PAPER", description = "default: all")
  private List<String> papers = new ArrayList<>();

  @Option(
      names = "--scale",
      paramLabel = "SCALE",
      defaultValue = "quick",
      description =
          "quick (default): seconds; standard: the committed results; paper: as published")
  private String scale;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "default: results/quick at scale quick, else results")
  private Path out;

  @Option(names = "--seed", paramLabel = "S", description = "default 7")
  private String seed = String.valueOf(ExperimentContext.DEFAULT_SEED);

  @Option(names = "--threads", paramLabel = "T", description = "default: one per processor")
  private String threads = String.valueOf(Runtime.getRuntime().availableProcessors());

  @Option(
      names = "--verdicts-only",
      description = "run nothing: judge the measurements in DIR by the claims files of today")
  private boolean verdictsOnly;

  @Option(
      names = "--overwrite",
      description = "replace runs of other settings, or unfinished ones of another version")
  private boolean overwrite;

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<Reproduction> runs = prepare();
    Ledger all = new Ledger(List.of());
    for (Reproduction run : runs) {
      try (ProgressLine progress = ProgressLine.open("reproduce", spec.commandLine().getErr())) {
        run.progress(progress);
        all = all.merge(verdictsOnly ? run.judgeAgain() : run.run());
      }
    }
    spec.commandLine().getOut().print(all.text());
    spec.commandLine().getOut().flush();
    return 0;
  }

  /** Everything that can be refused before the first run. */
  private List<Reproduction> prepare() {
    Scale size = Scale.parse(scale);
    long start = Options.integer("--seed", seed, Long.MIN_VALUE, Long.MAX_VALUE);
    int workers = Options.integer("--threads", threads, 1, MOST_THREADS);
    List<Experiment> chosen =
        papers.isEmpty()
            ? Experiments.all()
            : papers.stream().map(Experiments::find).distinct().toList();
    if (chosen.isEmpty()) {
      throw Refusal.missing("PAPER", "a class path with bitgrad-papers, as the launcher has");
    }
    if (out != null) {
      out = OutFolder.of("--out", out.toString());
    }
    List<Reproduction> runs = new ArrayList<>();
    for (Experiment experiment : chosen) {
      Reproduction run =
          Reproduction.of(experiment).scale(size).seed(start).threads(workers).overwrite(overwrite);
      runs.add(out == null ? run : run.out(out));
    }
    runs.forEach(Reproduction::check);
    return runs;
  }
}
