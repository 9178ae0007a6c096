package org.bitgrad.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.bitgrad.analysis.Progress;
import org.bitgrad.data.WholeFiles;
import org.bitgrad.random.Shown;

/**
 * Runs the experiments of a paper into a results folder: files go to {@code OUT/PAPER}, verdicts
 * also to {@code OUT/claims.csv}, and {@code OUT/README.md} is the index of everything. The command
 * line and the notebooks both come through here, so their numbers are the same.
 *
 * <pre>{@code
 * Ledger verdicts = Reproduction.of(Experiments.find("psa-2020")).scale(Scale.QUICK).run();
 * }</pre>
 */
public final class Reproduction {
  private static final String INDEX = "README.md";
  private static final int LEDGER_ATTEMPTS = 100;
  private static final int LEDGER_PAUSE_MILLIS = 100;

  private final Experiment experiment;
  private Scale scale = Scale.QUICK;
  private Path out;
  private long seed = ExperimentContext.DEFAULT_SEED;
  private int threads = Runtime.getRuntime().availableProcessors();
  private Progress progress = Progress.NONE;
  private boolean overwrite;

  private Reproduction(Experiment experiment) {
    this.experiment = Objects.requireNonNull(experiment, "experiment");
  }

  /**
   * A run of a paper's experiments, at quick scale unless said otherwise.
   *
   * @param experiment what to run
   * @return the run, not started
   */
  public static Reproduction of(Experiment experiment) {
    return new Reproduction(experiment);
  }

  /**
   * Sets the scale.
   *
   * @param value how much to do
   * @return this
   */
  public Reproduction scale(Scale value) {
    scale = Objects.requireNonNull(value, "scale");
    return this;
  }

  /**
   * Sets the results folder; by default {@link Home#results} of the scale.
   *
   * @param folder results folder
   * @return this
   */
  public Reproduction out(Path folder) {
    out = Objects.requireNonNull(folder, "out");
    return this;
  }

  /**
   * Sets the seed, 7 by default.
   *
   * @param value any number
   * @return this
   */
  public Reproduction seed(long value) {
    seed = value;
    return this;
  }

  /**
   * Sets the number of threads; results do not depend on it.
   *
   * @param count at least 1
   * @return this
   */
  public Reproduction threads(int count) {
    threads = count;
    return this;
  }

  /**
   * Sets whether a run of other settings, or an unfinished one of another version, may be replaced;
   * a finished run of the same settings always is. Files that no run wrote stay, under another name
   * if need be.
   *
   * @param value whether
   * @return this
   */
  public Reproduction overwrite(boolean value) {
    overwrite = value;
    return this;
  }

  /**
   * Sets who is told how far the work is.
   *
   * @param listener told on the thread that runs
   * @return this
   */
  public Reproduction progress(Progress listener) {
    progress = Objects.requireNonNull(listener, "progress");
    return this;
  }

  /**
   * Checks that a run of this scale may write to the results folder.
   *
   * @throws IllegalArgumentException if a quick run would change committed results, or the paper's
   *     folder or {@code claims.csv} holds something else
   * @throws UncheckedIOException if the folder cannot be read
   */
  public void check() {
    checkScale();
    try {
      Ledger.read(out());
      requireResults();
      RunFolder.check(folder(), settings(), replaces());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read folder '" + out() + "': " + e.getMessage(), e);
    }
  }

  /** A folder of something else gets no index and no ledger, whatever is allowed to be replaced. */
  private void requireResults() throws IOException {
    Path results = out();
    boolean ours = out == null || Files.exists(results.resolve(Ledger.NAME));
    if (ours || !Files.isDirectory(results)) {
      return;
    }
    try (Stream<Path> entries = Files.list(results)) {
      Optional<Path> foreign = entries.filter(entry -> !isPaper(entry)).sorted().findFirst();
      if (foreign.isPresent()) {
        throw new IllegalArgumentException(
            "out is '"
                + Shown.text(results.toString())
                + "', which holds "
                + Shown.text(foreign.get().getFileName().toString())
                + " and no results; allowed: a folder of results, or an empty or new one");
      }
    }
  }

  /** A paper's folder, what a first run that was stopped leaves, or pages of the notebooks. */
  private static boolean isPaper(Path entry) {
    String name = entry.getFileName().toString();
    return Set.of(".ledger", "html", "notebooks").contains(name)
        || Experiments.all().stream().anyMatch(each -> each.paper().equals(name));
  }

  private Path folder() {
    return out().resolve(experiment.paper());
  }

  /** A finished run of the same settings is computed again: that is what this is for. */
  private boolean replaces() throws IOException {
    return overwrite || new FolderState(folder()).isFinishedRunOf(settings());
  }

  private void checkScale() {
    Path target = out().toAbsolutePath().normalize();
    Optional<Path> home = Home.find();
    if (scale == Scale.QUICK && home.isPresent()) {
      boolean committed = target.startsWith(home.get().resolve("results"));
      if (committed && !target.startsWith(Home.results(Scale.QUICK))) {
        throw new IllegalArgumentException(
            "out is '"
                + out()
                + "' at scale quick; allowed: results/quick or a folder outside results, or scale"
                + " standard or paper");
      }
    }
  }

