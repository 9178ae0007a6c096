package org.bitgrad.estimator.sum;

import java.util.Locale;
import org.bitgrad.problem.BitLaw;
import org.bitgrad.problem.Draw;
import org.bitgrad.problem.SampledPath;
import org.bitgrad.problem.States;

/**
 * Joint states of one layer, drawn without replacement at each point: every bit from its law given
 * the bits before it and that the states drawn before are excluded.
 *
 * <p>The states are leaves of a binary tree whose levels are the units. What excluded leaves leave
 * of the probability below a node is summed upwards from them, positive terms only; subtracting
 * their probabilities from 1 would cancel.
 */
final class DistinctStates {
  private final String estimator;
  private final SampledPath path;
  private final int points;
  private final int units;
  private final int samples;
  private final States states;
  private final String[][] sites;
  private final double[] thresholds;
  private final double[] one;
  private final double[] zero;
  private final int[] excluded;

  /** {@code [(units + 1) x points]}: what is left below each node of a point's path. */
  private final double[] left;

  private final BitLaw law =
      new BitLaw() {
        @Override
        public double one(int i) {
          return one[i];
        }

        @Override
        public double zero(int i) {
          return zero[i];
        }
      };

  DistinctStates(String estimator, SampledPath path, int samples) {
    this.estimator = estimator;
    this.path = path;
    this.samples = samples;
    points = path.rows();
    units = path.states(0).units();
    states = States.zeros(path.states(0).encoding(), units, Math.multiplyExact(points, samples));
    sites = new String[samples][units];
    for (int s = 1; s < samples; s++) {
      for (int j = 0; j < units; j++) {
        sites[s][j] = "sample" + (s + 1) + "_unit" + (j + 1) + "_1";
      }
    }
    thresholds = new double[units * points];
    one = new double[points];
    zero = new double[points];
    excluded = new int[points];
    left = new double[(units + 1) * points];
  }

  /** {@return the states, sample by sample: row {@code sample * points + point}} */
  States states() {
    return states;
  }

  /**
   * A bit.
   *
   * @param sample which state
   * @param i unit times points plus point
   */
  boolean bit(int sample, int i) {
    int at = (i / points * samples + sample) * points + i % points;
    return states.values()[at] == states.encoding().high();
  }

  /** Draws all states at the probabilities of the path's last activation. */
  void sample(Draw draw) {
    draw.thresholds(Draw.layerSite(0), points, units, path.law(0), thresholds);
    for (int i = 0; i < thresholds.length; i++) {
      set(0, i, thresholds[i] < path.law(0).one(i));
    }
    for (int s = 1; s < samples; s++) {
      draw(draw, s);
    }
  }

  private void set(int sample, int i, boolean bit) {
    int at = (i / points * samples + sample) * points + i % points;
    states.values()[at] = bit ? states.encoding().high() : states.encoding().low();
  }

  private void draw(Draw draw, int sample) {
    for (int point = 0; point < points; point++) {
      excluded[point] = (1 << sample) - 1;
      fill(point, 0);
      if (left[point] == 0) {
        throw new UnsupportedOperationException(
            String.format(
                Locale.ROOT,
                "%s needs joint states of positive probability to draw from, but point %d has only %d",
                estimator,
                point,
                sample));
      }
    }
    for (int j = 0; j < units; j++) {
      for (int point = 0; point < points; point++) {
        condition(point, j);
      }
      draw.thresholds(sites[sample][j], points, 1, law, thresholds);
      for (int point = 0; point < points; point++) {
        descend(sample, point, j, thresholds[point] < one[point]);
      }
    }
  }

  /** The law of a bit given the bits before it. */
  private void condition(int point, int unit) {
    int i = unit * points + point;
    double ones = path.law(0).one(i) * below(point, unit, true);
    double zeros = path.law(0).zero(i) * below(point, unit, false);
    double both = ones + zeros;
    // Below a node that is never reached any law will do.
    one[point] = both == 0 ? 0 : ones / both;
    zero[point] = both == 0 ? 1 : zeros / both;
  }

  /** What is left below a child of the point's node at a level. */
  private double below(int point, int unit, boolean bit) {
    int child = with(excluded[point], point, unit, bit);
    if (child == excluded[point] && child != 0) {
      return left[(unit + 1) * points + point];
    }
    return rest(point, unit + 1, child);
  }

  private void descend(int sample, int point, int unit, boolean bit) {
    set(sample, unit * points + point, bit);
    int child = with(excluded[point], point, unit, bit);
    if (child != excluded[point]) {
      excluded[point] = child;
      fill(point, unit + 1);
    }
  }

  /** The states of a set whose bit is the given one. */
  private int with(int set, int point, int unit, boolean bit) {
    int chosen = 0;
    for (int rest = set; rest != 0; rest &= rest - 1) {
      int sample = Integer.numberOfTrailingZeros(rest);
      if (bit(sample, unit * points + point) == bit) {
        chosen |= 1 << sample;
      }
    }
    return chosen;
  }

  /** Sets what is left from a level down to where the excluded states of a point part. */
  private void fill(int point, int from) {
    int set = excluded[point];
    if (set == 0) {
      return;
    }
    int unit = parting(point, from, set);
    double rest = atParting(point, unit, set);
    left[unit * points + point] = rest;
    while (unit > from) {
      unit--;
      rest = above(point, unit, set, rest);
      left[unit * points + point] = rest;
    }
  }

  /**
   * The probability that a state is none of a set of drawn ones.
   *
   * @param point which
   * @param set of states, a bit each
   */
  double rest(int point, int set) {
    return rest(point, 0, set);
  }

  /** The same given that the state agrees with all of the set on the units before {@code from}. */
  private double rest(int point, int from, int set) {
    if (set == 0) {
      return 1;
    }
    int unit = parting(point, from, set);
    double rest = atParting(point, unit, set);
    while (unit > from) {
      unit--;
      rest = above(point, unit, set, rest);
    }
    return rest;
  }

  /** The first unit at which the states of a set differ. */
  private int parting(int point, int from, int set) {
    int unit = from;
    while (unit < units) {
      int ones = with(set, point, unit, true);
      if (ones != 0 && ones != set) {
        return unit;
      }
      unit++;
    }
    return units;
  }

  private double atParting(int point, int unit, int set) {
    if (unit == units) {
      return 0;
    }
    int i = unit * points + point;
    return path.law(0).one(i) * rest(point, unit + 1, with(set, point, unit, true))
        + path.law(0).zero(i) * rest(point, unit + 1, with(set, point, unit, false));
  }

  /** What is left at a level on which all states of a set agree, from the level below. */
  private double above(int point, int unit, int set, double rest) {
    int i = unit * points + point;
    double p = path.law(0).one(i);
    double q = path.law(0).zero(i);
    boolean bit = bit(Integer.numberOfTrailingZeros(set), i);
    return bit ? p * rest + q : q * rest + p;
  }
}
