package org.bitgrad.reference;

import org.bitgrad.reference.UniformEstimates.OfUniforms;

/** Estimates with what was learned before, written down unit by unit as functions of the state. */
public final class LearnedEstimates {
  private static final int HIDDEN = 16;

  /** NVIL limits the pre-activations that its baseline sees. */
  private static final double FARTHEST = 30;

  private LearnedEstimates() {}

  /** An estimate for a state. */
  @FunctionalInterface
  public interface OfState {
    OfUniforms given(double[] state);
  }

  /** REINFORCE with the mean of the losses seen, the state's first number. */
  public static OfUniforms runningMean(double[] state) {
    return UniformEstimates.along(PathEstimates.reinforce(state[0]));
  }

  /** Double control variates with a learned factor, the state's first number. */
  public static OfState doubleControl(int samples) {
    return state -> ControlVariateEstimates.doubleControl(samples, state[0]);
  }

  /** REINFORCE with a constant of each unit: layer by layer, the first numbers of the state. */
  public static OfUniforms bestConstants(double[] state) {
    return UniformEstimates.along(
        (net, point, path) -> {
          ReferenceEstimate out = new ReferenceEstimate(net);
          PathEstimates.plainHead(net, point, path, out);
          double f = net.loss(path, point);
          int unit = 0;
          for (int k = 0; k < net.layers(); k++) {
            double[] inputs = net.inputs(k, path, point);
            for (int j = 0; j < net.units(k); j++) {
              double score = PathEstimates.score(net, k, j, inputs, path[k][j]);
              out.addUnit(net, k, j, (f - state[unit]) * score, inputs);
              unit++;
            }
          }
          return out;
        });
  }

  /** NVIL without normalisation: a mean and a linear function of the first layer's inputs. */
  public static OfUniforms nvil(double[] state) {
    return UniformEstimates.along(
        (net, point, path) -> {
          double baseline = state[0] + state[3];
          for (int j = 0; j < net.units(0); j++) {
            double a = net.a(0, j, net.inputs(0, path, point));
            baseline += state[4 + j] * Math.max(-FARTHEST, Math.min(FARTHEST, a));
          }
          return PathEstimates.reinforce(baseline).estimate(net, point, path);
        });
  }

  /** RELAX: scale, log temperature, then the surrogate's parameters. */
  public static OfState relax(int samples) {
    return state ->
        ControlVariateEstimates.rebar(
            new double[] {Math.exp(state[1]), state[0]}, samples, new Network(state));
  }

  /** {@code o + sum_h v_h tanh(b_h + sum_i w_hi tanh(z_i / 2))}, one number after the other. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Network(double[] state) implements ControlVariateEstimates.Surrogate {
    private double argument(int h, double[] z) {
      double sum = state[2 + HIDDEN * z.length + h];
      for (int i = 0; i < z.length; i++) {
        sum += state[2 + h * z.length + i] * Math.tanh(z[i] / 2);
      }
      return sum;
    }

    private double outer(int h, double[] z) {
      return state[2 + HIDDEN * (z.length + 1) + h];
    }

    @Override
    public double value(double[] z) {
      double sum = outer(HIDDEN, z);
      for (int h = 0; h < HIDDEN; h++) {
        sum += outer(h, z) * Math.tanh(argument(h, z));
      }
      return sum;
    }

    @Override
    public double slope(double[] z, int i) {
      double sum = 0;
      for (int h = 0; h < HIDDEN; h++) {
        double cosh = Math.cosh(argument(h, z));
        sum += outer(h, z) / (cosh * cosh) * state[2 + h * z.length + i];
      }
      double half = Math.cosh(z[i] / 2);
      return sum / (2 * half * half);
    }
  }
}
