package org.bitgrad.train;

import java.util.Optional;
import org.bitgrad.model.StochasticBinaryNetwork;

/** Which {@link TrainableNetwork} serves a method in a precision. */
final class Methods {
  private Methods() {}

  /**
   * Opens a method.
   *
   * @param network whose parameters are trained
   * @param method name of an estimator
   * @param precision if empty, float32 where there is an engine for the method, otherwise float64
   * @throws IllegalArgumentException if the name is refused, or there is no engine in float32
   */
  static TrainableNetwork open(
      StochasticBinaryNetwork network, String method, Optional<Precision> precision) {
    EstimatorNetwork seam = EstimatorNetwork.of(network, method);
    if (precision.isPresent() && precision.get() == Precision.FLOAT32) {
      throw new IllegalArgumentException(
          "precision of method " + method + " must be FLOAT64, but is FLOAT32");
    }
    return seam;
  }
}
