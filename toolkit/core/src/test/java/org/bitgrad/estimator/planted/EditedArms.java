package org.bitgrad.estimator.planted;

import org.bitgrad.estimator.GradientSink;
import org.bitgrad.estimator.Session;
import org.bitgrad.estimator.coupled.Arms;
import org.bitgrad.problem.Coupling;
import org.bitgrad.problem.Draw;
import org.bitgrad.problem.Problem;
import org.bitgrad.problem.SampledPath;
import org.bitgrad.random.Copula;

/** ARMS. */
class EditedArms extends Edited {
  private final Arms recipe;

  EditedArms(Arms recipe, String edit) {
    super(recipe, edit);
    this.recipe = recipe;
  }

  /** What turns independent uniform numbers into coupled ones. */
  Copula sampler() {
    return recipe.copula();
  }

  /** A coupled number, mirrored where the bit 1 is the more probable one. */
  double oriented(double u, double p) {
    return u;
  }

  /** The probability that two samples are both 1, for any p. */
  double bothOne(int n, double p) {
    Copula copula = recipe.copula();
    return p < 0.5 ? copula.bothOne(n, p) : 2 * p - 1 + copula.bothOne(n, 1 - p);
  }

  /** The factor that undoes the correlation of two samples. */
  double debias(double correlation) {
    return 1 / (1 - correlation);
  }

  /** By how many the sum over samples is divided. */
  double divisor(int n) {
    return n - 1;
  }

  /** The sample whose bit goes with the loss of sample k. */
  int bitOf(int k, int n) {
    return k;
  }

  @Override
  Session session(Problem problem) {
    return new ArmsSession(problem);
  }

  private final class ArmsSession extends Copy {
    private final SampledPath trunk;
    private final int n;

    ArmsSession(Problem problem) {
      super(problem, recipe.samples());
      n = recipe.samples();
      trunk = new SampledPath(problem.chain(), problem.points());
    }

    @Override
    public void estimate(Draw draw, GradientSink out) {
      int points = problem.points();
      for (int k = 0; k < layers(); k++) {
        trunk.activate(k);
        start(draw, k);
        for (int m = k + 1; m < layers(); m++) {
          path.activate(m);
          double[] u = new double[units(m) * rows];
          String site = "r" + (k + 1) + "_layer" + (m + 1);
          draw.thresholds(site, rows, units(m), path.law(m), u);
          path.threshold(m, u);
        }
        loss.at(path.last());
        double[] da = new double[units(k) * points];
        for (int at = 0; at < da.length; at++) {
          da[at] = inLogit(k, at) * trunk.noise(k).logitSlope(trunk.preactivations(k)[at]);
        }
        out.layer(trunk.pass(), k, trunk.previous(k), da);
      }
      plainHead(out);
    }

    private void start(Draw draw, int k) {
      int points = problem.points();
      double[] u = new double[units(k) * rows];
      Coupling coupling = new Coupling(sampler(), n, points, units(k));
      draw.coupled("U" + (k + 1), coupling, trunk.law(k), u);
      double low = problem.chain().encoding().low();
      for (int at = 0; at < u.length; at++) {
        int of = at / rows * points + at % points;
        double p = trunk.probabilities(k)[of];
        // numbers outside the unit interval force bits
        double number = u[at] > 0 && u[at] < 1 ? oriented(u[at], p) : u[at];
        path.states(k).values()[at] = number < p ? low + step() : low;
        if (at % rows < points) {
          trunk.states(k).values()[of] = path.states(k).values()[at];
        }
      }
    }

    private double inLogit(int layer, int at) {
      int points = problem.points();
      double p = trunk.probabilities(layer)[at];
      double mean = 0;
      for (int k = 0; k < n; k++) {
        mean += loss.values()[k * points + at % points] / n;
      }
      double sum = 0;
      for (int k = 0; k < n; k++) {
        int from = at / points * rows + bitOf(k, n) * points + at % points;
        double bit = (spin(layer, from) + 1) / 2.0;
        sum += (loss.values()[k * points + at % points] - mean) * (bit - p);
      }
      double variance = p * (1 - p);
      double correlation = variance == 0 ? 0 : (bothOne(n, p) - p * p) / variance;
      return debias(correlation) / divisor(n) * sum;
    }
  }
}
