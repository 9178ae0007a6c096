package org.bitgrad.network;

import java.util.Arrays;
import java.util.Optional;
import org.bitgrad.numeric.Arguments;
import org.bitgrad.random.VectorMath;

/** {@code -log softmax(eta)_t}. */
final class SoftmaxLoss implements OutputLoss {
  @Override
  public String name() {
    return "softmax";
  }

  @Override
  public boolean differentiable() {
    return true;
  }

  @Override
  public void check(int outputs, Batch batch) {
    Arguments.within("outputs of a softmax loss", outputs, 2, Integer.MAX_VALUE);
    double[][] targets = batch.targets();
    for (int n = 0; n < targets.length; n++) {
      Arguments.length("targets[" + n + "]", targets[n].length, 1);
      double t = targets[n][0];
      if (t != Math.rint(t) || t < 0 || t >= outputs) {
        throw new IllegalArgumentException(
            "targets["
                + n
                + "] of a softmax loss must be a label 0 to "
                + (outputs - 1)
                + ", but is "
                + t);
      }
    }
  }

  @Override
  public boolean complete() {
    return true;
  }

  @Override
  public Optional<String> refusal(int outputs, double... target) {
    double t = target[0];
    return t == Math.rint(t) && t >= 0 && t < outputs
        ? Optional.empty()
        : Optional.of("a whole number, 0 to " + (outputs - 1));
  }

  @Override
  public int label(double target) {
    return (int) target;
  }

  @Override
  public double guess(int outputs) {
    return StrictMath.log(outputs);
  }

  @Override
  public void predict(Outputs at, double[] to) {
    int rows = at.rows();
    double[] e = at.scratch();
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

  @Override
  public void values(Outputs at, double[] out) {
    double[] e = at.scratch();
    exponentials(at, e, out);
    int rows = at.rows();
    double[] eta = at.eta();
    double[] targets = at.targets();
    for (int r = 0; r < rows; r++) {
      double sum = 0;
      for (int at0 = r; at0 < e.length; at0 += rows) {
        sum += e[at0];
      }
      int label = (int) targets[r];
      out[r] += Math.log(sum) - eta[label * rows + r];
    }
  }

  @Override
  public void gradient(Outputs at, double[] out) {
    int rows = at.rows();
    double[] largest = at.scratch();
    double[] targets = at.targets();
    exponentials(at, out, largest);
    for (int r = 0; r < rows; r++) {
      double sum = 0;
      for (int at0 = r; at0 < rows * at.outputs(); at0 += rows) {
        sum += out[at0];
      }
      for (int at0 = r; at0 < rows * at.outputs(); at0 += rows) {
        out[at0] /= sum;
      }
      int label = (int) targets[r];
      out[label * rows + r] -= 1;
    }
  }

  /** Writes exp(eta - largest) and the largest output of each row. */
  private static void exponentials(Outputs at, double[] e, double[] largest) {
    int rows = at.rows();
    double[] eta = at.eta();
    int size = at.outputs() * rows;
    Arrays.fill(largest, 0, rows, Double.NEGATIVE_INFINITY);
    for (int from = 0; from < size; from += rows) {
      for (int r = 0; r < rows; r++) {
        largest[r] = Math.max(largest[r], eta[from + r]);
      }
    }
    for (int from = 0; from < size; from += rows) {
      for (int r = 0; r < rows; r++) {
        e[from + r] = eta[from + r] - largest[r];
      }
    }
    VectorMath.exp(e, e, 0, size);
  }

  @Override
  public String toString() {
    return name();
  }
}
