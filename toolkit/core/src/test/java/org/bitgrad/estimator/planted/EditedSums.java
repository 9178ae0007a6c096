package org.bitgrad.estimator.planted;

import org.bitgrad.estimator.Estimator;
import org.bitgrad.estimator.GradientSink;
import org.bitgrad.estimator.Session;
import org.bitgrad.estimator.sum.BitFlip;
import org.bitgrad.estimator.sum.Enumeration;
import org.bitgrad.estimator.sum.Ugc;
import org.bitgrad.estimator.sum.UnorderedSet;
import org.bitgrad.problem.BitLaw;
import org.bitgrad.problem.Draw;
import org.bitgrad.problem.Problem;
import org.bitgrad.problem.States;

/** BitFlip-1, UGC, the unordered set of two states and enumeration, row by row. */
class EditedSums extends Edited {
  EditedSums(Estimator right, String edit) {
    super(right, edit);
  }

  static EditedSums bitFlip(String edit) {
    return new EditedSums(new BitFlip(), edit);
  }

  static EditedSums ugc(String edit) {
    return new EditedSums(new Ugc(), edit);
  }

  static EditedSums pair(String edit) {
    return new EditedSums(new UnorderedSet(2), edit);
  }

  static EditedSums enumeration(String edit) {
    return new EditedSums(new Enumeration(), edit);
  }

  /** The factor of a flip among so many units. */
  double flips(int units) {
    return units;
  }

  /** The difference by a flip, from the losses before and after. */
  double difference(double before, double after, int spin) {
    return spin * (before - after);
  }

  /** Whether UGC takes BitFlip-1, from the unit's smaller probability and the others' ratio. */
  boolean clipped(double m, double ratio, int units) {
    return ratio == 0 ? 2 * units * m <= 1 : 4 * units * m <= 1 - ratio;
  }

  /** DisARM's factor from the larger probability. */
  double paired(double larger) {
    return larger;
  }

  /** The probability of a 1 in the second state, from that with and without exclusion. */
  double conditional(double given, double unconditional) {
    return given;
  }

  /** The weight of a difference of two states of these probabilities. */
  double weight(double s, double t) {
    return (1 - s) * (1 - t) / (2 - s - t);
  }

  /** A share of the head, from the probabilities of its state and of the other one. */
  double share(double own, double other) {
    return (1 - other) / (2 - own - other);
  }

  /** The probability that weighs a state in a derivative, its own bit's left out or not. */
  double others(double product, double own) {
    return product;
  }

  @Override
  Session session(Problem problem) {
    return new SumSession(problem);
  }

  private final class SumSession extends Copy {
    private final int units;
    private double[] one;
    private double[] da;

    SumSession(Problem problem) {
      super(problem, 1);
      units = units(0);
    }

    @Override
    public void estimate(Draw draw, GradientSink out) {
      path.activate(0);
      one = path.probabilities(0);
      da = new double[units * rows];
      if (right() instanceof Enumeration) {
        enumerate(out);
      } else if (right() instanceof UnorderedSet) {
        drawPair(draw, out);
      } else {
        flip(draw, out);
      }
      out.layer(path.pass(), 0, null, da);
    }

    private double density(int at) {
      return path.noise(0).density(path.preactivations(0)[at]);
    }

    private double p(int bit, int at) {
      return bit == 1 ? one[at] : 1 - one[at];
    }

    private void set(States states, int at, boolean bit) {
      states.values()[at] =
          bit ? problem.chain().encoding().high() : problem.chain().encoding().low();
    }

    private double[] losses(States states) {
      loss.at(states);
      return loss.values().clone();
    }

    private void flip(Draw draw, GradientSink out) {
      boolean pairs = right() instanceof Ugc;
      double[] u = new double[da.length];
      draw.uniforms(pairs ? "U1" : "layer1", rows, units, u);
      path.threshold(0, u);
      double[] f = losses(path.last());
      plainHead(out);
      double[] chosen = new double[rows];
      draw.choices("coordinate1", rows, units, chosen);
      States other = States.zeros(problem.chain().encoding(), units, rows);
      for (int at = 0; at < da.length; at++) {
        set(other, at, (spin(0, at) == 1) != ((int) chosen[at % rows] == at / rows));
      }
      double[] flipped = losses(other);
      for (int at = 0; at < da.length; at++) {
        set(other, at, u[at] > 1 - one[at]);
      }
      double[] partner = pairs ? losses(other) : f;
      for (int at = 0; at < da.length; at++) {
        int r = at % rows;
        double m = Math.min(one[at], 1 - one[at]);
        if (!pairs || clipped(m, ratioOfOthers(at), units)) {
          double d = difference(f[r], flipped[r], spin(0, at));
          da[at] = (int) chosen[r] == at / rows ? flips(units) * density(at) * d : 0;
        } else {
          double bits = (spin(0, at) - (u[at] > 1 - one[at] ? 1 : -1)) / 2.0;
          double slope = path.noise(0).logitSlope(path.preactivations(0)[at]);
          da[at] = (f[r] - partner[r]) / 2 * bits * paired(1 - m) * slope;
        }
      }
    }

