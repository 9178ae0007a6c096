package org.bitgrad.reference;

import org.bitgrad.reference.UniformEstimates.OfUniforms;

/** Estimates with control variates from derivatives of the loss, written down unit by unit. */
public final class ControlVariateEstimates {
  private ControlVariateEstimates() {}

  /** Double control variates with a fixed factor. */
  public static OfUniforms doubleControl(int samples, double alpha) {
    return (net, point, uniforms) -> {
      ReferenceEstimate out = new ReferenceEstimate(net);
      int[][][] paths = new int[samples][][];
      double[][][] slopes = new double[samples][][];
      for (int k = 0; k < samples; k++) {
        paths[k] = UniformEstimates.path(net, point, uniforms, k);
        slopes[k] = slopesInBits(net, point, paths[k]);
        double[] end = net.states(paths[k][net.layers() - 1]);
        out.addValue(net.loss(paths[k], point) / samples);
        out.addHead(net, 1.0 / samples, end, point);
      }
      double[] h = new double[samples];
      for (int k = 0; k < samples; k++) {
        h[k] = net.loss(paths[k], point);
        for (int l = 0; l < net.layers(); l++) {
          double[] inputs = net.inputs(l, paths[k], point);
          for (int j = 0; j < net.units(l); j++) {
            double p = net.probability(l, net.a(l, j, inputs), 1);
            h[k] += alpha * meanOfOthers(slopes, k, l, j) * (paths[k][l][j] - p);
          }
        }
      }
      for (int k = 0; k < samples; k++) {
        double others = 0;
        for (int m = 0; m < samples; m++) {
          others += m == k ? 0 : h[m] / (samples - 1);
        }
        for (int l = 0; l < net.layers(); l++) {
          double[] inputs = net.inputs(l, paths[k], point);
          for (int j = 0; j < net.units(l); j++) {
            double score = PathEstimates.score(net, l, j, inputs, paths[k][l][j]);
            double density = net.noises()[l].density(net.a(l, j, inputs));
            double known = alpha * meanOfOthers(slopes, k, l, j) * density;
            out.addUnit(net, l, j, ((h[k] - others) * score - known) / samples, inputs);
          }
        }
      }
      return out;
    };
  }

  private static double meanOfOthers(double[][][] slopes, int own, int layer, int unit) {
    double mean = 0;
    for (int m = 0; m < slopes.length; m++) {
      mean += m == own ? 0 : slopes[m][layer][unit] / (slopes.length - 1);
    }
    return mean;
  }

  /** The derivative of the loss in every bit, by straight-through back-propagation. */
  private static double[][] slopesInBits(ReferenceNetwork net, int point, int[][] path) {
    double step = net.high() - net.low();
    double[][] slopes = new double[net.layers()][];
    double[] g = net.head().stateDerivative(net.states(path[net.layers() - 1]), point);
    for (int l = net.layers() - 1; l >= 0; l--) {
      slopes[l] = new double[net.units(l)];
      double[] before = new double[net.sizes()[l]];
      for (int j = 0; j < net.units(l); j++) {
        slopes[l][j] = step * g[j];
        double slope = net.noises()[l].density(net.a(l, j, net.inputs(l, path, point)));
        for (int i = 0; i < before.length; i++) {
          before[i] += net.weight(l, j, i) * slope * slopes[l][j];
        }
      }
      g = before;
    }
    return slopes;
  }
}
