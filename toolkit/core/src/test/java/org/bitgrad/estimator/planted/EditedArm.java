package org.bitgrad.estimator.planted;

import org.bitgrad.estimator.GradientSink;
import org.bitgrad.estimator.Session;
import org.bitgrad.estimator.coupled.Arm;
import org.bitgrad.problem.Draw;
import org.bitgrad.problem.Problem;
import org.bitgrad.problem.SampledPath;
import org.bitgrad.random.Noise;

/** ARM. */
class EditedArm extends Edited {
  EditedArm(String edit) {
    super(new Arm(), edit);
  }

  /** The factor of the difference of losses. */
  double centred(double u) {
    return u - 0.5;
  }

  /** The difference of losses. */
  double difference(double first, double second) {
    return first - second;
  }

  /** From the logit to the pre-activation. */
  double logitSlope(Noise noise, double a) {
    return noise.logitSlope(a);
  }

  /** The second bit. */
  boolean second(double u, double p) {
    return u < p;
  }

  @Override
  Session session(Problem problem) {
    return new ArmSession(problem);
  }

  private final class ArmSession extends Copy {
    private final SampledPath branch;

    ArmSession(Problem problem) {
      super(problem, 1);
      branch = new SampledPath(problem.chain(), rows);
    }

    @Override
    public void estimate(Draw draw, GradientSink out) {
      double low = problem.chain().encoding().low();
      for (int k = 0; k < layers(); k++) {
        path.activate(k);
        double[] a = path.preactivations(k);
        double[] u = new double[a.length];
        draw.uniforms("U" + (k + 1), rows, units(k), u);
        Noise noise = path.noise(k);
        for (int at = 0; at < a.length; at++) {
          boolean one = second(u[at], noise.probability(a[at]));
          branch.states(k).values()[at] = one ? low + step() : low;
        }
        double[] f2 = end(draw, k, "b").clone();
        for (int at = 0; at < a.length; at++) {
          boolean one = u[at] > noise.probability(-a[at]);
          path.states(k).values()[at] = one ? low + step() : low;
        }
        path.states(k).copyTo(branch.states(k));
        double[] f1 = end(draw, k, "a");
        double[] da = new double[a.length];
        for (int at = 0; at < a.length; at++) {
          double d = difference(f1[at % rows], f2[at % rows]);
          da[at] = d * centred(u[at]) * logitSlope(noise, a[at]);
        }
        out.layer(path.pass(), k, path.previous(k), da);
      }
      plainHead(out);
    }

    private double[] end(Draw draw, int layer, String which) {
      for (int m = layer + 1; m < layers(); m++) {
        branch.activate(m);
        double[] u = new double[units(m) * rows];
        draw.uniforms("r" + (layer + 1) + which + "_layer" + (m + 1), rows, units(m), u);
        branch.threshold(m, u);
      }
      loss.at(branch.last());
      return loss.values();
    }
  }
}