    private double ratioOfOthers(int at) {
      double ratio = 0;
      for (int other = at % rows; other < da.length; other += rows) {
        double m = Math.min(one[other], 1 - one[other]);
        ratio = other == at ? ratio : Math.max(ratio, m / (1 - m));
      }
      return ratio;
    }

    private void drawPair(Draw draw, GradientSink out) {
      double[] u = new double[da.length];
      draw.thresholds("layer1", rows, units, path.law(0), u);
      path.threshold(0, u);
      States second = States.zeros(problem.chain().encoding(), units, rows);
      double[] prefix = new double[rows];
      java.util.Arrays.fill(prefix, 1);
      for (int j = 0; j < units; j++) {
        drawBit(draw, j, prefix, second);
      }
      double[] f = losses(path.last());
      double[] first = new double[rows];
      double[] weights = new double[rows];
      for (int r = 0; r < rows; r++) {
        first[r] = share(joint(path.last(), r), joint(second, r));
        weights[r] = first[r] * f[r];
      }
      out.loss(loss, first);
      out.value(weights, rows);
      double[] g = losses(second);
      for (int r = 0; r < rows; r++) {
        first[r] = share(joint(second, r), joint(path.last(), r));
        weights[r] = first[r] * g[r];
      }
      out.loss(loss, first);
      out.value(weights, rows);
      for (int at = 0; at < da.length; at++) {
        int r = at % rows;
        double weight = weight(joint(path.last(), r), joint(second, r));
        double scores = score(path.last(), at) - score(second, at);
        da[at] = weight * (f[r] - g[r]) * scores;
      }
    }

    /** One bit of the second state; {@code prefix} is 1 while it agrees with the first state. */
    private void drawBit(Draw draw, int unit, double[] prefix, States second) {
      double[] given = new double[rows];
      for (int r = 0; r < rows; r++) {
        int at = unit * rows + r;
        double ones = one[at];
        double zeros = 1 - one[at];
        if (prefix[r] == 1) {
          double left = 1 - tail(unit + 1, r);
          ones *= spin(0, at) == 1 ? left : 1;
          zeros *= spin(0, at) == 1 ? 1 : left;
        }
        double p = ones + zeros == 0 ? 0 : ones / (ones + zeros);
        given[r] = conditional(p, one[at]);
      }
      double[] u = new double[rows];
      draw.thresholds("sample2_unit" + (unit + 1) + "_1", rows, 1, BitLaw.of(given), u);
      for (int r = 0; r < rows; r++) {
        int at = unit * rows + r;
        set(second, at, u[r] < given[r]);
        prefix[r] = second.values()[at] == path.last().values()[at] ? prefix[r] : 0;
      }
    }

    /** The probability of the first state's bits from a unit on. */
    private double tail(int from, int row) {
      double product = 1;
      for (int j = from; j < units; j++) {
        product *= p((spin(0, j * rows + row) + 1) / 2, j * rows + row);
      }
      return product;
    }

    private int bit(States states, int at) {
      return states.values()[at] == problem.chain().encoding().high() ? 1 : 0;
    }

    private double joint(States states, int row) {
      double product = 1;
      for (int at = row; at < da.length; at += rows) {
        product *= p(bit(states, at), at);
      }
      return product;
    }

    private double score(States states, int at) {
      int bit = bit(states, at);
      double p = p(bit, at);
      return p == 0 ? 0 : (2 * bit - 1) * density(at) / p;
    }

    private void enumerate(GradientSink out) {
      States states = States.zeros(problem.chain().encoding(), units, rows);
      for (int state = 0; state < 1 << units; state++) {
        for (int at = 0; at < da.length; at++) {
          set(states, at, (state >> (at / rows) & 1) == 1);
        }
        double[] f = losses(states);
        double[] weights = new double[rows];
        for (int r = 0; r < rows; r++) {
          weights[r] = joint(states, r);
        }
        out.loss(loss, weights);
        for (int at = 0; at < da.length; at++) {
          double product = 1;
          for (int other = at % rows; other < da.length; other += rows) {
            product *= other == at ? 1 : p(bit(states, other), other);
          }
          double own = p(bit(states, at), at);
          da[at] += (2 * bit(states, at) - 1) * density(at) * others(product, own) * f[at % rows];
        }
        for (int r = 0; r < rows; r++) {
          weights[r] *= f[r];
        }
        out.value(weights, rows);
      }
    }
  }
}
