package org.bitgrad.analysis;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bitgrad.estimator.Estimator;
import org.bitgrad.estimator.Estimators;
import org.bitgrad.problem.Gradient;
import org.bitgrad.problem.Problem;
import org.bitgrad.random.KnownNames;

/**
 * Studies how well estimators estimate the gradient of a problem: bias, variance, error of the mean
 * of M estimates, cosine and cost, against the exact gradient where it can be enumerated.
 *
 * <p>Trial t of an estimator reads the random stream (seed, "study", name, "trial", t): adding an
 * estimator leaves the others' numbers as they were, and {@link #replay} makes any trial alone. A
 * stateful estimator first adapts to 1000 draws of a stream of its own, then is frozen. The result
 * is the same to the last bit for any number of threads.
 *
 * <p>Cost: trials times the cost of an estimate, for each estimator, and once that of the exact
 * gradient. Memory does not grow with the trials, the cosines apart: at most 8 MiB per estimator,
 * group and M. An interrupt of the thread ends {@link #run} within one trial.
 *
 * <p>Setters change this study and return it; the defaults stand there.
 *
 * <pre>{@code
 * Problem p = BernoulliProblem.of((bits, out) -> {
 *   for (int r = 0; r < bits.rows(); r++) out[r] = Math.pow(bits.sum(r) - 1.3, 2);
 * }, -1.0, 0.3, 2.0);
 * StudyResult study = GradientStudy.of(p).estimators("arm", "reinforce").trials(2000).seed(7).run();
 * double rmse = study.row("arm", "logits", 10).rmse().getAsDouble();
 * }</pre>
 */
public final class GradientStudy {
  private static final int MOST_THREADS = 1024;

  private final Problem problem;
  private List<Estimator> estimators = List.of();
  private List<Integer> samples = List.of();
  private int trials = StudySettings.DEFAULT_TRIALS;
  private long seed = 1;
  private int threads = Runtime.getRuntime().availableProcessors();
  private boolean exactMoments;
  private boolean everyMoment = true;
  private boolean requireExact;
  private Progress progress = Progress.NONE;
  private Optional<Path> folder = Optional.empty();

  private GradientStudy(Problem problem) {
    this.problem = problem;
  }

  /**
   * A study of a problem.
   *
   * @param problem expected loss
   * @return the study, without estimators yet
   * @throws IllegalArgumentException if the problem is null
   */
  public static GradientStudy of(Problem problem) {
    requireGiven("problem", problem);
    return new GradientStudy(problem);
  }

  /**
   * Sets the estimators by name.
   *
   * @param names as {@link Estimators} knows them, for example {@code concrete(0.1)}; all different
   * @return this study
   * @throws IllegalArgumentException if a name is refused, stands twice, or none is given
   */
  public GradientStudy estimators(String... names) {
    requireGiven("estimators", names);
    return estimators(Arrays.stream(names).map(Estimators::parse).toArray(Estimator[]::new));
  }

  /**
   * Sets the estimators.
   *
   * @param recipes at least one, all with different names
   * @return this study
   * @throws IllegalArgumentException if a name stands twice, or none is given
   */
  public GradientStudy estimators(Estimator... recipes) {
    requireGiven("estimators", recipes);
    for (Estimator recipe : recipes) {
      requireGiven("estimators", recipe);
    }
    List<Estimator> given = List.of(recipes);
    StudySettings.checkEstimators(given.stream().map(Estimator::name).toList());
    estimators = given;
    return this;
  }

  /**
   * Sets the numbers of samples M; by default those of 1, 10, 100, 1000 that are at most half the
   * trials, at least 1.
   *
   * @param ms ascending, each 1 to the number of trials
   * @return this study
   * @throws IllegalArgumentException if there are none, or they do not ascend from 1; that none
   *     exceeds the trials is checked by {@link #run}
   */
  public GradientStudy samples(int... ms) {
    requireGiven("samples", ms);
    List<Integer> given = Arrays.stream(ms).boxed().toList();
    StudySettings.checkSamples(given, Integer.MAX_VALUE);
    samples = given;
    return this;
  }

  /**
   * Sets the number of independent single estimates of each estimator, 20000 by default.
   *
   * @param count at least 1
   * @return this study
   * @throws IllegalArgumentException if it is not
   */
  public GradientStudy trials(int count) {
    StudySettings.checkTrials(count);
    trials = count;
    return this;
  }

  /**
   * Sets the seed of every random number, 1 by default.
   *
   * @param value any number
   * @return this study
   */
  public GradientStudy seed(long value) {
    seed = value;
    return this;
  }

  /**
   * Sets the number of threads, by default one per processor; it does not change the result.
   *
   * @param count 1 to 1024
   * @return this study
   * @throws IllegalArgumentException if it is not
   */
  public GradientStudy threads(int count) {
    if (count < 1 || count > MOST_THREADS) {
      throw new IllegalArgumentException(
          "threads must be 1 to " + MOST_THREADS + ", but is " + count);
    }
    threads = count;
    return this;
  }

  /**
   * Sets whether mean and variance of every estimator are enumerated, exactly, beside the sampled
   * errors; off by default. Those of a stateful estimator are given the state that it adapted to.
   *
   * @param enumerate whether
   * @return this study
   */
  public GradientStudy exactMoments(boolean enumerate) {
    exactMoments = enumerate;
    everyMoment = true;
    return this;
  }

  /**
   * As {@link #exactMoments}, but estimators whose moments cannot be enumerated on the problem, or
   * cost more than 2^27 numbers (about a second each), keep sampled ones instead of being refused;
   * the result says which.
   *
   * @return this study
   */
  public GradientStudy exactMomentsWherePossible() {
    exactMoments = true;
    everyMoment = false;
    return this;
  }

