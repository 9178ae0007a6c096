package org.bitgrad.train;

/**
 * The factor of a learning rate over time, counted in steps or, by {@link #inEpochs}, in epochs.
 * Schedules are immutable, equal when built equally, and give the same bits on every machine.
 *
 * <pre>{@code
 * Schedule schedule = Schedule.cosine(90, 0).warmUp(10).inEpochs(600);
 * run.rate(0.1 * schedule.factor(step));
 * }</pre>
 */
@FunctionalInterface
public interface Schedule {
  /**
   * The factor at a time.
   *
   * @param time steps (or epochs) done, at least 0
   * @return factor of the learning rate
   */
  double factor(long time);

  /** {@return the factor 1} */
  static Schedule constant() {
    return new Schedules.Constant(1);
  }

  /**
   * {@code factor^floor(time / every)}.
   *
   * @param every times between two steps down, at least 1
   * @param factor of each, positive
   * @return the schedule
   */
  static Schedule step(long every, double factor) {
    return new Schedules.Stairs(
        Schedules.atLeast("every", every, 1), Rules.positive("factor", factor));
  }

  /**
   * {@code factor^time}.
   *
   * @param factor of one unit of time, positive
   * @return the schedule
   */
  static Schedule exponential(double factor) {
    return step(1, factor);
  }

  /**
   * Half a cosine from 1 to a lowest factor, which it keeps.
   *
   * @param total time until the lowest factor, at least 1
   * @param lowest in [0, 1]
   * @return the schedule
   */
  static Schedule cosine(long total, double lowest) {
    return new Schedules.Cosine(
        Schedules.atLeast("total", total, 1), Rules.inUnit("lowest", lowest));
  }

  /**
   * A linear rise before this schedule: factor {@code (time + 1) / times} of its first one.
   *
   * @param times how long, at least 0; this schedule begins after it
   * @return the schedule
   */
  default Schedule warmUp(long times) {
    return new Schedules.WarmUp(Schedules.atLeast("times", times, 0), this);
  }

  /**
   * The product of two schedules.
   *
   * @param other the other
   * @return the schedule
   */
  default Schedule times(Schedule other) {
    return new Schedules.Product(this, other);
  }

  /**
   * Another schedule after some time, counted from there.
   *
   * @param time at which it begins, at least 0
   * @param next the other
   * @return the schedule
   */
  default Schedule then(long time, Schedule next) {
    return new Schedules.Chained(this, Schedules.atLeast("time", time, 0), next);
  }

  /**
   * This schedule with epochs as its unit, asked by step; constant within an epoch.
   *
   * @param steps of an epoch, at least 1
   * @return the schedule in steps
   */
  default Schedule inEpochs(long steps) {
    return new Schedules.Slowed(this, Schedules.atLeast("steps", steps, 1));
  }
}
