package org.bitgrad.report;

import java.util.Objects;
import org.bitgrad.analysis.Progress;

/** What an experiment is given: how much to do, where randomness starts and where files go. */
public final class ExperimentContext {
  /** The seed of the committed results. */
  public static final long DEFAULT_SEED = 7;

  private final Scale scale;
  private final RunFolder output;
  private final long seed;
  private final int threads;
  private final Progress progress;

  private ExperimentContext(
      Scale scale, RunFolder output, long seed, int threads, Progress progress) {
    this.scale = scale;
    this.output = output;
    this.seed = seed;
    this.threads = threads;
    this.progress = progress;
  }

  /**
   * A context with the default seed and one thread per processor.
   *
   * @param scale how much to do
   * @param output where files go; stays open
   * @return the context
   */
  public static ExperimentContext of(Scale scale, RunFolder output) {
    return new ExperimentContext(
        Objects.requireNonNull(scale, "scale"),
        Objects.requireNonNull(output, "output"),
        DEFAULT_SEED,
        Runtime.getRuntime().availableProcessors(),
        Progress.NONE);
  }

  /**
   * The same context with another seed.
   *
   * @param seed any number
   * @return a new context
   */
  public ExperimentContext withSeed(long seed) {
    return new ExperimentContext(scale, output, seed, threads, progress);
  }

  /**
   * The same context with another number of threads; results do not depend on it.
   *
   * @param threads at least 1
   * @return a new context
   * @throws IllegalArgumentException if threads is below 1
   */
  public ExperimentContext withThreads(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads is " + threads + "; allowed: 1 or more");
    }
    return new ExperimentContext(scale, output, seed, threads, progress);
  }

  /**
   * The same context with somebody to tell how far the work is.
   *
   * @param progress listener
   * @return a new context
   */
  public ExperimentContext withProgress(Progress progress) {
    return new ExperimentContext(
        scale, output, seed, threads, Objects.requireNonNull(progress, "progress"));
  }

  /** {@return who is told how far the work is} */
  public Progress progress() {
    return progress;
  }

  /** {@return how much to do} */
  public Scale scale() {
    return scale;
  }

  /** {@return where files go} */
  public RunFolder output() {
    return output;
  }

  /** {@return where randomness starts} */
  public long seed() {
    return seed;
  }

  /** {@return threads to use} */
  public int threads() {
    return threads;
  }
}