  /**
   * Sets whether it is an error if the exact gradient costs more than 2^32 operations; by default
   * the columns that need it are then empty.
   *
   * @param required whether
   * @return this study
   */
  public GradientStudy requireExact(boolean required) {
    requireExact = required;
    return this;
  }

  /**
   * Sets who is told how far the study is; nobody by default.
   *
   * @param listener called on the thread that runs the study
   * @return this study
   * @throws IllegalArgumentException if it is null
   */
  public GradientStudy progress(Progress listener) {
    requireGiven("progress", listener);
    progress = listener;
    return this;
  }

  /**
   * Keeps checkpoints in a folder, four times a second (more rarely where writing them would take
   * over 2 % of the time) and when the study ends or is interrupted, and goes on from those of an
   * earlier run with the same settings on the same problem: the result is then the same, bit for
   * bit, as that of a run that was never stopped. The files are named by what decides the numbers,
   * so one folder may serve several studies; delete them when no run is to go on from them.
   *
   * @param existing an existing folder, written by one study at a time
   * @return this study
   * @throws IllegalArgumentException if it is not a folder
   */
  public GradientStudy resumeFrom(Path existing) {
    requireGiven("resumeFrom", existing);
    if (!Files.isDirectory(existing)) {
      throw new IllegalArgumentException("resumeFrom must be a folder, but is " + existing);
    }
    folder = Optional.of(existing);
    return this;
  }

  /**
   * Refuses sizes that the memory does not hold, before {@link #run} would begin.
   *
   * @throws org.bitgrad.numeric.TooLargeException if there are such; the message names them
   */
  public void check() {
    StudyMemory.require(problem, trials, estimators.size(), threads);
  }

  /**
   * Runs the study.
   *
   * @return what it found
   * @throws IllegalArgumentException if a setting is missing or does not fit another, or, with
   *     {@link #exactMoments}, for an estimator that has none; the message names it
   * @throws org.bitgrad.exact.TooCostlyException if the exact gradient is required and costs too
   *     much
   * @throws UnsupportedOperationException if an estimator is not defined on the problem
   * @throws ArithmeticException if an estimate is not finite; the message says where
   * @throws StudyInterruptedException if the thread is interrupted
   * @throws java.io.UncheckedIOException if a checkpoint cannot be read or written
   */
  public StudyResult run() {
    return new StudyRun(problem, estimators, settings(), folder)
        .momentsOfEach(everyMoment)
        .run(threads, progress);
  }

  /**
   * Runs the study with more and more trials, doubling them, until the 95 % intervals of a metric
   * are narrow enough in every row. The first trials of a longer run are those of the shorter one,
   * made again, so that the result is that of {@link #run} with its number of trials; the cost is
   * at most twice that of the last run. An interval at a time chosen by looking at it covers a
   * little less often than 95 %.
   *
   * @param metric {@code RMSE}, {@code BIAS}, {@code STD} or {@code COSINE}
   * @param halfWidth largest half-width allowed, positive
   * @param mostTrials where to end in any case, at least the number of trials set
   * @return the first result that is precise enough, or that with the most trials
   * @throws IllegalArgumentException as {@link #run}, and if an argument is out of its range
   */
  public StudyResult runUntil(Metric metric, double halfWidth, int mostTrials) {
    StoppingRule rule = new StoppingRule(metric, halfWidth);
    if (mostTrials < trials) {
      throw new IllegalArgumentException(
          "mostTrials must be at least " + trials + " (the trials), but is " + mostTrials);
    }
    StudySettings settings = settings();
    while (true) {
      StudyResult result =
          new StudyRun(problem, estimators, settings, folder)
              .momentsOfEach(everyMoment)
              .run(threads, progress);
      int now = settings.trials();
      if (now == mostTrials || rule.met(result)) {
        return result;
      }
      settings = settings.withTrials((int) Math.min(mostTrials, 2L * now));
    }
  }

  /**
   * Makes one trial of the study alone.
   *
   * @param estimator name of one of the study's estimators
   * @param trial 0 to trials - 1
   * @return the estimate, mean over data points
   * @throws IllegalArgumentException if there is no such estimator or trial
   */
  public Gradient replay(String estimator, int trial) {
    if (trial < 0 || trial >= trials) {
      throw new IllegalArgumentException(
          "trial must be 0 to " + (trials - 1) + ", but is " + trial);
    }
    List<String> names = new ArrayList<>();
    for (Estimator recipe : estimators) {
      if (recipe.name().equals(estimator)) {
        return Trials.prepare(problem, recipe, seed).acquire().estimate(trial);
      }
      names.add(recipe.name());
    }
    throw new IllegalArgumentException(
        "estimator must be one of ["
            + KnownNames.allowed(estimator, names)
            + "], but is "
            + estimator);
  }

  private StudySettings settings() {
    List<Integer> ms = samples.isEmpty() ? StudySettings.defaultSamples(trials) : samples;
    List<String> names = estimators.stream().map(Estimator::name).toList();
    return new StudySettings(names, ms, trials, seed, requireExact, exactMoments);
  }

  private static void requireGiven(String name, Object value) {
    if (value == null) {
      throw new IllegalArgumentException(name + " must be given, but is null");
    }
  }

  /** {@return the problem and the estimators, for people} */
  @Override
  public String toString() {
    return "study, not run yet, of "
        + String.join(", ", estimators.stream().map(Estimator::name).toList())
        + " on "
        + problem;
  }
}
