package org.bitgrad.model;

import java.util.Arrays;
import org.bitgrad.numeric.Dense;
import org.bitgrad.numeric.Sums;

/** Computes a {@link HeadLoss} on blocks of rows. */
final class HeadPass implements LossPass {
  private final HeadLoss loss;
  private final Dense shape;
  private final OutputLoss outputLoss;
  private final double mirror;
  private final int rows;
  private final Outputs at;
  private final Outputs flipped;
  private final double[] values;
  private final double[] flippedValues;
  private final double[] dEta;
  private final double[] dEtaSum;
  private States given;
  private States x;
  private States scratch;

  HeadPass(HeadLoss loss, int rows) {
    this.loss = loss;
    this.rows = rows;
    shape = loss.head().shape();
    outputLoss = loss.head().loss();
    mirror = loss.head().encoding().low() + loss.head().encoding().high();
    at = new Outputs(shape.out(), rows, loss.batch());
    flipped = new Outputs(shape.out(), rows, loss.batch());
    values = new double[rows];
    flippedValues = new double[rows];
    dEta = new double[shape.out() * rows];
    dEtaSum = new double[shape.out() * rows];
  }

  @Override
  public Loss loss() {
    return loss;
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public void at(States states) {
    Refuse.shape("states", states, shape.in(), rows);
    given = states;
    x = states;
    if (states.encoding() != loss.head().encoding()) {
      if (scratch == null) {
        scratch = States.zeros(loss.head().encoding(), shape.in(), rows);
      }
      states.copyTo(scratch);
      x = scratch;
    }
    shape.forward(loss.theta(), x.values(), rows, at.eta());
    outputLoss.values(at, values);
    Finite.values(outputLoss.name(), values, loss.points(), x);
  }

  @Override
  public States states() {
    return given;
  }

  @Override
  public double[] values() {
    return values;
  }

  @Override
  public void stateGradient(double[] out) {
    outputGradient();
    shape.backwardInput(loss.theta(), dEta, rows, out);
    Finite.gradient(outputLoss.name(), out, loss.points(), x);
    if (given.encoding() != x.encoding()) {
      double factor = x.encoding().step() / given.encoding().step();
      for (int i = 0; i < shape.in() * rows; i++) {
        out[i] *= factor;
      }
    }
  }

  private void outputGradient() {
    outputLoss.gradient(at, dEta);
  }

  @Override
  public void parameterGradient(double[] weights, Gradient out) {
    weightedOutputGradient(weights);
    shape.backward(x.values(), dEta, rows, out.group(0));
  }

  @Override
  public void parameterGradientRows(double[] weights, double[] out) {
    weightedOutputGradient(weights);
    shape.backwardRows(x.values(), dEta, rows, out);
  }

  private void weightedOutputGradient(double[] weights) {
    outputGradient();
    for (int o = 0; o < shape.out(); o++) {
      for (int r = 0; r < rows; r++) {
        dEta[o * rows + r] *= weights[r];
      }
    }
  }

  @Override
  public void flips(double[] out) {
    for (int i = 0; i < shape.in(); i++) {
      flip(i);
      outputLoss.values(flipped, flippedValues);
      Finite.values(outputLoss.name(), flippedValues, loss.points(), x);
      for (int r = 0; r < rows; r++) {
        out[i * rows + r] = values[r] - flippedValues[r];
      }
    }
  }

  /** Outputs with unit i flipped. */
  private void flip(int i) {
    double[] states = x.values();
    double[] eta = at.eta();
    double[] to = flipped.eta();
    for (int o = 0; o < shape.out(); o++) {
      double w = loss.theta()[o * shape.in() + i];
      for (int r = 0; r < rows; r++) {
        double change = mirror - 2 * states[i * rows + r];
        to[o * rows + r] = Math.fma(w, change, eta[o * rows + r]);
      }
    }
  }

  // With g_i the output gradient at unit i flipped and its weight rho_i,
  // dW_ok = sum_r x_k (sum_i rho_i g_io) + (x_k' - x_k) rho_k g_ko.

  @Override
  public void flippedParameterGradient(double[] flipWeights, Gradient out) {
    double[] to = out.group(0);
    Arrays.fill(dEtaSum, 0);
    for (int i = 0; i < shape.in(); i++) {
      flippedOutputGradient(i, flipWeights);
      for (int o = 0; o < shape.out(); o++) {
        changed(i, o);
        to[o * shape.in() + i] += Sums.sum(flippedValues, 0, rows);
      }
    }
    shape.backward(x.values(), dEtaSum, rows, to);
  }

  @Override
  public void flippedParameterGradientRows(double[] flipWeights, double[] out) {
    Arrays.fill(dEtaSum, 0);
    for (int i = 0; i < shape.in(); i++) {
      flippedOutputGradient(i, flipWeights);
      for (int o = 0; o < shape.out(); o++) {
        changed(i, o);
        int to = (o * shape.in() + i) * rows;
        for (int r = 0; r < rows; r++) {
          out[to + r] += flippedValues[r];
        }
      }
    }
    shape.backwardRows(x.values(), dEtaSum, rows, out);
  }

  /** Writes the weighted output gradient at unit i flipped, and adds it to the sum of all. */
  private void flippedOutputGradient(int i, double[] flipWeights) {
    flip(i);
    outputLoss.gradient(flipped, dEta);
    for (int o = 0; o < shape.out(); o++) {
      for (int r = 0; r < rows; r++) {
        dEta[o * rows + r] *= flipWeights[i * rows + r];
        dEtaSum[o * rows + r] += dEta[o * rows + r];
      }
    }
  }

  /** Writes (x_i' - x_i) times the weighted output gradient of output o. */
  private void changed(int i, int o) {
    double[] states = x.values();
    for (int r = 0; r < rows; r++) {
      flippedValues[r] = (mirror - 2 * states[i * rows + r]) * dEta[o * rows + r];
    }
  }
}
