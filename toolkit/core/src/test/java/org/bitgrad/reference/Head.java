package org.bitgrad.reference;

/** What judges the last layer's states at a data point. */
public interface Head {
  /** The loss of one row of states. */
  double loss(double[] x, int point);

  /** The derivative of the loss in each state, as numbers of the encoding. */
  double[] stateDerivative(double[] x, int point);

  /** The derivative in the head's own parameters, weights row-major, then biases; may be empty. */
  double[] parameterDerivative(double[] x, int point);

  /** The head's own parameters themselves, in the same order; changing them changes the head. */
  double[] parameters();

  /** A linear layer and a loss of its outputs; the parameters are read at every call. */
  static Head linear(int outputs, double[] parameters, Output output, double[][] targets) {
    return new LinearHead(outputs, parameters, output, targets);
  }

  /** softplus(w.y + c) + r cos(v.y) of bits y; states of any encoding are turned into bits. */
  static Head wavy(double[] w, double[] v, double c, double r, double low, double high) {
    return new WavyHead(w, v, c, r, low, high);
  }
}
