package org.bitgrad.network;

import java.util.Optional;
import org.bitgrad.numeric.Arguments;

/**
 * A loss of a head's outputs and a point's target; the network's loss is {@code f(x) = loss(W x +
 * b, target)}.
 *
 * <p>Outputs have shape {@code [outputs x rows]}, output by output. A loss keeps no state. A row
 * that a loss of one's own does not write is refused with an {@link IllegalArgumentException}.
 *
 * <pre>{@code
 * OutputLoss absolute = OutputLoss.of("absolute", (at, out) -> {
 *   for (int r = 0; r < at.rows(); r++) out[r] = Math.abs(at.get(r, 0) - at.target(r, 0));
 * });
 * }</pre>
 */
@SuppressWarnings("ClassInitializationDeadlock") // the losses are reached through here only
public interface OutputLoss {
  /**
   * Logistic loss {@code log(1 + exp(-t eta))} in nats; one output, labels {@code t} in {-1, +1}.
   * Computed as {@code max(z, 0) + log1p(exp(-|z|))}, {@code z = -t eta}: finite for every finite
   * output. Derivative {@code -t sigma(-t eta)}.
   */
  OutputLoss LOGISTIC = new LogisticLoss();

  /**
   * Softmax cross entropy {@code -log softmax(eta)_t} in nats; two outputs or more, labels {@code
   * t} in {0, ..., outputs - 1}. Computed after subtracting the largest output. Derivative {@code
   * softmax(eta) - onehot(t)}.
   */
  OutputLoss SOFTMAX = new SoftmaxLoss();

  /**
   * Half squared error {@code sum_o (eta_o - t_o)^2 / 2}, summed over outputs; one target number
   * per output. Derivative {@code eta - t}.
   */
  OutputLoss SQUARED = new SquaredLoss();

  /**
   * The negative log likelihood of Gaussian targets around the outputs, {@code sum_o (eta_o -
   * t_o)^2 / (2 s^2) + log(s sqrt(2 pi))} in nats: {@link #SQUARED}, scaled and with its constant.
   *
   * @param deviation s of every output, in [1e-100, 1e100]
   * @return the loss
   * @throws IllegalArgumentException if the deviation is not in its range
   */
  static OutputLoss gaussian(double deviation) {
    if (!(deviation >= 1e-100 && deviation <= 1e100)) {
      throw new IllegalArgumentException(
          "deviation must be in [1e-100, 1e100], but is " + deviation);
    }
    return new GaussianLoss(deviation);
  }

  /** {@return a short name} */
  String name();

  /** {@return whether {@link #gradient} exists} */
  boolean differentiable();

  /**
   * Refuses targets that do not fit.
   *
   * @param outputs outputs of the head
   * @param batch inputs and targets
   * @throws IllegalArgumentException if a target is not one of this loss
   */
  void check(int outputs, Batch batch);

  /**
   * The loss of every row.
   *
   * @param at outputs and targets
   * @param out one per row, overwritten
   */
  void values(Outputs at, double[] out);

  /**
   * The derivative of every row's loss in its outputs.
   *
   * @param at outputs and targets
   * @param out {@code [outputs x rows]}, overwritten
   * @throws UnsupportedOperationException if the loss is not differentiable
   */
  void gradient(Outputs at, double[] out);

  /**
   * What is allowed as the target of a point, where one is not.
   *
   * @param outputs of the head
   * @param target of a point
   * @return a few words; empty where it is a target of this loss, or where {@link #check} alone
   *     tells
   */
  default Optional<String> refusal(int outputs, double... target) {
    return Optional.empty();
  }

  /**
   * The class of a target.
   *
   * @param target of a point
   * @return 0, 1, ...; -1 where there are no classes
   */
  default int label(double target) {
    return -1;
  }

  /**
   * The loss of guessing among classes.
   *
   * @param outputs of the head
   * @return nats; 0 where there are no classes
   */
  default double guess(int outputs) {
    return 0;
  }

  /**
   * Adds predictions: probabilities of classes (of class 1 where there are two and one output), or
   * the outputs themselves where there are no classes.
   *
   * @param at outputs
   * @param to {@code [rows x outputs]}, row by row, added to
   */
  default void predict(Outputs at, double[] to) {
    for (int o = 0; o < at.outputs(); o++) {
      for (int r = 0; r < at.rows(); r++) {
        to[r * at.outputs() + o] += at.get(r, o);
      }
    }
  }

  /** {@return whether it writes every row for certain; others are looked at} */
  default boolean complete() {
    return false;
  }

  /**
   * A loss of one's own without derivative, for estimators that need values only; others refuse it
   * when they are opened. The head, and real layers between it and the last Bernoulli units, are
   * fixed under such a loss: they belong to no group of the gradient, and training leaves them as
   * they are.
   *
   * @param name short name
   * @param values the loss of every row
   * @return the loss
   */
  static OutputLoss of(String name, Function values) {
    return new UserOutputLoss(name, values, null);
  }

  /**
   * A differentiable loss of one's own.
   *
   * @param name short name
   * @param values the loss of every row
   * @param gradient its derivative in the outputs, {@code [outputs x rows]}
   * @return the loss
   */
  static OutputLoss of(String name, Function values, Function gradient) {
    return new UserOutputLoss(name, values, Arguments.given("gradient", gradient));
  }

  /** Writes numbers computed from outputs and targets. */
  @FunctionalInterface
  interface Function {
    /**
     * Evaluates every row.
     *
     * @param at outputs and targets
     * @param out receives the numbers, overwritten
     */
    void apply(Outputs at, double[] out);
  }
}
