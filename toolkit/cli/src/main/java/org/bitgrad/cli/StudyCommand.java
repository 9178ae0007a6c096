package org.bitgrad.cli;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.bitgrad.analysis.BudgetResult;
import org.bitgrad.analysis.GradientStudy;
import org.bitgrad.analysis.StudyResult;
import org.bitgrad.analysis.StudySettings;
import org.bitgrad.estimator.Estimator;
import org.bitgrad.exact.ExactMoments;
import org.bitgrad.exact.ExactOracle;
import org.bitgrad.problem.Problem;
import org.bitgrad.report.BudgetFiles;
import org.bitgrad.report.Charts;
import org.bitgrad.report.RunFolder;
import org.bitgrad.report.StudyFiles;
import org.bitgrad.report.Terminal;
import org.bitgrad.report.TextColumns;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bitgrad study}: bias, variance, error and cost of estimators on a case. */
@Command(
    name = "study",
    mixinStandardHelpOptions = true,
    description = {
      "Studies gradient estimators on the problem of a case file.",
      "Prints a table; writes study.csv, moments.json, exact.json, cost.csv, plots (rmse,",
      "bias, cosine, or variance without an exact gradient; .png, .svg), manifest.json;",
      "with --budget also which estimator is the best for what may be spent."
    })
