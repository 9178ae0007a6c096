package org.bitgrad.model;

import java.util.Arrays;
import org.bitgrad.numeric.Dense;

/** Computes a {@link NetworkChain} on blocks of rows. */
final class NetworkPass implements ChainPass {
  private final NetworkChain chain;
  private final int rows;
  private final double[] input;
  private final double mirror;
  private final double middle;
  private final double[] signed;
  private final double[] p;
  private final double[] flipped;

  NetworkPass(NetworkChain chain, int rows) {
    this.chain = chain;
    this.rows = rows;
    mirror = chain.encoding().low() + chain.encoding().high();
    middle = chain.encoding().low() + chain.encoding().step() / 2;
    input = tiled(chain.inputs(), chain.points(), rows);
    int widest = 0;
    for (int k = 1; k < chain.layers(); k++) {
      widest = Math.max(widest, chain.units(k));
    }
    signed = new double[widest * rows];
    p = new double[widest * rows];
    flipped = new double[rows];
  }

  private static double[] tiled(double[] x, int points, int rows) {
    int inputs = x.length / points;
    double[] all = new double[inputs * rows];
    for (int i = 0; i < inputs; i++) {
      for (int r = 0; r < rows; r += points) {
        System.arraycopy(x, i * points, all, i * rows + r, points);
      }
    }
    return all;
  }

  private double[] input(int layer, States previous) {
    return layer == 0 ? input : previous.values();
  }

  @Override
  public Chain chain() {
    return chain;
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public void preactivations(int layer, States previous, double[] out) {
    DenseLayer dense = chain.layer(layer);
    dense.shape().forward(dense.theta(), input(layer, previous), rows, out);
  }

  @Override
  public void pullBack(int layer, States previous, double[] da, Gradient out) {
    chain.layer(layer).shape().backward(input(layer, previous), da, rows, out.group(layer));
  }

  @Override
  public void pullBackRows(int layer, States previous, double[] da, double[] out) {
    chain.layer(layer).shape().backwardRows(input(layer, previous), da, rows, out);
  }

  @Override
  public void pullBackStates(int layer, States previous, double[] da, double[] dPrevious) {
    Refuse.outside("layer", layer, 1, chain.layers() - 1);
    DenseLayer dense = chain.layer(layer);
    dense.shape().backwardInput(dense.theta(), da, rows, dPrevious);
  }

  @Override
  public void flipBack(
      int layer, States previous, States state, double[] a, double[] delta, double[] dPrevious) {
    DenseLayer dense = chain.layer(layer);
    Dense shape = dense.shape();
    int size = shape.out() * rows;
    double[] spins = state.values();
    for (int at = 0; at < size; at++) {
      signed[at] = spins[at] > middle ? delta[at] : -delta[at];
    }
    dense.noise().probabilities(a, p, 0, size);
    Arrays.fill(dPrevious, 0, shape.in() * rows, 0);
    for (int i = 0; i < shape.in(); i++) {
      for (int j = 0; j < shape.out(); j++) {
        addFlip(dense, i, j, previous.values(), a, dPrevious);
      }
    }
  }

  private void addFlip(DenseLayer dense, int i, int j, double[] x, double[] a, double[] dPrevious) {
    double w = dense.theta()[j * dense.shape().in() + i];
    int from = j * rows;
    int to = i * rows;
    for (int r = 0; r < rows; r++) {
      flipped[r] = Math.fma(w, mirror - 2 * x[to + r], a[from + r]);
    }
    dense.noise().probabilities(flipped, flipped, 0, rows);
    for (int r = 0; r < rows; r++) {
      dPrevious[to + r] = Math.fma(signed[from + r], p[from + r] - flipped[r], dPrevious[to + r]);
    }
  }
}
