package org.bitgrad.reference;

import org.bitgrad.reference.UniformEstimates.OfUniforms;
import org.bitgrad.reference.UniformEstimates.Uniforms;

/** Estimates from the score, written down unit by unit. */
public final class ScoreEstimates {
  private ScoreEstimates() {}

  /** Augment-REINFORCE: the loss times 1 - 2u. */
  public static ReferenceEstimate augmentReinforce(
      ReferenceNetwork net, int point, Uniforms uniforms) {
    ReferenceEstimate out = new ReferenceEstimate(net);
    int[][] path = UniformEstimates.path(net, point, uniforms, 0);
    PathEstimates.plainHead(net, point, path, out);
    for (int k = 0; k < net.layers(); k++) {
      double[] u = uniforms.at("layer" + (k + 1), net.units(k));
      double[] inputs = net.inputs(k, path, point);
      for (int j = 0; j < u.length; j++) {
        double slope = UniformEstimates.logitSlope(net, k, net.a(k, j, inputs));
        out.addUnit(net, k, j, net.loss(path, point) * (1 - 2 * u[j]) * slope, inputs);
      }
    }
    return out;
  }

  /** Leave-one-out REINFORCE as the mean over pairs of (f - f')(s - s') / 2. */
  public static OfUniforms leaveOneOut(int n) {
    return (net, point, uniforms) -> {
      ReferenceEstimate out = new ReferenceEstimate(net);
      int[][][] paths = new int[n][][];
      for (int m = 0; m < n; m++) {
        paths[m] = UniformEstimates.path(net, point, uniforms, m);
        out.addValue(net.loss(paths[m], point) / n);
        out.addHead(net, 1.0 / n, net.states(paths[m][net.layers() - 1]), point);
      }
      for (int m = 0; m < n; m++) {
        for (int other = 0; other < m; other++) {
          double difference = net.loss(paths[m], point) - net.loss(paths[other], point);
          addScores(net, point, paths[m], difference / (n * (n - 1)), out);
          addScores(net, point, paths[other], -difference / (n * (n - 1)), out);
        }
      }
      return out;
    };
  }

  private static void addScores(
      ReferenceNetwork net, int point, int[][] path, double factor, ReferenceEstimate out) {
    for (int k = 0; k < net.layers(); k++) {
      double[] inputs = net.inputs(k, path, point);
      for (int j = 0; j < net.units(k); j++) {
        double score = PathEstimates.score(net, k, j, inputs, path[k][j]);
        out.addUnit(net, k, j, factor * score, inputs);
      }
    }
  }

  /** MuProp; the derivative of the mean-field loss in each mean by the chain rule, unit by unit. */
  public static ReferenceEstimate muProp(ReferenceNetwork net, int point, int[][] path) {
    ReferenceEstimate out = new ReferenceEstimate(net);
    PathEstimates.plainHead(net, point, path, out);
    double[][] means = means(net, point);
    int last = net.layers() - 1;
    double[] g = net.head().stateDerivative(means[last], point);
    double atMeans = net.head().loss(means[last], point);
    for (int k = last; k >= 0; k--) {
      double residual = net.loss(path, point) - atMeans;
      for (int j = 0; j < net.units(k); j++) {
        residual -= g[j] * (net.state(path[k][j]) - means[k][j]);
      }
      double[] inputs = net.inputs(k, path, point);
      for (int j = 0; j < net.units(k); j++) {
        double density = net.noises()[k].density(net.a(k, j, inputs));
        double score = PathEstimates.score(net, k, j, inputs, path[k][j]);
        double back = g[j] * density * (net.high() - net.low());
        out.addUnit(net, k, j, residual * score + back, inputs);
      }
      g = k == 0 ? g : gradientBefore(net, k, means[k - 1], g);
    }
    return out;
  }

  private static double[][] means(ReferenceNetwork net, int point) {
    double[][] means = new double[net.layers()][];
    for (int k = 0; k < net.layers(); k++) {
      double[] inputs = k == 0 ? net.x()[point] : means[k - 1];
      means[k] = new double[net.units(k)];
      for (int j = 0; j < net.units(k); j++) {
        double p = net.probability(k, net.a(k, j, inputs), 1);
        means[k][j] = net.low() + (net.high() - net.low()) * p;
      }
    }
    return means;
  }

  private static double[] gradientBefore(
      ReferenceNetwork net, int layer, double[] inputs, double[] g) {
    double[] before = new double[inputs.length];
    for (int i = 0; i < before.length; i++) {
      for (int j = 0; j < g.length; j++) {
        double density = net.noises()[layer].density(net.a(layer, j, inputs));
        before[i] += g[j] * (net.high() - net.low()) * density * net.weight(layer, j, i);
      }
    }
    return before;
  }
}
