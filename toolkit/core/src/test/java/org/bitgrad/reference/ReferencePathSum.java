package org.bitgrad.reference;

import java.util.function.DoubleUnaryOperator;

/**
 * The expected loss of a stochastic binary network and its gradient, straight from the definition:
 * a recursion through every path of every point, and the product rule written out. Slow on purpose;
 * shares no code with what it judges, noises apart.
 */
public final class ReferencePathSum {
  /** The loss of a point at the head's outputs. */
  public interface OutputLoss {
    /**
     * The loss.
     *
     * @param eta outputs
     * @param point which
     * @return a number
     */
    double value(double[] eta, int point);

    /**
     * Its derivative.
     *
     * @param eta outputs
     * @param point which
     * @return one number per output
     */
    double[] derivative(double[] eta, int point);
  }

  /** A noise, as the two functions of its definition. */
  public record Law(DoubleUnaryOperator probability, DoubleUnaryOperator density) {}

  private final int[] sizes;
  private final double[][] groups;
  private final Law[] laws;
  private final double low;
  private final double high;
  private final OutputLoss loss;
  private final double[][] x;

  private double expected;
  private double[][] gradient;
  private double[][] scoreMean;
  private double[][] scoreSquare;
  private double[][] scoreVariance;

  /**
   * Describes a network on data.
   *
   * @param sizes inputs, units of each layer, outputs
   * @param groups per layer and for the head: weights row-major, then biases
   * @param laws per layer
   * @param states the numbers for bit 0 and bit 1
   * @param loss of the outputs
   * @param x one row per point
   */
  @SuppressWarnings("TooManyParameters")
  public ReferencePathSum(
      int[] sizes, double[][] groups, Law[] laws, double[] states, OutputLoss loss, double[][] x) {
    this.sizes = sizes;
    this.groups = groups;
    this.laws = laws;
    this.low = states[0];
    this.high = states[1];
    this.loss = loss;
    this.x = x;
  }

  /** Sums over all paths. */
  public void run() {
    expected = 0;
    gradient = zeros();
    scoreVariance = zeros();
    for (int n = 0; n < x.length; n++) {
      scoreMean = zeros();
      scoreSquare = zeros();
      double[][] path = new double[laws.length + 1][];
      path[0] = x[n];
      descend(path, 1, n);
      for (int g = 0; g < groups.length; g++) {
        for (int i = 0; i < groups[g].length; i++) {
          double mean = scoreMean[g][i];
          scoreVariance[g][i] += (scoreSquare[g][i] - mean * mean) / x.length / x.length;
        }
      }
    }
  }

  private double[][] zeros() {
    double[][] zeros = new double[groups.length][];
    for (int g = 0; g < groups.length; g++) {
      zeros[g] = new double[groups[g].length];
    }
    return zeros;
  }

  /**
   * The variance of the score-function estimate {@code f d log p / d theta} of the whole batch, one
   * path per point; for the head, of the plain derivative at the path's end.
   *
   * @param group index
   * @return one number per parameter
   */
  public double[] scoreVariance(int group) {
    return scoreVariance[group];
  }

  /** {@return the expected loss, mean over points} */
  public double expectedLoss() {
    return expected / x.length;
  }

  /**
   * The gradient of a group.
   *
   * @param group index
   * @return a new array
   */
  public double[] gradient(int group) {
    double[] mean = gradient[group].clone();
    for (int i = 0; i < mean.length; i++) {
      mean[i] /= x.length;
    }
    return mean;
  }

  private void descend(double[][] path, int layer, int point) {
    if (layer == path.length) {
      finish(path, point);
      return;
    }
    int units = sizes[layer];
    for (int state = 0; state < 1 << units; state++) {
      path[layer] = new double[units];
      for (int j = 0; j < units; j++) {
        path[layer][j] = (state >> j & 1) == 1 ? high : low;
      }
      descend(path, layer + 1, point);
    }
  }

  private double[] affine(int group, double[] input) {
    int in = sizes[group];
    int out = sizes[group + 1];
    double[] a = new double[out];
    for (int j = 0; j < out; j++) {
      a[j] = groups[group][out * in + j];
      for (int i = 0; i < in; i++) {
        a[j] += groups[group][j * in + i] * input[i];
      }
    }
    return a;
  }

  private void finish(double[][] path, int point) {
    int head = laws.length;
    double[] eta = affine(head, path[head]);
    double f = loss.value(eta, point);
    double[][] a = new double[head][];
    for (int k = 0; k < head; k++) {
      a[k] = affine(k, path[k]);
    }
    double whole = probabilityExcept(path, a, -1, -1);
    expected += whole * f;
    double[] dEta = loss.derivative(eta, point);
    for (int o = 0; o < dEta.length; o++) {
      addOuter(head, o, path[head], whole * dEta[o]);
      addSquares(head, o, path[head], dEta[o], whole);
    }
    for (int k = 0; k < head; k++) {
      for (int j = 0; j < a[k].length; j++) {
        double sign = path[k + 1][j] == high ? 1 : -1;
        double slope = sign * laws[k].density().applyAsDouble(a[k][j]);
        addOuter(k, j, path[k], f * slope * probabilityExcept(path, a, k, j));
        double drawn = laws[k].probability().applyAsDouble(sign * a[k][j]);
        if (drawn > 0) {
          addSquares(k, j, path[k], f * slope / drawn, whole);
        }
      }
    }
  }

  private double probabilityExcept(double[][] path, double[][] a, int layer, int unit) {
    double product = 1;
    for (int k = 0; k < a.length; k++) {
      for (int j = 0; j < a[k].length; j++) {
        if (k != layer || j != unit) {
          double signed = path[k + 1][j] == high ? a[k][j] : -a[k][j];
          product *= laws[k].probability().applyAsDouble(signed);
        }
      }
    }
    return product;
  }

  private void addOuter(int group, int j, double[] input, double da) {
    int in = sizes[group];
    for (int i = 0; i < in; i++) {
      gradient[group][j * in + i] += da * input[i];
    }
    gradient[group][sizes[group + 1] * in + j] += da;
  }

  private void addSquares(int group, int j, double[] input, double da, double weight) {
    int in = sizes[group];
    for (int i = 0; i <= in; i++) {
      double estimate = i < in ? da * input[i] : da;
      int at = i < in ? j * in + i : sizes[group + 1] * in + j;
      scoreMean[group][at] += weight * estimate;
      scoreSquare[group][at] += weight * estimate * estimate;
    }
  }
}