  private Path out() {
    return out == null ? Home.results(scale) : out;
  }

  /**
   * Runs the experiments, writes their files, the ledger and the index.
   *
   * @return this paper's verdicts
   * @throws IOException if a file cannot be written
   * @throws InterruptedException if the thread is interrupted
   * @throws NoFontsException if there are no fonts for the charts; nothing was done yet
   */
  public Ledger run() throws IOException, InterruptedException {
    check();
    Charts.requireFonts();
    try (RunFolder output = RunFolder.open(folder(), settings(), replaces())) {
      try {
        return run(output);
      } catch (IOException | RuntimeException e) {
        throwInterrupt(e);
        if (output.isUntouched()) {
          output.discard();
        }
        throw e;
      } finally {
        output.notices().forEach(this::warn);
      }
    }
  }

  private Ledger run(RunFolder output) throws IOException, InterruptedException {
    ExperimentContext context =
        ExperimentContext.of(scale, output)
            .withSeed(seed)
            .withThreads(threads)
            .withProgress(progress);
    Ledger ledger = new Ledger(experiment.run(context));
    requireEveryClaim(ledger);
    output.write(Ledger.NAME, ledger.csv());
    output.removeOld();
    // Before the run counts as finished, or a stop in between would leave its verdicts out.
    merge(ledger);
    output.complete();
    return ledger;
  }

  /**
   * Runs nothing: judges the measurements that lie in the results folder by the claims as they are
   * worded now, and writes ledger and index again.
   *
   * @return this paper's verdicts
   * @throws IOException if a file cannot be read or written
   * @throws InterruptedException if the thread is interrupted
   * @throws IllegalArgumentException if there are no measurements of these claims
   */
  public Ledger judgeAgain() throws IOException, InterruptedException {
    checkScale();
    Path folder = out().resolve(experiment.paper());
    Ledger ledger = Ledger.read(folder).judgedBy(experiment.claims());
    Manifest.replace(folder, Ledger.NAME, ledger.csv());
    merge(ledger);
    return ledger;
  }

  /** However an experiment says that its thread was interrupted. */
  private static void throwInterrupt(Exception e) throws InterruptedException {
    if (Thread.interrupted() || e instanceof ClosedByInterruptException) {
      InterruptedException interrupted = new InterruptedException("the run was interrupted");
      interrupted.initCause(e);
      throw interrupted;
    }
  }

  private void warn(String line) {
    progress.warn(new Progress.Step(line, 0, 1, Optional.empty()));
  }

  private Map<String, Object> settings() {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("paper", experiment.paper());
    settings.put("scale", scale.text());
    settings.put("seed", seed);
    return settings;
  }

  private void requireEveryClaim(Ledger ledger) {
    List<Claim> judged = ledger.results().stream().map(ClaimResult::claim).toList();
    if (!judged.equals(experiment.claims())) {
      throw new IllegalStateException(
          "the experiment of " + experiment.paper() + " must judge each of its claims, in order");
    }
  }

  private void merge(Ledger ledger) throws IOException, InterruptedException {
    Path hidden = out().resolve(".ledger");
    FolderLock lock = acquire(hidden);
    try {
      Ledger before = Ledger.read(out());
      keepForeignIndex(before);
      Ledger all = before.merge(ledger);
      Path beside = hidden.resolve("write.tmp");
      store(beside, Ledger.NAME, all.csv());
      store(beside, INDEX, IndexPage.of(all, out()));
    } finally {
      lock.release(hidden.resolve("no marker"));
    }
  }

  /** The index is written anew; one that people have edited, or wrote themselves, is theirs. */
  private void keepForeignIndex(Ledger before) throws IOException {
    Path index = out().resolve(INDEX);
    if (!Files.exists(index, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    boolean file = Files.isRegularFile(index, LinkOption.NOFOLLOW_LINKS);
    byte[] known = IndexPage.of(before, out()).getBytes(StandardCharsets.UTF_8);
    if (!file || !Arrays.equals(known, WholeFiles.read(index))) {
      warn(WrittenFiles.keep(INDEX, index));
    }
  }

  /** Another paper's run may hold the lock for the moment that it merges. */
  private FolderLock acquire(Path hidden) throws IOException, InterruptedException {
    for (int attempt = 1; ; attempt++) {
      try {
        return FolderLock.acquire(out(), hidden);
      } catch (IllegalArgumentException e) {
        if (attempt == LEDGER_ATTEMPTS) {
          throw e;
        }
        Thread.sleep(LEDGER_PAUSE_MILLIS);
      }
    }
  }

  private void store(Path beside, String name, String text) throws IOException {
    Files.createDirectories(out());
    WholeFiles.store(beside, out().resolve(name), text.getBytes(StandardCharsets.UTF_8));
  }
}
