package org.bitgrad.analysis;

import java.util.ArrayList;
import java.util.List;

/**
 * What decides the numbers of a study, besides the problem. The number of threads does not.
 *
 * @param estimators names, in the order of the tables
 * @param samples the Ms, ascending
 * @param trials independent single estimates of each estimator
 * @param seed seed of every random number
 * @param requireExact whether it was an error if the exact gradient cost too much
 * @param exactMoments whether mean and variance were enumerated
 */
public record StudySettings(
    List<String> estimators,
    List<Integer> samples,
    int trials,
    long seed,
    boolean requireExact,
    boolean exactMoments) {

  /** Trials unless said otherwise. */
  public static final int DEFAULT_TRIALS = 20_000;

  /** Draws that stateful estimators adapt to before they are frozen. */
  public static final int ADAPTATION_TRIALS = 1000;

  /**
   * Checks what must hold between the settings.
   *
   * @param estimators names, in the order of the tables
   * @param samples the Ms, ascending
   * @param trials independent single estimates of each estimator
   * @param seed seed of every random number
   * @param requireExact whether it was an error if the exact gradient cost too much
   * @param exactMoments whether mean and variance were enumerated
   */
  public StudySettings {
    estimators = List.copyOf(estimators);
    samples = List.copyOf(samples);
    checkTrials(trials);
    checkEstimators(estimators);
    checkSamples(samples, trials);
  }

  /**
   * The numbers of samples that are studied unless said otherwise: those of 1, 10, 100, 1000 that
   * are at most half the trials, at least 1.
   *
   * @param trials trials, at least 1
   * @return the Ms, ascending
   */
  public static List<Integer> defaultSamples(int trials) {
    checkTrials(trials);
    List<Integer> samples = new ArrayList<>(List.of(1));
    for (int m : new int[] {10, 100, 1000}) {
      if (m <= trials / 2) {
        samples.add(m);
      }
    }
    return samples;
  }

  StudySettings withTrials(int count) {
    return new StudySettings(estimators, samples, count, seed, requireExact, exactMoments);
  }

  static void checkTrials(int trials) {
    if (trials < 1) {
      throw new IllegalArgumentException("trials must be at least 1, but is " + trials);
    }
  }

  static void checkEstimators(List<String> names) {
    if (names.isEmpty()) {
      throw new IllegalArgumentException("estimators must name at least one, but is empty");
    }
    for (int i = 1; i < names.size(); i++) {
      if (names.subList(0, i).contains(names.get(i))) {
        throw new IllegalArgumentException(
            "estimators must be different, but " + names.get(i) + " is there twice");
      }
    }
  }

  static void checkSamples(List<Integer> samples, int trials) {
    if (samples.isEmpty()) {
      throw new IllegalArgumentException("samples must hold at least one number, but is empty");
    }
    int last = 0;
    for (int m : samples) {
      if (m < 1 || m > trials) {
        throw new IllegalArgumentException(
            "samples must be 1 to " + trials + " (the trials), but holds " + m);
      }
      if (m <= last) {
        throw new IllegalArgumentException("samples must ascend, but " + m + " follows " + last);
      }
      last = m;
    }
  }
}
