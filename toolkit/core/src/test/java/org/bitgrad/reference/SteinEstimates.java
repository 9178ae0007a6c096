package org.bitgrad.reference;

import org.bitgrad.reference.UniformEstimates.OfUniforms;

/** RODEO with given parameters, written down unit by unit. */
public final class SteinEstimates {
  private static final int HIDDEN = 100;

  private SteinEstimates() {}

  /** All samples of a point: losses, and derivatives in the bits by layer and unit. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Samples(ReferenceNetwork net, int[][][] paths, double[] f, double[][][] slopes) {}

  /**
   * RODEO.
   *
   * @param parameters alpha, beta, then a, c, b, v and w of all hidden units, then the constant
   */
  public static OfUniforms rodeo(int n, double... parameters) {
    return (net, point, uniforms) -> {
      ReferenceEstimate out = new ReferenceEstimate(net);
      Samples all = new Samples(net, new int[n][][], new double[n], new double[n][][]);
      for (int k = 0; k < n; k++) {
        all.paths[k] = UniformEstimates.path(net, point, uniforms, k);
        all.f[k] = net.loss(all.paths[k], point);
        all.slopes[k] = ControlVariateEstimates.slopesInBits(net, point, all.paths[k]);
        out.addValue(all.f[k] / n);
        out.addHead(net, 1.0 / n, net.states(all.paths[k][net.layers() - 1]), point);
      }
      for (int k = 0; k < n; k++) {
        double baseline = 0;
        for (int j = 0; j < n; j++) {
          baseline += j == k ? 0 : globalControl(all, point, j, parameters) / (n - 1);
        }
        for (int l = 0; l < net.layers(); l++) {
          double[] inputs = net.inputs(l, all.paths[k], point);
          for (int i = 0; i < net.units(l); i++) {
            double score = PathEstimates.score(net, l, i, inputs, all.paths[k][l][i]);
            double own = ownControl(all, point, new int[] {k, l, i}, parameters);
            double da = (all.f[k] - baseline) * score + parameters[1] * own;
            out.addUnit(net, l, i, da / n, inputs);
          }
        }
      }
      return out;
    };
  }

  /** f + alpha sum over layers of (A h)(b). */
  private static double globalControl(Samples all, int point, int k, double[] parameters) {
    double sum = all.f[k];
    for (int l = 0; l < all.net.layers(); l++) {
      int[] bits = all.paths[k][l];
      double[] inputs = all.net.inputs(l, all.paths[k], point);
      for (int j = 0; j < bits.length; j++) {
        int[] flipped = flip(bits, j);
        double q = all.net.probability(l, all.net.a(l, j, inputs), flipped[j]);
        double change =
            surrogate(all, k, l, flipped, 0, parameters)
                - surrogate(all, k, l, bits, 0, parameters);
        sum += parameters[0] * q * change / bits.length;
      }
    }
    return sum;
  }

  /** (A t)_i(b) for t(b) = g(b) times the score of unit i; {@code at} is sample, layer, unit. */
  private static double ownControl(Samples all, int point, int[] at, double[] parameters) {
    int l = at[1];
    int[] bits = all.paths[at[0]][l];
    double[] inputs = all.net.inputs(l, all.paths[at[0]], point);
    double here = surrogate(all, at[0], l, bits, 1, parameters);
    here *= PathEstimates.score(all.net, l, at[2], inputs, bits[at[2]]);
    double sum = 0;
    for (int j = 0; j < bits.length; j++) {
      int[] flipped = flip(bits, j);
      double q = all.net.probability(l, all.net.a(l, j, inputs), flipped[j]);
      double there = surrogate(all, at[0], l, flipped, 1, parameters);
      there *= PathEstimates.score(all.net, l, at[2], inputs, flipped[at[2]]);
      // A flip of probability 0 is never made; the score there may be infinite.
      sum += q == 0 ? 0 : q * (there - here) / bits.length;
    }
    return sum;
  }

  private static int[] flip(int[] bits, int j) {
    int[] flipped = bits.clone();
    flipped[j] = 1 - flipped[j];
    return flipped;
  }

  /** h (output 0) or g (output 1) of sample k at some bits of a layer. */
  private static double surrogate(
      Samples all, int k, int layer, int[] bits, int output, double[] parameters) {
    double mean = 0;
    for (int m = 0; m < all.f.length; m++) {
      if (m != k) {
        double line = 0;
        for (int j = 0; j < bits.length; j++) {
          line += all.slopes[m][layer][j] * (bits[j] - all.paths[m][layer][j]);
        }
        mean += network(line, all.f[m], output, parameters) / (all.f.length - 1);
      }
    }
    return mean;
  }

  private static double network(double x, double z, int output, double[] parameters) {
    double sum = output == 0 ? 0 : parameters[2 + 5 * HIDDEN];
    for (int h = 0; h < HIDDEN; h++) {
      double a = parameters[2 + h];
      double c = parameters[2 + HIDDEN + h];
      double m = a * x + c * z + parameters[2 + 2 * HIDDEN + h];
      sum += parameters[2 + (3 + output) * HIDDEN + h] * (m > 0 ? m : 0.3 * m);
    }
    return sum;
  }
}
