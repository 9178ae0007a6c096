package org.bitgrad.analysis;

/**
 * How moments of estimators are found.
 *
 * @param trials estimates where they are sampled, at least 20
 * @param seed of every random number
 * @param exactUpTo the highest cost of an enumeration, in numbers that the estimator writes
 * @param believeTraits whether a bias that an estimator declares to be 0 is taken for 0
 */
record MomentSettings(int trials, long seed, double exactUpTo, boolean believeTraits) {
  static final int FEWEST_TRIALS = 20;

  /** About a second. */
  static final double EXACT_UP_TO = 1L << 27;

  static final MomentSettings DEFAULT =
      new MomentSettings(StudySettings.DEFAULT_TRIALS, 1, EXACT_UP_TO, true);

  MomentSettings withTrials(int count) {
    if (count < FEWEST_TRIALS) {
      throw new IllegalArgumentException(
          "trials must be at least " + FEWEST_TRIALS + ", but is " + count);
    }
    return new MomentSettings(count, seed, exactUpTo, believeTraits);
  }

  MomentSettings withSeed(long value) {
    return new MomentSettings(trials, value, exactUpTo, believeTraits);
  }

  MomentSettings withExactUpTo(double numbers) {
    if (!(numbers >= 0)) {
      throw new IllegalArgumentException("exactUpTo must be at least 0, but is " + numbers);
    }
    return new MomentSettings(trials, seed, numbers, believeTraits);
  }

  MomentSettings withBelief(boolean believe) {
    return new MomentSettings(trials, seed, exactUpTo, believe);
  }
}
