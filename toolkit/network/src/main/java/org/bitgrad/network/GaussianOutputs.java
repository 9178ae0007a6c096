package org.bitgrad.network;

import java.util.Arrays;
import org.bitgrad.problem.MeanVariance;
import org.bitgrad.random.HermiteRule;

/**
 * The expectation of an {@link OutputLoss} over independent Gaussian outputs, and its derivative in
 * their means and variances.
 *
 * <p>{@code f(m) + sum_o (E[f(m with output o varying)] - f(m))}, each expectation by nine points
 * of Gauss and Hermite's rule: exact for a sum of functions of single outputs of degree 17, as the
 * squared error; what several varying outputs do together is left out.
 */
final class GaussianOutputs {
  private final OutputLoss loss;
  private final Outputs at;
  private final int rows;
  private final double[] shifted;
  private final double[] value;
  private final double[] gradient;
  private final double[] base;

  GaussianOutputs(OutputLoss loss, Outputs at) {
    this.loss = loss;
    this.at = at;
    rows = at.rows();
    shifted = new double[rows];
    value = new double[rows];
    gradient = new double[at.outputs() * rows];
    base = new double[gradient.length];
  }

  /** Writes the expected loss of every row. */
  void values(MeanVariance eta, double[] out) {
    System.arraycopy(eta.mean(), 0, at.eta(), 0, gradient.length);
    loss.values(at, value);
    System.arraycopy(value, 0, out, 0, rows);
    for (int o = 0; o < at.outputs(); o++) {
      for (int k = -HermiteRule.SIDE; k <= HermiteRule.SIDE; k++) {
        if (k != 0) {
          shift(eta, o, HermiteRule.node(k));
          loss.values(at, shifted);
          addChange(HermiteRule.weight(k), shifted, value, out);
        }
      }
      shift(eta, o, 0);
    }
  }

  /** Writes the derivatives in means and variances of the outputs. */
  void gradient(MeanVariance eta, MeanVariance out) {
    System.arraycopy(eta.mean(), 0, at.eta(), 0, gradient.length);
    loss.gradient(at, base);
    System.arraycopy(base, 0, out.mean(), 0, base.length);
    Arrays.fill(out.variance(), 0);
    for (int o = 0; o < at.outputs(); o++) {
      for (int k = -HermiteRule.SIDE; k <= HermiteRule.SIDE; k++) {
        if (k != 0) {
          shift(eta, o, HermiteRule.node(k));
          loss.gradient(at, gradient);
          addChange(HermiteRule.weight(k), gradient, base, out.mean());
          addSlope(HermiteRule.weight(k) * HermiteRule.node(k), o, out.variance());
        }
      }
      shift(eta, o, 0);
      perDeviation(eta.variance(), o, out.variance());
    }
  }

  /** Moves one output by a multiple of its standard deviation. */
  private void shift(MeanVariance eta, int output, double node) {
    for (int i = output * rows; i < (output + 1) * rows; i++) {
      at.eta()[i] = eta.mean()[i] + node * Math.sqrt(eta.variance()[i]);
    }
  }

  private static void addChange(double weight, double[] there, double[] here, double[] out) {
    for (int i = 0; i < there.length; i++) {
      out[i] += weight * (there[i] - here[i]);
    }
  }

  private void addSlope(double factor, int output, double[] out) {
    for (int i = output * rows; i < (output + 1) * rows; i++) {
      out[i] += factor * gradient[i];
    }
  }

  /**
   * From the derivative in the standard deviation to that in the variance. An output that does not
   * vary has no weight on a unit that does, and the derivative of its variance in anything is 0.
   */
  private void perDeviation(double[] variance, int output, double[] out) {
    for (int i = output * rows; i < (output + 1) * rows; i++) {
      out[i] = variance[i] == 0 ? 0 : out[i] / (2 * Math.sqrt(variance[i]));
    }
  }
}
