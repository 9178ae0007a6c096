package org.bitgrad.train;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.DoubleUnaryOperator;

/**
 * The learning rate with the lowest score, by Brent's bounded search over its logarithm; immutable.
 *
 * <p><b>Source.</b> The per-method search of A. Shekhovtsov, V. Yanush, B. Flach, "Path
 * sample-analytic gradient estimators for stochastic binary networks", NeurIPS 2020: log10 of the
 * rate in [-6, 0], at most 10 trials, each of some epochs from the same initial point, scored by
 * the running training loss. A score that is not finite counts as the worst here.
 *
 * <p>The search draws nothing and depends on nothing but the scores: given the trials that were
 * made, it goes on as if it had not been stopped.
 *
 * <pre>{@code
 * List<LearningRateSearch.Trial> trials =
 *     LearningRateSearch.published().run(List.of(), rate -> trainedLoss(rate));
 * double rate = LearningRateSearch.best(trials).rate();
 * }</pre>
 */
public final class LearningRateSearch {
  /** The search ends earlier where log10 of the rate is known this well. */
  private static final double TOLERANCE = 1e-5;

  private final double low;
  private final double high;
  private final int trials;
  private final Consumer<List<Trial>> listener;

  private LearningRateSearch(double low, double high, int trials, Consumer<List<Trial>> listener) {
    this.low = low;
    this.high = high;
    this.trials = trials;
    this.listener = listener;
  }

  /**
   * A learning rate that was tried.
   *
   * @param log10 its logarithm, with which a search is resumed exactly
   * @param score what it reached; lower is better
   */
  public record Trial(double log10, double score) {
    /** {@return the learning rate} */
    public double rate() {
      return StrictMath.pow(10, log10);
    }
  }

  /** {@return the search as published: 1e-6 to 1, 10 trials} */
  public static LearningRateSearch published() {
    return between(-6, 0);
  }

  /**
   * A search between two rates, with 10 trials.
   *
   * @param low log10 of the smallest rate
   * @param high log10 of the largest
   * @return the search
   */
  public static LearningRateSearch between(double low, double high) {
    if (!(low < high) || !Double.isFinite(high - low)) {
      throw new IllegalArgumentException(
          "low must be below high, both finite, but they are " + low + " and " + high);
    }
    return new LearningRateSearch(low, high, 10, unused -> {});
  }

  /**
   * Sets how many rates are tried at most.
   *
   * @param most at least 1
   * @return a new search
   */
  public LearningRateSearch trials(int most) {
    return new LearningRateSearch(low, high, (int) Schedules.atLeast("trials", most, 1), listener);
  }

  /**
   * Sets who is told after each trial, all trials so far: for progress and checkpoints.
   *
   * @param listener told on the thread of {@link #run}
   * @return a new search
   */
  public LearningRateSearch onTrial(Consumer<List<Trial>> listener) {
    return new LearningRateSearch(low, high, trials, Objects.requireNonNull(listener, "listener"));
  }

  /**
   * Searches.
   *
   * @param done trials of this search that were made before; empty at first
   * @param score the score of a learning rate, each time from the same initial point
   * @return all trials, in order
   * @throws IllegalArgumentException if a trial in done is not one that this search makes
   */
  public List<Trial> run(List<Trial> done, DoubleUnaryOperator score) {
    BoundedMinimiser brent = new BoundedMinimiser(low, high, TOLERANCE);
    List<Trial> made = new ArrayList<>();
    while (made.size() < trials && !brent.done()) {
      double log10 = brent.next();
      Trial trial;
      if (made.size() < done.size()) {
        trial = same(made.size(), done.get(made.size()), log10);
        made.add(trial);
      } else {
        trial = new Trial(log10, score.applyAsDouble(StrictMath.pow(10, log10)));
        made.add(trial);
        listener.accept(List.copyOf(made));
      }
      brent.tell(trial.score());
    }
    if (made.size() < done.size()) {
      throw new IllegalArgumentException(
          "done must have at most the "
              + made.size()
              + " trials of this search, but has "
              + done.size());
    }
    return List.copyOf(made);
  }

  private static Trial same(int index, Trial trial, double log10) {
    if (trial.log10() != log10) {
      throw new IllegalArgumentException(
          "done["
              + index
              + "] must be the trial of this search at log10 = "
              + log10
              + ", but is at "
              + trial.log10());
    }
    return trial;
  }

  /**
   * The best trial.
   *
   * @param trials at least one
   * @return that with the lowest finite score; of equal ones the first
   * @throws IllegalArgumentException if no score is finite
   */
  public static Trial best(List<Trial> trials) {
    return trials.stream()
        .filter(trial -> Double.isFinite(trial.score()))
        .min(Comparator.comparingDouble(Trial::score))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "trials must have a finite score, but none of " + trials.size() + " has"));
  }
}
