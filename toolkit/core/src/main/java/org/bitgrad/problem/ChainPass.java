package org.bitgrad.problem;

import java.util.Optional;

/**
 * The computations of a {@link Chain} on blocks of a fixed number of rows, with buffers of its own:
 * one thread, no allocation per call. All arrays are {@code [units x rows]}, unit by unit. {@code
 * previous} is null for layer 0, whose input is the data.
 */
public interface ChainPass {
  /** {@return the chain} */
  Chain chain();

  /** {@return rows of each block} */
  int rows();

  /**
   * Pre-activations of a layer.
   *
   * @param layer which
   * @param previous states of the layer before, hard or relaxed; null for layer 0
   * @param out {@code [units(layer) x rows]}, overwritten
   */
  void preactivations(int layer, States previous, double[] out);

  /**
   * The probabilities of the bit 1 at some pre-activations, {@code F(a)}; layers may keep parts of
   * them for the calls that follow.
   *
   * @param layer which
   * @param a {@code [units(layer) x rows]}
   * @param out {@code [units(layer) x rows]}, overwritten; not {@code a}
   */
  default void probabilities(int layer, double[] a, double[] out) {
    chain().noise(layer).probabilities(a, out, 0, chain().units(layer) * rows());
  }

  /**
   * The probabilities of the bit 1 at hard states before a layer, where the pass can keep what
   * follows from them: {@link #activeDensities} and {@link #activeFlipBack} then refer to the
   * activation last made. It saves the pre-activations, and comparing them.
   *
   * @param layer which
   * @param previous hard states of the layer before; null for layer 0
   * @param p {@code [units(layer) x rows]}, overwritten; to be left so until the next activation
   * @return whether the pass has done so; if not, {@code p} is as it was
   */
  default boolean activate(int layer, States previous, double[] p) {
    return false;
  }

  /**
   * {@code out = factor weights F'(a)} at the activation last made.
   *
   * @param layer which
   * @param factor one for all
   * @param weights {@code [units(layer) x rows]}; may be longer
   * @param out {@code [units(layer) x rows]}, overwritten; not {@code weights}
   */
  default void activeDensities(int layer, double factor, double[] weights, double[] out) {
    throw new UnsupportedOperationException("this pass keeps no activation");
  }

  /**
   * {@link #flipBack} at the activation last made.
   *
   * @param layer which, at least 1
   * @param previous the states that it was made with
   * @param state states of the layer, hard
   * @param delta {@code [units(layer) x rows]}
   * @param dPrevious {@code [units(layer - 1) x rows]}, overwritten
   */
  default void activeFlipBack(
      int layer, States previous, States state, double[] delta, double[] dPrevious) {
    throw new UnsupportedOperationException("this pass keeps no activation");
  }

  /**
   * The densities at some pre-activations, {@code F'(a)}.
   *
   * @param layer which
   * @param a {@code [units(layer) x rows]}
   * @param out {@code [units(layer) x rows]}, overwritten; not {@code a}
   */
  default void densities(int layer, double[] a, double[] out) {
    chain().noise(layer).densities(a, out, 0, chain().units(layer) * rows());
  }

  /**
   * Pulls derivatives with respect to pre-activations back to the layer's parameters and adds them,
   * summed over rows.
   *
   * @param layer which
   * @param previous states of the layer before; null for layer 0
   * @param da {@code [units(layer) x rows]}
   * @param out group {@code layer} is added to
   */
  void pullBack(int layer, States previous, double[] da, Gradient out);

  /**
   * As {@link #pullBack}, but kept apart by rows.
   *
   * @param layer which
   * @param previous states of the layer before; null for layer 0
   * @param da {@code [units(layer) x rows]}
   * @param out {@code [parameters of the layer x rows]}, parameter by parameter, added to
   */
  void pullBackRows(int layer, States previous, double[] da, double[] out);

  /**
   * Pulls derivatives with respect to pre-activations back to the states of the layer before, as
   * numbers of the encoding.
   *
   * @param layer which, at least 1
   * @param previous states of the layer before
   * @param da {@code [units(layer) x rows]}
   * @param dPrevious {@code [units(layer - 1) x rows]}, overwritten
   */
  void pullBackStates(int layer, States previous, double[] da, double[] dPrevious);

  /**
   * The first-order step of PSA: {@code dPrevious_i = sum_j s_j (F(a_j) - F(a_j with unit i of
   * previous flipped)) delta_j}, with {@code s} the spins of {@code state} (Shekhovtsov, Yanush and
   * Flach 2020). Needs hard states.
   *
   * <p>This default flips every unit in turn and costs {@code units(layer - 1)} evaluations of the
   * pre-activations; layers override it.
   *
   * @param layer which, at least 1
   * @param previous states of the layer before, hard; left as they were
   * @param state states of the layer, hard
   * @param a pre-activations of the layer at {@code previous}
   * @param delta {@code [units(layer) x rows]}
   * @param dPrevious {@code [units(layer - 1) x rows]}, overwritten
   */
  default void flipBack(
      int layer, States previous, States state, double[] a, double[] delta, double[] dPrevious) {
    FlipByFlip.flipBack(this, layer, previous, state, a, delta, dPrevious);
  }

  /**
   * Opens the propagation of means and variances, where the chain has it: with one layer always,
   * with several if the later ones are linear in the states before them.
   *
   * @return the pass of moments, with buffers of its own; empty if variances cannot be propagated
   */
  default Optional<MomentPass> moments() {
    return chain().layers() == 1 ? Optional.of(MomentPass.ofFirstLayer(this)) : Optional.empty();
  }
}
