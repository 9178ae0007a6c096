package org.bitgrad.estimator.planted;

import org.bitgrad.estimator.GradientSink;
import org.bitgrad.estimator.RodeoStates;
import org.bitgrad.estimator.Session;
import org.bitgrad.estimator.contract.AtState;
import org.bitgrad.estimator.control.Rodeo;
import org.bitgrad.problem.Draw;
import org.bitgrad.problem.Problem;
import org.bitgrad.random.Noise;

/** RODEO of two samples of one layer, in a state. */
class EditedRodeo extends Edited {
  private static final int HIDDEN = 100;
  private static final double[] STATE = RodeoStates.some(1);

  EditedRodeo(String edit) {
    super(AtState.ofOneLayer(new Rodeo(2), STATE), edit);
  }

  /** The sample that the surrogates of sample k see. */
  int seenBy(int k) {
    return 1 - k;
  }

  /** The sample whose loss the surrogates of sample k see. */
  int lossSeenBy(int k) {
    return seenBy(k);
  }

  /** The probability with which a bit is flipped, of those of both values. */
  double flip(double own, double other) {
    return other;
  }

  /** The sample whose global control is in the baseline of sample k. */
  int inBaselineOf(int k) {
    return 1 - k;
  }

  /** The second surrogate where the unit itself is flipped, in its own control. */
  double atOwnFlip(double flipped) {
    return flipped;
  }

  /** The score in the own control. */
  double scoreOfControl(double score, double centredBit) {
    return score;
  }

  /** The change of the loss's argument from bit 0 to bit 1. */
  double stepOf(double step) {
    return step;
  }

  /** What a ramp gives at a negative number. */
  double leak(double m) {
    return 0.3 * m;
  }

  @Override
  Session session(Problem problem) {
    return new RodeoSession(problem);
  }

  private final class RodeoSession extends Copy {
    private final double[][] slopes;

    RodeoSession(Problem problem) {
      super(problem, 2);
      slopes = new double[layers()][];
    }

    @Override
    public void estimate(Draw draw, GradientSink out) {
      sample(draw);
      plainHead(out);
      slopes();
      double[] control = new double[rows];
      double[][][] second = new double[layers()][rows][];
      for (int k = 0; k < layers(); k++) {
        for (int r = 0; r < rows; r++) {
          control[r] += applied(k, r, surrogate(k, r, 0));
          second[k][r] = surrogate(k, r, 1);
        }
      }
      for (int k = 0; k < layers(); k++) {
        double[] da = new double[slopes[k].length];
        for (int r = 0; r < rows; r++) {
          double baseline = loss.values()[other(r, 1 - r / points())];
          baseline += STATE[0] * control[other(r, inBaselineOf(r / points()))];
          derivatives(k, r, loss.values()[r] - baseline, second[k][r], da);
        }
        out.layer(path.pass(), k, path.previous(k), da);
      }
    }

    private void derivatives(int k, int r, double advantage, double[] second, double[] da) {
      Noise noise = path.noise(k);
      double whole = applied(k, r, second);
      for (int unit = 0; unit < units(k); unit++) {
        int at = unit * rows + r;
        double centred = bit(k, at) - path.probabilities(k)[at];
        double score = centred * noise.logitSlope(path.preactivations(k)[at]);
        double own = whole - atOwnFlip(second[unit]) / units(k);
        da[at] = (score * advantage + STATE[1] * scoreOfControl(score, centred) * own) / 2;
      }
    }

    private int points() {
      return problem.points();
    }

    /** The row of a sample at the point of another row. */
    private int other(int row, int sample) {
      return row % points() + sample * points();
    }

    private int bit(int k, int at) {
      return (spin(k, at) + 1) / 2;
    }

    /** (A H)(b) of a row, from H with each unit flipped, then with none. */
    private double applied(int k, int r, double[] surrogate) {
      double sum = 0;
      for (int unit = 0; unit < units(k); unit++) {
        int at = unit * rows + r;
        double a = spin(k, at) * path.preactivations(k)[at];
        double q = flip(path.noise(k).probability(a), path.noise(k).probability(-a));
        sum += q * (surrogate[unit] - surrogate[units(k)]) / units(k);
      }
      return sum;
    }

    /** An output with each unit flipped, then with none. */
    private double[] surrogate(int k, int r, int output) {
      int seen = other(r, seenBy(r / points()));
      double z = loss.values()[other(r, lossSeenBy(r / points()))];
      double[] values = new double[units(k) + 1];
      for (int flipped = 0; flipped <= units(k); flipped++) {
        double x = 0;
        for (int unit = 0; unit < units(k); unit++) {
          int own = bit(k, unit * rows + r);
          int bit = unit == flipped ? 1 - own : own;
          x += slopes[k][unit * rows + seen] * (bit - bit(k, unit * rows + seen));
        }
        values[flipped] = network(x, z, output);
      }
      return values;
    }

    private double network(double x, double z, int output) {
      double sum = output == 0 ? 0 : STATE[2 + 5 * HIDDEN];
      for (int h = 0; h < HIDDEN; h++) {
        double weight = STATE[2 + (3 + output) * HIDDEN + h];
        if (weight != 0) {
          double m = STATE[2 + h] * x + STATE[2 + HIDDEN + h] * z + STATE[2 + 2 * HIDDEN + h];
          sum += weight * (m > 0 ? m : leak(m));
        }
      }
      return sum;
    }

    private void slopes() {
      double[] states = new double[units(layers() - 1) * rows];
      loss.stateGradient(states);
      for (int k = layers() - 1; k >= 0; k--) {
        slopes[k] = new double[states.length];
        double[] da = new double[states.length];
        for (int at = 0; at < da.length; at++) {
          slopes[k][at] = stepOf(step()) * states[at];
          da[at] = slopes[k][at] * path.noise(k).density(path.preactivations(k)[at]);
        }
        if (k > 0) {
          states = new double[units(k - 1) * rows];
          path.pass().pullBackStates(k, path.previous(k), da, states);
        }
      }
    }
  }
}
