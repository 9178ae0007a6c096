package org.bitgrad.problem;

/**
 * The obvious forms of what a {@link LossPass} can do beyond values and gradients; slow, and the
 * reference for fast forms.
 */
final class RowByRow {
  private RowByRow() {}

  /** A second pass, so that the caller's states and values stay as they are. */
  private static LossPass twin(LossPass pass) {
    return pass.loss().open(pass.rows());
  }

  private static States flipped(States x, int unit) {
    States copy = x.as(x.encoding());
    double mirror = x.encoding().low() + x.encoding().high();
    int rows = x.rows();
    for (int at = unit * rows; at < (unit + 1) * rows; at++) {
      copy.values()[at] = mirror - copy.values()[at];
    }
    return copy;
  }

  static void flips(LossPass pass, double[] out) {
    LossPass twin = twin(pass);
    double[] values = pass.values();
    int rows = pass.rows();
    for (int i = 0; i < pass.states().units(); i++) {
      twin.at(flipped(pass.states(), i));
      for (int r = 0; r < rows; r++) {
        out[i * rows + r] = values[r] - twin.values()[r];
      }
    }
  }

  static void flippedParameterGradient(LossPass pass, double[] flipWeights, Gradient out) {
    LossPass twin = twin(pass);
    double[] weights = new double[pass.rows()];
    for (int i = 0; i < pass.states().units(); i++) {
      twin.at(flipped(pass.states(), i));
      System.arraycopy(flipWeights, i * weights.length, weights, 0, weights.length);
      twin.parameterGradient(weights, out);
    }
  }

  static void flippedParameterGradientRows(LossPass pass, double[] flipWeights, double[] out) {
    LossPass twin = twin(pass);
    double[] weights = new double[pass.rows()];
    for (int i = 0; i < pass.states().units(); i++) {
      twin.at(flipped(pass.states(), i));
      System.arraycopy(flipWeights, i * weights.length, weights, 0, weights.length);
      twin.parameterGradientRows(weights, out);
    }
  }

  static void parameterGradient(LossPass pass, double[] weights, double[] out) {
    ParameterLayout layout = pass.loss().parameters();
    if (layout.groups() == 0) {
      return;
    }
    int rows = pass.rows();
    Gradient one = Gradient.zeros(layout);
    double[] oneHot = new double[rows];
    for (int r = 0; r < rows; r++) {
      oneHot[r] = weights[r];
      one.clear();
      pass.parameterGradient(oneHot, one);
      oneHot[r] = 0;
      double[] flat = one.flat();
      for (int i = 0; i < flat.length; i++) {
        out[i * rows + r] += flat[i];
      }
    }
  }
}
