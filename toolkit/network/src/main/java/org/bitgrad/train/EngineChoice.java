package org.bitgrad.train;

import java.util.Locale;
import java.util.Optional;
import org.bitgrad.network.StochasticBinaryNetwork;
import org.bitgrad.train.engine.FloatNetwork;

/**
 * In which precision a method trains a network, and why: in float32 on the engine where that has
 * the method and all layers, unless something else is asked for.
 *
 * @param precision of parameters and gradients
 * @param reason a few words
 */
public record EngineChoice(Precision precision, String reason) {
  /**
   * Chooses.
   *
   * @param wanted precision that is asked for, if one is
   * @throws IllegalArgumentException if the name is no estimator's
   */
  static EngineChoice of(
      StochasticBinaryNetwork network, String method, Optional<Precision> wanted) {
    if (wanted.isPresent()) {
      return new EngineChoice(wanted.get(), "as asked for");
    }
    return FloatNetwork.refusal(network, method)
        .map(why -> new EngineChoice(Precision.FLOAT64, why))
        .orElse(new EngineChoice(Precision.FLOAT32, "the method and all layers are there in it"));
  }

  /**
   * Opens the network.
   *
   * @throws IllegalArgumentException if it is not there in the precision
   */
  TrainableNetwork open(StochasticBinaryNetwork network, String method, int threads) {
    return precision == Precision.FLOAT32
        ? new EngineNetwork(network, method, threads)
        : EstimatorNetwork.of(network, method);
  }

  /** {@return {@code float32: the reason}, or {@code float64: the reason}} */
  public String text() {
    return precision.name().toLowerCase(Locale.ROOT) + ": " + reason;
  }
}
