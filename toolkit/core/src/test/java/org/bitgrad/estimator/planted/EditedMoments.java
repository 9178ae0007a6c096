package org.bitgrad.estimator.planted;

import org.bitgrad.estimator.Estimator;
import org.bitgrad.estimator.GradientSink;
import org.bitgrad.estimator.Session;
import org.bitgrad.estimator.relaxed.AnalyticPropagation;
import org.bitgrad.problem.Draw;
import org.bitgrad.problem.MeanVariance;
import org.bitgrad.problem.MomentLossPass;
import org.bitgrad.problem.MomentPass;
import org.bitgrad.problem.Problem;
import org.bitgrad.random.Noise;

/** AP2 and local reparameterisation. */
class EditedMoments extends Edited {
  EditedMoments(Estimator right, String edit) {
    super(right, edit);
  }

  private boolean analytic() {
    return right() instanceof AnalyticPropagation;
  }

  /** The variance of a state. */
  double variance(double step, double p, double q) {
    return step * step * p * q;
  }

  /** The derivative of p (1 - p) in p. */
  double varianceSlope(double p, double q) {
    return q - p;
  }

  /** The variance with which that of a pre-activation is compared. */
  double spread(Noise noise) {
    return noise.variance();
  }

  /** What a derivative in a variance of pre-activations counts. */
  double throughVariance(double derivative) {
    return derivative;
  }

  double normal(double u) {
    return Noise.gaussian(1).quantile(u);
  }

  /** The factor of a normal number. */
  double deviation(double variance) {
    return Math.sqrt(variance);
  }

  double deviationSlope(double deviation) {
    return 0.5 / deviation;
  }

  /** The variances of states that a loss is told. */
  double atLoss(double variance) {
    return variance;
  }

  @Override
  Session session(Problem problem) {
    return new MomentSession(problem);
  }

  private final class MomentSession implements Session {
    private final Problem problem;
    private final MomentPass pass;
    private final MomentLossPass loss;
    private final MeanVariance[] states;
    private final MeanVariance[] slopes;
    private final double[][] difference;

    MomentSession(Problem problem) {
      this.problem = problem;
      pass = problem.chain().open(problem.points()).moments().orElseThrow();
      loss = problem.loss().open(problem.points()).moments(problem.chain().encoding());
      states = new MeanVariance[problem.chain().layers()];
      slopes = new MeanVariance[states.length];
      difference = new double[states.length][];
    }

    private MeanVariance before(int k) {
      return k == 0 ? null : states[k - 1];
    }

    @Override
    public void estimate(Draw draw, GradientSink out) {
      int last = states.length - 1;
      for (int k = 0; k <= last; k++) {
        forward(draw, k);
      }
      evaluate(draw, states[last]);
      out.value(loss.values(), pass.rows());
      double[] ones = new double[pass.rows()];
      java.util.Arrays.fill(ones, 1);
      out.momentLoss(loss, ones);
      MeanVariance g = MeanVariance.zeros(difference[last].length);
      loss.stateGradient(g);
      double step = problem.chain().encoding().step();
      for (int k = last; k >= 0; k--) {
        for (int i = 0; i < difference[k].length; i++) {
          double dp = step * (g.mean()[i] + step * difference[k][i] * g.variance()[i]);
          slopes[k].mean()[i] *= dp;
          slopes[k].variance()[i] = throughVariance(dp * slopes[k].variance()[i]);
        }
        out.moments(pass, k, before(k), slopes[k]);
        if (k > 0) {
          g = MeanVariance.zeros(difference[k - 1].length);
          pass.pullBackStates(k, before(k), slopes[k], g);
        }
      }
    }

    private void evaluate(Draw draw, MeanVariance last) {
      double[] told = last.variance().clone();
      for (int i = 0; i < told.length; i++) {
        told[i] = atLoss(told[i]);
      }
      MeanVariance given = new MeanVariance(last.mean(), told);
      if (analytic()) {
        loss.expect(given);
      } else {
        loss.sample(given, normals(draw, states.length, loss.normals()));
      }
    }

    private double[] normals(Draw draw, int layer, int units) {
      double[] n = new double[units * pass.rows()];
      if (units > 0) {
        draw.uniforms("normal" + (layer + 1), pass.rows(), units, n);
        java.util.Arrays.setAll(n, i -> normal(n[i]));
      }
      return n;
    }

    private void forward(Draw draw, int k) {
      Noise noise = problem.chain().noise(k);
      int units = problem.chain().units(k);
      int size = units * pass.rows();
      MeanVariance a = MeanVariance.zeros(size);
      pass.preactivations(k, before(k), a);
      double[] n = analytic() || k == 0 ? new double[size] : normals(draw, k, units);
      states[k] = MeanVariance.zeros(size);
      slopes[k] = MeanVariance.zeros(size);
      difference[k] = new double[size];
      double low = problem.chain().encoding().low();
      double step = problem.chain().encoding().step();
      for (int i = 0; i < size; i++) {
        double z = argument(k, i, a, n[i], noise);
        double p = noise.probability(z);
        double q = noise.probability(-z);
        double density = noise.density(z);
        slopes[k].mean()[i] *= density;
        slopes[k].variance()[i] = density == 0 ? 0 : density * slopes[k].variance()[i];
        states[k].mean()[i] = low + step * p;
        states[k].variance()[i] = variance(step, p, q);
        difference[k][i] = varianceSlope(p, q);
      }
    }

    private double argument(int k, int i, MeanVariance a, double n, Noise noise) {
      double mean = a.mean()[i];
      double variance = a.variance()[i];
      if (analytic()) {
        double factor = 1 / Math.sqrt(1 + variance / spread(noise));
        slopes[k].mean()[i] = factor;
        slopes[k].variance()[i] = -mean * factor * factor * factor / (2 * spread(noise));
        return mean * factor;
      }
      double deviation = deviation(variance);
      slopes[k].mean()[i] = 1;
      slopes[k].variance()[i] = deviation == 0 ? 0 : n * deviationSlope(deviation);
      return mean + n * deviation;
    }
  }
}
