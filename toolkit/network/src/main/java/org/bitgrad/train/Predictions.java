package org.bitgrad.train;

import org.bitgrad.network.OutputLoss;
import org.bitgrad.network.Outputs;
import org.bitgrad.random.VectorMath;

/** Predictions from outputs: probabilities of classes, or the outputs themselves. */
final class Predictions {
  private double[] exponentials = new double[0];

  /** Adds the predictions of all rows to {@code [rows x outputs]}, row by row. */
  void add(String loss, Outputs at, double[] to) {
    if (exponentials.length == 0) {
      exponentials = new double[at.eta().length];
    }
    double[] e = exponentials;
    if (loss.equals(OutputLoss.SOFTMAX.name())) {
      addSoftmax(at, e, to);
    } else if (loss.equals(OutputLoss.LOGISTIC.name())) {
      VectorMath.sigmoid(at.eta(), e, 0, at.rows());
      for (int r = 0; r < at.rows(); r++) {
        to[r] += e[r];
      }
    } else {
      for (int o = 0; o < at.outputs(); o++) {
        for (int r = 0; r < at.rows(); r++) {
          to[r * at.outputs() + o] += at.get(r, o);
        }
      }
    }
  }

  private static void addSoftmax(Outputs at, double[] e, double[] to) {
    int rows = at.rows();
    double[] eta = at.eta();
    for (int r = 0; r < rows; r++) {
      double largest = Double.NEGATIVE_INFINITY;
      for (int i = r; i < eta.length; i += rows) {
        largest = Math.max(largest, eta[i]);
      }
      for (int i = r; i < eta.length; i += rows) {
        e[i] = eta[i] - largest;
      }
    }
    VectorMath.exp(e, e, 0, e.length);
    for (int r = 0; r < rows; r++) {
      double sum = 0;
      for (int i = r; i < e.length; i += rows) {
        sum += e[i];
      }
      for (int o = 0; o < at.outputs(); o++) {
        to[r * at.outputs() + o] += e[o * rows + r] / sum;
      }
    }
  }
}
