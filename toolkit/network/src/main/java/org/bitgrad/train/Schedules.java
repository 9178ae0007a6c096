package org.bitgrad.train;

/** The kinds of {@link Schedule}. */
final class Schedules {
  private Schedules() {}

  static long atLeast(String name, long value, long least) {
    if (value < least) {
      throw new IllegalArgumentException(name + " must be at least " + least + ", but is " + value);
    }
    return value;
  }

  record Constant(double value) implements Schedule {
    @Override
    public double factor(long time) {
      return value;
    }
  }

  record Stairs(long every, double factor) implements Schedule {
    @Override
    public double factor(long time) {
      long stairs = time / every;
      return StrictMath.pow(factor, (double) stairs);
    }
  }

  record Cosine(long total, double lowest) implements Schedule {
    @Override
    public double factor(long time) {
      if (time >= total) {
        return lowest;
      }
      double share = (1 + StrictMath.cos(Math.PI * time / total)) / 2;
      return lowest + (1 - lowest) * share;
    }
  }

  record WarmUp(long times, Schedule after) implements Schedule {
    @Override
    public double factor(long time) {
      return time < times ? after.factor(0) * (time + 1) / times : after.factor(time - times);
    }
  }

  record Product(Schedule first, Schedule second) implements Schedule {
    @Override
    public double factor(long time) {
      return first.factor(time) * second.factor(time);
    }
  }

  record Chained(Schedule first, long time, Schedule next) implements Schedule {
    @Override
    public double factor(long now) {
      return now < time ? first.factor(now) : next.factor(now - time);
    }
  }

  record Slowed(Schedule epochs, long steps) implements Schedule {
    @Override
    public double factor(long time) {
      return epochs.factor(time / steps);
    }
  }
}
