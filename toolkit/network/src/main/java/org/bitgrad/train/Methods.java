package org.bitgrad.train;

import java.util.Optional;
import org.bitgrad.network.StochasticBinaryNetwork;

/** Which {@link TrainableNetwork} serves a method in a precision. */
final class Methods {
  private Methods() {}

  /**
   * Opens a method.
   *
   * @param network whose parameters are trained
   * @param method name of an estimator
   * @param plan precision and threads
   * @throws IllegalArgumentException if the name is refused, or there is no engine in float32 and
   *     float32 is asked for
   */
  static TrainableNetwork open(StochasticBinaryNetwork network, String method, TrainingPlan plan) {
    if (plan.precision.isEmpty()) {
      return fast(network, method, plan.threads).orElse(EstimatorNetwork.of(network, method));
    }
    return plan.precision.get() == Precision.FLOAT32
        ? new EngineNetwork(network, method, plan.threads)
        : EstimatorNetwork.of(network, method);
  }

  private static Optional<TrainableNetwork> fast(
      StochasticBinaryNetwork network, String method, int threads) {
    try {
      return Optional.of(new EngineNetwork(network, method, threads));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // layers, noise, loss or method that the engine does not have
    }
  }
}
