package org.bitgrad.papers.psa2020;

import org.bitgrad.network.StochasticBinaryNetwork;

/**
 * A network at a stage of its training.
 *
 * @param stage how far it was trained
 * @param recipe how it was trained
 * @param number which start: 1, 2, ...
 * @param updates updates of the parameters
 * @param loss exact expected loss on the data, in nats
 * @param network the network
 */
public record Checkpoint(
    Stage stage,
    Recipe recipe,
    int number,
    int updates,
    double loss,
    StochasticBinaryNetwork network) {

  /** {@return the name, for example {@code early-reinforce-1}} */
  public String name() {
    return stage.text() + "-" + recipe.text() + "-" + number;
  }
}
