package org.bitgrad.network;

import java.util.Arrays;
import org.bitgrad.numeric.Dense;
import org.bitgrad.numeric.DenseBlock;
import org.bitgrad.problem.Encoding;
import org.bitgrad.problem.Finite;
import org.bitgrad.problem.Gradient;
import org.bitgrad.problem.Loss;
import org.bitgrad.problem.MomentLossPass;
import org.bitgrad.problem.States;

/** Computes a {@link HeadLoss} on blocks of rows. */
final class HeadPass implements NetworkLossPass {
  private final HeadLoss loss;
  private final Dense shape;
  private final DenseBlock block;
  private final OutputLoss outputLoss;
  private final int rows;
  private final Outputs at;
  private final HeadFlips flips;
  private final double[] values;
  private final double[] dEta;
  private final double[] weighted;
  private boolean gradientIsKnown;
  private int flipsKnownFrom;
  private States given;
  private States x;
  private States scratch;

  HeadPass(HeadLoss loss, int rows) {
    this.loss = loss;
    this.rows = rows;
    shape = loss.head().shape();
    block = new DenseBlock(shape, rows);
    outputLoss = CheckedOutputLoss.of(loss.head().loss());
    at = new Outputs(shape.out(), rows, loss.batch());
    flips = new HeadFlips(loss, rows);
    values = new double[rows];
    dEta = new double[shape.out() * rows];
    weighted = new double[shape.out() * rows];
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
    States.requireShape("states", states, shape.in(), rows);
    if (at.follow()) {
      outputLoss.check(shape.out(), loss.batch());
    }
    given = states;
    x = states;
    if (states.encoding() != loss.head().encoding()) {
      if (scratch == null) {
        scratch = States.zeros(loss.head().encoding(), shape.in(), rows);
      }
      states.copyTo(scratch);
      x = scratch;
    }
    block.forward(loss.theta(), x.values(), at.eta());
    gradientIsKnown = false;
    flipsKnownFrom = -1;
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
  public Outputs outputs() {
    return at;
  }

  @Override
  public void stateGradient(double[] out) {
    outputGradient();
    block.backwardInput(loss.theta(), dEta, out);
    if (given.encoding() != x.encoding()) {
      double factor = x.encoding().step() / given.encoding().step();
      for (int i = 0; i < shape.in() * rows; i++) {
        out[i] *= factor;
      }
    }
  }

  private void outputGradient() {
    if (!gradientIsKnown) {
      outputLoss.gradient(at, dEta);
      Finite.outputGradient(outputLoss.name(), dEta, rows);
      gradientIsKnown = true;
    }
  }

  @Override
  public void parameterGradient(double[] weights, Gradient out) {
    if (!loss.differentiable()) {
      return; // there are no parameters then
    }
    weightedOutputGradient(weights);
    block.backward(x.values(), weighted, out.group(0));
  }

  @Override
  public void parameterGradientRows(double[] weights, double[] out) {
    if (!loss.differentiable()) {
      return;
    }
    weightedOutputGradient(weights);
    block.backwardRows(x.values(), weighted, out);
  }

  private void weightedOutputGradient(double[] weights) {
    outputGradient();
    if (shape.out() == 1) {
      multiply(dEta, weights, weighted);
      return;
    }
    for (int o = 0; o < shape.out(); o++) {
      for (int r = 0; r < rows; r++) {
        weighted[o * rows + r] = dEta[o * rows + r] * weights[r];
      }
    }
  }

  private static void multiply(double[] x, double[] y, double[] out) {
    for (int r = 0; r < out.length; r++) {
      out[r] = x[r] * y[r];
    }
  }

  @Override
  public void flips(double[] out) {
    for (int i = 0; i < shape.in(); i++) {
      System.arraycopy(values, 0, out, i * rows, rows);
    }
    for (int from = 0; from < shape.in(); from += flips.capacity()) {
      flipFrom(from);
      flips.subtractValues(out);
    }
  }

  private void flipFrom(int unit) {
    if (flipsKnownFrom != unit) {
      flips.at(x, at.eta(), unit);
      flipsKnownFrom = unit;
    }
  }

  // With g_i the output gradient at unit i flipped and its weight rho_i,
  // dW_ok = sum_r x_k (sum_i rho_i g_io) + (x_k' - x_k) rho_k g_ko.

  @Override
  public void flippedParameterGradient(double[] flipWeights, Gradient out) {
    if (!loss.differentiable()) {
      return;
    }
    double[] to = out.group(0);
    Arrays.fill(weighted, 0);
    for (int from = 0; from < shape.in(); from += flips.capacity()) {
      flipFrom(from);
      flips.gradient(flipWeights);
      flips.addOutputGradient(weighted);
      flips.addChanges(to);
    }
    block.backward(x.values(), weighted, to);
  }

  @Override
  public void flippedParameterGradientRows(double[] flipWeights, double[] out) {
    if (!loss.differentiable()) {
      return;
    }
    Arrays.fill(weighted, 0);
    for (int from = 0; from < shape.in(); from += flips.capacity()) {
      flipFrom(from);
      flips.gradient(flipWeights);
      flips.addOutputGradient(weighted);
      flips.addChangesByRow(out);
    }
    block.backwardRows(x.values(), weighted, out);
  }

  @Override
  public MomentLossPass moments(Encoding encoding) {
    return new HeadMoments(loss, encoding, rows);
  }
}
