package org.bitgrad.model;

import java.util.Arrays;
import java.util.Optional;

/** Computes a {@link NetworkChain} on blocks of rows. */
final class NetworkPass implements ChainPass {
  private final NetworkChain chain;
  private final int rows;
  private final double[] input;
  private final LayerPass[] layers;
  private final RatioFlips[] flips;
  private final double[] signed;
  private final double[] bits;
  private final double[] firstTheta;
  private final double[] firstPreactivations;
  private boolean firstIsKnown;
  private boolean firstIsActive;

  NetworkPass(NetworkChain chain, int rows) {
    this.chain = chain;
    this.rows = rows;
    input = tiled(chain.inputs(), chain.points(), rows);
    layers = new LayerPass[chain.layers()];
    flips = new RatioFlips[chain.layers()];
    int widest = 0;
    for (int k = 0; k < layers.length; k++) {
      layers[k] = new LayerPass(chain.layer(k), rows);
      if (k > 0 && layers[k].isLogistic()) {
        flips[k] = RatioFlips.of(chain.layer(k).shape(), rows);
      }
      widest = Math.max(widest, chain.units(k));
    }
    signed = new double[Math.multiplyExact(widest, rows)];
    bits = chain.encoding() == Encoding.BITS ? new double[0] : new double[widest * rows];
    firstTheta = new double[chain.layer(0).theta().length];
    firstPreactivations = new double[chain.units(0) * rows];
  }

  private static double[] tiled(double[] x, int points, int rows) {
    int inputs = x.length / points;
    double[] all = new double[Math.multiplyExact(inputs, rows)];
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
    if (layer > 0) {
      layers[layer].block.forward(chain.layer(layer).theta(), previous.values(), out);
      return;
    }
    lookAtFirst();
    System.arraycopy(firstPreactivations, 0, out, 0, firstPreactivations.length);
  }

  /** The data do not change, so the first layer changes with its parameters only. */
  private void lookAtFirst() {
    double[] theta = chain.layer(0).theta();
    if (firstIsKnown && Arrays.equals(theta, firstTheta)) {
      return;
    }
    System.arraycopy(theta, 0, firstTheta, 0, theta.length);
    layers[0].block.forward(theta, input, firstPreactivations);
    firstIsKnown = true;
    firstIsActive = false;
  }

  @Override
  public void probabilities(int layer, double[] a, double[] out) {
    layers[layer].probabilities(a, out);
  }

  @Override
  public boolean activate(int layer, States previous, double[] p) {
    LayerPass pass = layers[layer];
    if (!pass.isLogistic()) {
      return false;
    }
    if (layer > 0) {
      pass.activate(chain.encoding(), previous.values(), p);
      return true;
    }
    lookAtFirst();
    if (!firstIsActive || p != pass.active().probabilities()) {
      pass.activate(firstPreactivations, p);
      firstIsActive = true;
    }
    return true;
  }

  @Override
  public void activeDensities(int layer, double factor, double[] weights, double[] out) {
    layers[layer].active().densities(factor, weights, out);
  }

  @Override
  public void densities(int layer, double[] a, double[] out) {
    layers[layer].densities(a, out);
  }

  @Override
  public void pullBack(int layer, States previous, double[] da, Gradient out) {
    layers[layer].block.backward(input(layer, previous), da, out.group(layer));
  }

  @Override
  public void pullBackRows(int layer, States previous, double[] da, double[] out) {
    layers[layer].block.backwardRows(input(layer, previous), da, out);
  }

  @Override
  public void pullBackStates(int layer, States previous, double[] da, double[] dPrevious) {
    Refuse.outside("layer", layer, 1, chain.layers() - 1);
    layers[layer].block.backwardInput(chain.layer(layer).theta(), da, dPrevious);
  }

  @Override
  public void flipBack(
      int layer, States previous, States state, double[] a, double[] delta, double[] dPrevious) {
    sign(state, delta);
    if (factorsServe(layer)) {
      LogisticUnits units = layers[layer].look(a);
      flips[layer].sum(bits(previous), units.odds(), units.probabilities(), signed, dPrevious);
    } else {
      general(layer).sum(previous.values(), a, signed, dPrevious);
    }
  }

  @Override
  public void activeFlipBack(
      int layer, States previous, States state, double[] delta, double[] dPrevious) {
    sign(state, delta);
    if (factorsServe(layer)) {
      LogisticUnits units = layers[layer].active();
      flips[layer].sum(bits(previous), units.odds(), units.probabilities(), signed, dPrevious);
    } else {
      double[] a = new double[chain.units(layer) * rows];
      preactivations(layer, previous, a);
      general(layer).sum(previous.values(), a, signed, dPrevious);
    }
  }

  @Override
  public Optional<MomentPass> moments() {
    return Optional.of(new NetworkMoments(chain, this));
  }

  private boolean factorsServe(int layer) {
    AffineLayer map = chain.layer(layer);
    double step = chain.encoding().step() / map.noise().scale();
    return flips[layer] != null && flips[layer].weights(map.theta(), step);
  }

  private GeneralFlips general(int layer) {
    return new GeneralFlips(chain.layer(layer), chain.encoding(), rows);
  }

  private void sign(States state, double[] delta) {
    Encoding encoding = chain.encoding();
    double middle = encoding.low() + encoding.step() / 2;
    sign(state.values(), middle, 2 / encoding.step(), delta, signed);
  }

  /** Spins times deltas. */
  private static void sign(double[] x, double middle, double factor, double[] d, double[] out) {
    for (int i = 0; i < x.length; i++) {
      out[i] = factor * (x[i] - middle) * d[i];
    }
  }

  private double[] bits(States x) {
    if (x.encoding() == Encoding.BITS) {
      return x.values();
    }
    double[] spins = x.values();
    for (int i = 0; i < spins.length; i++) {
      bits[i] = 0.5 + 0.5 * spins[i];
    }
    return bits;
  }
}
