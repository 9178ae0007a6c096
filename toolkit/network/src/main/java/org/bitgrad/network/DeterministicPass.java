package org.bitgrad.network;

import java.util.Arrays;
import org.bitgrad.numeric.Arguments;
import org.bitgrad.problem.Encoding;
import org.bitgrad.problem.Gradient;
import org.bitgrad.problem.States;

/**
 * A network of real layers only, on a batch: its loss and, by back-propagation, its gradient. Such
 * a network draws nothing, so there is nothing to estimate; it is the control for networks of
 * Bernoulli units.
 *
 * <pre>{@code
 * var net = StochasticBinaryNetwork.input(2).relu(5).head(1, OutputLoss.LOGISTIC).initialise(7);
 * DeterministicPass pass = DeterministicPass.of(net, batch);
 * double loss = pass.forward();
 * pass.backward(gradient);
 * }</pre>
 */
public final class DeterministicPass {
  private final Batch batch;
  private final NetworkLossPass loss;
  private final States inputs;
  private final double[] weights;

  private DeterministicPass(Batch batch, NetworkLossPass loss, Encoding encoding) {
    this.batch = batch;
    this.loss = loss;
    inputs = States.zeros(encoding, batch.inputs(), batch.points());
    weights = new double[batch.points()];
    Arrays.fill(weights, 1.0 / weights.length);
  }

  /**
   * Opens buffers.
   *
   * @param network without Bernoulli layers; its parameters are read afresh by each {@link
   *     #forward}
   * @param batch inputs and targets; that of a {@link ReusedBatch} is read afresh, too
   * @return the pass, for one thread
   * @throws IllegalArgumentException if there is a Bernoulli layer or the batch does not fit
   */
  public static DeterministicPass of(StochasticBinaryNetwork network, Batch batch) {
    return open(network, batch, null);
  }

  /**
   * As {@link #of(StochasticBinaryNetwork, Batch)}, with a part of what layers read dropped.
   *
   * @param network without Bernoulli layers
   * @param batch inputs and targets
   * @param dropout masks of the network for as many points; drawn anew between passes
   * @return the pass, for one thread
   * @throws IllegalArgumentException if there is a Bernoulli layer or batch or masks do not fit
   */
  public static DeterministicPass of(
      StochasticBinaryNetwork network, Batch batch, Dropout dropout) {
    return open(network, batch, Arguments.given("dropout", dropout));
  }

  private static DeterministicPass open(
      StochasticBinaryNetwork network, Batch batch, Dropout dropout) {
    Arguments.given("network", network);
    Arguments.given("batch", batch);
    NetworkLoss loss = network.lossOfInputs(batch, dropout);
    return new DeterministicPass(batch, loss.open(batch.points()), network.encoding());
  }

  /**
   * Makes a buffer.
   *
   * @return a new gradient buffer of zeros, one group per layer
   * @throws UnsupportedOperationException if the loss has no derivative
   */
  public Gradient newGradient() {
    requireDerivative();
    return Gradient.zeros(loss.loss().parameters());
  }

  /**
   * Computes the outputs.
   *
   * @return mean loss over points
   * @throws ArithmeticException if the loss of a point is not finite
   */
  public double forward() {
    batch.inputColumns(inputs.values());
    loss.at(inputs);
    double sum = 0;
    for (double value : loss.values()) {
      sum += value;
    }
    return sum / weights.length;
  }

  /**
   * Adds the gradient of what {@link #forward} last returned.
   *
   * @param out of {@link #newGradient}
   * @throws UnsupportedOperationException if the loss has no derivative
   */
  public void backward(Gradient out) {
    requireDerivative();
    loss.parameterGradient(weights, out);
  }

  private void requireDerivative() {
    if (!loss.loss().differentiable()) {
      throw new UnsupportedOperationException(
          "back-propagation needs the derivative of the loss, but the loss "
              + loss.loss().name()
              + " has none; give one, or use a Bernoulli layer and an estimator that needs values"
              + " only, such as psa");
    }
  }

  /** {@return the outputs of the last {@link #forward}; a buffer that the next one rewrites} */
  public Outputs outputs() {
    return loss.outputs();
  }
}
