package org.bitgrad.train.engine;

import org.bitgrad.random.RandomStream;

/**
 * A layer at work: from one {@link Signal} to the next, and back. Slices of rows are independent of
 * one another, and any thread may do any of them; parts of the parameters likewise. A pass is: all
 * parts loaded; then slice by slice all layers forward, and backward in the other order; then all
 * parts of the gradient.
 *
 * <p>A layer that needs all rows at once (statistics of a batch) says so, and is entered when the
 * layers before it are done with every slice.
 */
abstract class Layer {
  /** {@return pieces in which parameters are loaded and their gradient computed; 0 without any} */
  int parts() {
    return 0;
  }

  /** {@return whether {@link #forward} of a slice needs the layers before to have done all} */
  boolean needsAllRowsForward() {
    return false;
  }

  /** {@return whether {@link #backward} of a slice needs the layers behind to have done all} */
  boolean needsAllRowsBackward() {
    return false;
  }

  /**
   * Says what the next pass is for.
   *
   * @param estimate whether a gradient is wanted; else states are drawn as at test time
   */
  void mode(boolean estimate) {}

  /**
   * Says that the outputs are normalised before they become pre-activations.
   *
   * @param behind what normalises them
   */
  void normalisedBy(NormalisationLayer behind) {}

  /** Takes over a part of the parameters, which may have changed since the last pass. */
  void load(int part) {}

  /**
   * Computes the rows of a slice.
   *
   * @param slice which
   * @param stream random numbers of the pass; a layer keeps to positions of its own
   */
  abstract void forward(int slice, RandomStream stream);

  /** Computes derivatives of the rows of a slice, from behind to before the layer. */
  abstract void backward(int slice);

  /**
   * Adds the steps from its inputs to its outputs.
   *
   * @param steps of the pass
   */
  void addForward(Steps steps) {
    if (needsAllRowsForward()) {
      steps.allRows();
    }
    steps.rows(this::forward);
  }

  /**
   * Adds the steps from the derivatives behind it to those before it.
   *
   * @param steps of the pass
   */
  void addBackward(Steps steps) {
    if (needsAllRowsBackward()) {
      steps.allRows();
    }
    steps.rows((slice, stream) -> backward(slice));
  }

  /**
   * Learns for later estimates from what the last pass forward left.
   *
   * @param part 0 to {@link RowSlices#COUNT} - 1, in any order
   */
  void learn(int part) {}

  /** Computes a part of the parameters' gradient from all rows. */
  void gradient(int part) {}
}