final class StudyCommand implements Callable<Integer> {
  private static final int MOST_THREADS = 1024;

  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "CASE.json",
      description = "a network or a function of bits")
  private String caseFile;

  @Option(
      names = "--estimators",
      paramLabel = "NAMES",
      defaultValue = "all",
      description = "names between commas, or all that are defined on the case (default)")
  private String estimators;

  @Option(
      names = "--trials",
      paramLabel = "N",
      description = "independent estimates of each estimator (default 20000)")
  private String trials = String.valueOf(StudySettings.DEFAULT_TRIALS);

  @Option(
      names = "--samples",
      paramLabel = "M,...",
      description = "ascending; default those of 1, 10, 100, 1000 that are at most N/2, at least 1")
  private String samples;

  @Option(names = "--seed", paramLabel = "S", description = "of every random number (default 1)")
  private String seed = "1";

  @Option(
      names = "--threads",
      paramLabel = "T",
      description = "results do not depend on it (default: one per processor)")
  private String threads = String.valueOf(Runtime.getRuntime().availableProcessors());

  @Option(names = "--exact", description = "the exact gradient must be there")
  private boolean exact;

  @Option(
      names = "--exact-moments",
      description = {
        "mean and variance in moments.json by enumeration, not sampled;",
        "of an estimator that adapts, given its frozen state;",
        "with all estimators, those that have none stay sampled and are named"
      })
  private boolean exactMoments;

  @Mixin private BudgetOptions budget;

  @Option(
      names = "--overwrite",
      description = "replace the run in DIR; files that are not as it wrote them are kept")
  private boolean overwrite;

  @Option(names = "--dry-run", description = "forecast the cost, write nothing")
  private boolean dryRun;

  @Option(names = "--out", paramLabel = "DIR", required = true, description = "where files go")
  private String out;

  private Problem problem;
  private List<Estimator> chosen;
  private StudySettings settings;
  private Map<String, Object> manifest;

  @Override
  public Integer call() throws IOException {
    int workers = Options.integer("--threads", threads, 1, MOST_THREADS);
    prepare();
    Path folder = folder();
    if (!overwrite && RunFolder.isFinished(folder, manifest)) {
      say("finished already: " + out + "\n");
      return 0;
    }
    RunFolder.check(folder, manifest, overwrite);
    study(workers).check();
    if (dryRun) {
      spec.commandLine().getOut().print(Forecast.of(problem, chosen, settings, workers));
      spec.commandLine().getOut().flush();
      return 0;
    }
    try (RunFolder open = RunFolder.open(folder, manifest, overwrite)) {
      FolderWork.run(
          open,
          spec.commandLine().getErr(),
          () -> work(workers, open.scratch()),
          found -> write(found, open));
    }
    return 0;
  }

  /** What was found, before it is written. */
  private record Found(StudyResult study, Optional<BudgetResult> compared) {}

  private Found work(int workers, Path checkpoints) {
    StudyResult study = run(workers, checkpoints);
    return new Found(study, budget.given() ? Optional.of(compare(workers)) : Optional.empty());
  }

  private void write(Found found, RunFolder folder) throws IOException {
    StudyResult study = found.study();
    String compared = "";
    if (found.compared().isPresent()) {
      BudgetFiles.write(found.compared().get(), folder);
      compared = BudgetOptions.summary(found.compared().get());
    }
    StudyFiles.write(study, folder);
    int width = Terminal.width();
    String many = chosen.size() == 1 ? " estimator\n" : " estimators\n";
    say("study of " + chosen.size() + many + StudyFiles.summary(study, width));
    String note = exactMoments ? StudyFiles.momentsNote(study) + "\n" : "";
    String places = StudyFiles.places(study, out) + (budget.given() ? BudgetFiles.PLACES : "");
    (compared + note + places).lines().forEach(l -> say(TextColumns.paragraph(l, width)));
  }

  private void say(String text) {
    spec.commandLine().getOut().print(text);
    spec.commandLine().getOut().flush();
  }

  private BudgetResult compare(int workers) {
    try (ProgressLine progress = ProgressLine.open("budget", spec.commandLine().getErr())) {
      return budget
          .comparison(problem, chosen)
          .trials(settings.trials())
          .seed(settings.seed())
          .threads(workers)
          .progress(progress)
          .run();
    }
  }

  private StudyResult run(int workers, Path checkpoints) {
    try (ProgressLine progress = ProgressLine.open("study", spec.commandLine().getErr())) {
      return study(workers).progress(progress).resumeFrom(checkpoints).run();
    }
  }

  private GradientStudy study(int workers) {
    GradientStudy study = GradientStudy.of(problem).exactMoments(exactMoments);
    if (exactMoments && every()) {
      study.exactMomentsWherePossible();
    }
    return study
        .estimators(chosen.toArray(Estimator[]::new))
        .samples(settings.samples().stream().mapToInt(Integer::intValue).toArray())
        .trials(settings.trials())
        .seed(settings.seed())
        .threads(workers)
        .requireExact(exact);
  }

  /** Whether the estimators are all that are defined on the case, not named one by one. */
  private boolean every() {
    return estimators.strip().equalsIgnoreCase("all");
  }

  private Path folder() {
    return OutFolder.of("--out", out);
  }

  /** Everything that can be refused before anything is written. */
  private void prepare() {
    int n = Options.integer("--trials", trials, 1, Integer.MAX_VALUE);
    List<Integer> ms =
        samples == null
            ? StudySettings.defaultSamples(n)
            : Options.samples("--samples", samples, n);
    long start = Options.integer("--seed", seed, Long.MIN_VALUE, Long.MAX_VALUE);
    budget.check(n);
    chosen = Choice.parse(estimators);
    CaseFile file = CaseFile.read(path(caseFile));
    problem = file.problem();
    chosen = every() ? Choice.definedOn(problem) : chosen;
    Choice.requireDefined(chosen, problem);
    if (exactMoments && !every()) {
      requireExactMoments();
    }
    if (exact) {
      requireExact();
    }
    if (!dryRun) {
      Charts.requireFonts();
    }
    settings =
        new StudySettings(
            chosen.stream().map(Estimator::name).toList(), ms, n, start, exact, exactMoments);
    manifest = new LinkedHashMap<>();
    manifest.put("command", "study");
    manifest.put("case", String.valueOf(path(caseFile).getFileName()));
    manifest.put("case_sha256", file.sha256());
    manifest.putAll(StudyFiles.settings(settings));
    manifest.putAll(budget.settings());
  }

  private static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw Refusal.of("CASE", text, "a path of a file");
    }
  }

  private void requireExactMoments() {
    for (Estimator estimator : chosen) {
      if (!ExactMoments.supportsGivenState(estimator, problem)) {
        throw Refusal.of(
            "--exact-moments",
            estimator.name(),
            "estimators whose moments can be enumerated on this case, "
                + Choice.few(Choice.withExactMoments(problem)));
      }
      double cost = ExactMoments.cost(estimator, problem, estimator.open(problem).state());
      if (!(cost <= ExactMoments.LIMIT)) {
        throw Refusal.of(
            "--exact-moments",
            estimator.name() + " at " + cost + " operations",
            "at most " + ExactMoments.LIMIT + " operations");
      }
    }
  }

  private void requireExact() {
    double cost = ExactOracle.cost(problem);
    if (!(cost <= ExactOracle.DEFAULT_LIMIT)) {
      throw Refusal.of(
          "--exact",
          "a gradient of " + cost + " operations",
          "at most " + ExactOracle.DEFAULT_LIMIT + " operations");
    }
  }
}
