package org.bitgrad.problem;

import org.bitgrad.numeric.Memory;
import org.bitgrad.random.Noise;

/**
 * Buffers for one sampled path of a chain per row: pre-activations, probabilities and hard states
 * of every layer.
 *
 * <p>Cost of {@link #sample}: one evaluation of every layer's pre-activations and one uniform per
 * unit and row.
 */
public final class SampledPath {
  private final Chain chain;
  private final ChainPass pass;
  private final int rows;
  private final double[][] a;
  private final double[][] p;
  private final States[] states;
  private final BitLaw[] laws;
  private final boolean[] active;
  private final boolean[] known;
  private final double[] uniforms;

  /**
   * Opens buffers.
   *
   * @param chain what is sampled
   * @param rows rows, a multiple of the chain's points
   */
  public SampledPath(Chain chain, int rows) {
    this.chain = chain;
    this.rows = rows;
    this.pass = chain.open(rows);
    int layers = chain.layers();
    a = new double[layers][];
    p = new double[layers][];
    states = new States[layers];
    laws = new BitLaw[layers];
    active = new boolean[layers];
    known = new boolean[layers];
    int widest = 0;
    for (int k = 0; k < layers; k++) {
      int size = Memory.requireArray("rows", rows, Memory.product(chain.units(k), rows));
      a[k] = new double[size];
      p[k] = new double[size];
      states[k] = States.zeros(chain.encoding(), chain.units(k), rows);
      laws[k] = new Law(this, k);
      widest = Math.max(widest, size);
    }
    uniforms = new double[widest];
  }

  /**
   * Samples every layer.
   *
   * @param draw random numbers; layer {@code k} reads the site {@code "layer" + (k + 1)}
   */
  public void sample(Draw draw) {
    for (int k = 0; k < chain.layers(); k++) {
      active[k] = pass.activate(k, previous(k), p[k]);
      known[k] = false;
      if (!active[k]) {
        activate(k);
      }
      draw.thresholds(Draw.layerSite(k), rows, chain.units(k), laws[k], uniforms);
      threshold(k, uniforms);
    }
  }

  /**
   * Computes pre-activations and probabilities of a layer from the states before it, which may be
   * relaxed.
   *
   * @param layer which
   */
  public void activate(int layer) {
    active[layer] = false;
    known[layer] = false;
    pass.probabilities(layer, preactivations(layer), p[layer]);
  }

  /**
   * Sets the states of a layer: bit = 1 iff {@code u < p}.
   *
   * @param layer which, after {@link #activate}
   * @param u {@code [units x rows]} uniforms
   */
  public void threshold(int layer, double[] u) {
    double[] x = states[layer].values();
    double low = chain.encoding().low();
    double step = chain.encoding().step();
    double[] probability = p[layer];
    for (int i = 0; i < x.length; i++) {
      x[i] = low + step * Threshold.below(u[i], probability[i]);
    }
  }

  /** {@return the pass that computes on these rows} */
  public ChainPass pass() {
    return pass;
  }

  /** {@return rows} */
  public int rows() {
    return rows;
  }

  /**
   * States of the layer before.
   *
   * @param layer which
   * @return its predecessor's states, null for layer 0
   */
  public States previous(int layer) {
    return layer == 0 ? null : states[layer - 1];
  }

  /**
   * States of a layer.
   *
   * @param layer which
   * @return the buffer
   */
  public States states(int layer) {
    return states[layer];
  }

  /** {@return states of the last layer} */
  public States last() {
    return states[states.length - 1];
  }

  /**
   * Pre-activations of a layer; after {@link #sample} computed when first asked for.
   *
   * @param layer which
   * @return {@code [units x rows]}, the buffer
   */
  public double[] preactivations(int layer) {
    if (!known[layer]) {
      pass.preactivations(layer, previous(layer), a[layer]);
      known[layer] = true;
    }
    return a[layer];
  }

  /**
   * The densities at the path, {@code out = factor weights F'(a)}.
   *
   * @param layer which
   * @param factor one for all
   * @param weights {@code [units x rows]}; may be longer
   * @param out {@code [units x rows]}, overwritten; not {@code weights}
   */
  public void densities(int layer, double factor, double[] weights, double[] out) {
    if (active[layer]) {
      pass.activeDensities(layer, factor, weights, out);
      return;
    }
    pass.densities(layer, preactivations(layer), out);
    int size = chain.units(layer) * rows;
    for (int i = 0; i < size; i++) {
      out[i] *= factor * weights[i];
    }
  }

  /**
   * {@link ChainPass#flipBack} at the path.
   *
   * @param layer which, at least 1
   * @param delta {@code [units(layer) x rows]}
   * @param dPrevious {@code [units(layer - 1) x rows]}, overwritten
   */
  public void flipBack(int layer, double[] delta, double[] dPrevious) {
    States x = states[layer];
    if (active[layer]) {
      pass.activeFlipBack(layer, previous(layer), x, delta, dPrevious);
    } else {
      pass.flipBack(layer, previous(layer), x, preactivations(layer), delta, dPrevious);
    }
  }

  /**
   * Probabilities of the bit 1 in a layer.
   *
   * @param layer which
   * @return {@code [units x rows]}, the buffer
   */
  public double[] probabilities(int layer) {
    return p[layer];
  }

  /**
   * The law of a layer's bits, for a {@link Draw}.
   *
   * @param layer which
   * @return the law at the pre-activations of the last {@link #activate}
   */
  public BitLaw law(int layer) {
    return laws[layer];
  }

  /**
   * The noise of a layer.
   *
   * @param layer which
   * @return its noise
   */
  public Noise noise(int layer) {
    return chain.noise(layer);
  }

  private record Law(SampledPath path, int layer) implements BitLaw {
    @Override
    public double one(int i) {
      return path.p[layer][i];
    }

    @Override
    public double zero(int i) {
      double p = path.p[layer][i];
      // Where p is small, 1 - p is accurate and far cheaper.
      return p <= 0.5 ? 1 - p : path.noise(layer).probability(-path.preactivations(layer)[i]);
    }
  }
}
