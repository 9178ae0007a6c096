package org.bitgrad.network;

import java.util.Arrays;
import java.util.Optional;
import org.bitgrad.numeric.Arguments;
import org.bitgrad.problem.Chain;
import org.bitgrad.problem.ChainPass;
import org.bitgrad.problem.Encoding;
import org.bitgrad.problem.Gradient;
import org.bitgrad.problem.MomentPass;
import org.bitgrad.problem.States;

/** Computes a {@link NetworkChain} on blocks of rows. */
final class NetworkPass implements ChainPass {
  private final NetworkChain chain;
  private final int rows;
  private final double[] input;
  private final LayerPass[] layers;
  private final DeepLayer[] deep;
  private final LayerFlips[] flips;
  private final double[] signed;
  private final double[] firstTheta;
  private final double[] firstPreactivations;
  private long inputVersion = -1;
  private boolean firstIsKnown;
  private boolean firstIsActive;

  NetworkPass(NetworkChain chain, int rows) {
    this.chain = chain;
    this.rows = rows;
    input = new double[Math.multiplyExact(chain.batch().inputs(), rows)];
    layers = new LayerPass[chain.layers()];
    deep = new DeepLayer[chain.layers()];
    flips = new LayerFlips[chain.layers()];
    int widest = 0;
    for (int k = 0; k < layers.length; k++) {
      layers[k] = new LayerPass(chain.layer(k), rows);
      if (!chain.layer(k).front().isEmpty()) {
        deep[k] = new DeepLayer(chain.layer(k), layers[k], rows);
      } else if (k > 0) {
        flips[k] = new LayerFlips(layers[k], chain.encoding(), rows);
      }
      widest = Math.max(widest, chain.units(k));
    }
    signed = new double[Math.multiplyExact(widest, rows)];
    firstTheta = new double[chain.layer(0).shape().size()];
    firstPreactivations = new double[chain.units(0) * rows];
  }

  private double[] input(int layer, States previous) {
    return layer == 0 ? input() : previous.values();
  }

  /** What the layer's own affine map reads, or what is pooled for it. */
  private double[] read(int layer, States previous) {
    double[] x = input(layer, previous);
    return deep[layer] == null ? x : deep[layer].read(x);
  }

  private double[] input() {
    if (inputVersion != chain.batch().version()) {
      chain.batch().inputColumns(input);
      inputVersion = chain.batch().version();
      firstIsKnown = false;
    }
    return input;
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
      layers[layer].forward(read(layer, previous), out);
      return;
    }
    lookAtFirst();
    System.arraycopy(firstPreactivations, 0, out, 0, firstPreactivations.length);
  }

  /** While the data stay, the first layer changes with its parameters only. */
  private void lookAtFirst() {
    double[] x = input();
    if (deep[0] != null || layers[0].mask != null) {
      layers[0].forward(deep[0] == null ? x : deep[0].read(x), firstPreactivations);
      firstIsActive = false;
      return;
    }
    double[] theta = layers[0].theta();
    if (firstIsKnown && Arrays.equals(theta, firstTheta)) {
      return;
    }
    System.arraycopy(theta, 0, firstTheta, 0, theta.length);
    layers[0].block.forward(theta, x, firstPreactivations);
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
      pass.activate(chain.encoding(), read(layer, previous), p);
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
    double[] x = input(layer, previous);
    if (deep[layer] == null) {
      layers[layer].backward(x, da, out.group(layer));
    } else {
      deep[layer].backward(x, da, out.group(layer));
    }
  }

  @Override
  public void pullBackRows(int layer, States previous, double[] da, double[] out) {
    double[] x = input(layer, previous);
    if (deep[layer] == null) {
      layers[layer].backwardRows(x, da, out);
    } else {
      deep[layer].backwardRows(x, da, out);
    }
  }

  @Override
  public void pullBackStates(int layer, States previous, double[] da, double[] dPrevious) {
    Arguments.within("layer", layer, 1, chain.layers() - 1);
    if (deep[layer] == null) {
      layers[layer].backwardStates(previous.values(), da, dPrevious);
    } else {
      deep[layer].backwardStates(previous.values(), da, dPrevious);
    }
  }

  @Override
  public void flipBack(
      int layer, States previous, States state, double[] a, double[] delta, double[] dPrevious) {
    if (deep[layer] != null) {
      ChainPass.super.flipBack(layer, previous, state, a, delta, dPrevious);
      return;
    }
    sign(state, delta);
    LogisticUnits units = flips[layer].ratiosServe() ? layers[layer].look(a) : null;
    flips[layer].sum(previous.values(), units, a, signed, dPrevious);
  }

  @Override
  public void activeFlipBack(
      int layer, States previous, States state, double[] delta, double[] dPrevious) {
    if (deep[layer] == null && flips[layer].ratiosServe()) {
      sign(state, delta);
      LogisticUnits units = layers[layer].active();
      flips[layer].sum(previous.values(), units, null, signed, dPrevious);
    } else {
      double[] a = new double[chain.units(layer) * rows];
      preactivations(layer, previous, a);
      flipBack(layer, previous, state, a, delta, dPrevious);
    }
  }

  @Override
  public Optional<MomentPass> moments() {
    for (int k = 1; k < layers.length; k++) {
      boolean plain = deep[k] == null && layers[k].mask == null;
      if (!plain || (layers[k].pooling != null && layers[k].pooling.largest())) {
        return Optional.empty();
      }
    }
    return Optional.of(new NetworkMoments(chain, this));
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
}
