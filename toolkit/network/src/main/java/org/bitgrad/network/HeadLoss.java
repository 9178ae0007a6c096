package org.bitgrad.network;

import org.bitgrad.numeric.Arguments;
import org.bitgrad.numeric.Dense;
import org.bitgrad.problem.Encoding;
import org.bitgrad.problem.ParameterLayout;

/**
 * A linear head without noise under an {@link OutputLoss}: {@code f(x) = loss(W x + b, target)}.
 * Its parameters are one group: {@code W} row-major {@code [outputs x units]}, then {@code b}, in
 * the encoding of the states. Under a loss without a derivative the head is fixed: its numbers are
 * no parameters, so that estimators which need values only see the parameters of the units.
 *
 * <p>Flips update the outputs instead of computing them afresh: {@code eta + W_i (x_i' - x_i)}. So
 * all flips of {@code n} units cost {@code n} evaluations of the output loss, {@code O(outputs)}
 * each.
 */
public final class HeadLoss implements NetworkLoss {
  private final Head head;
  private final double[] theta;
  private final Batch batch;

  private HeadLoss(Head head, double[] theta, Batch batch) {
    this.head = head;
    this.theta = theta;
    this.batch = batch;
  }

  /**
   * What a head is, apart from its numbers.
   *
   * @param group name of its parameter group
   * @param units units of the layer below
   * @param outputs outputs
   * @param encoding of the states that it multiplies
   * @param loss judges the outputs
   */
  record Head(String group, int units, int outputs, Encoding encoding, OutputLoss loss) {
    Dense shape() {
      return new Dense(units, outputs);
    }
  }

  static HeadLoss of(Head head, double[] theta, Batch batch) {
    head.loss().check(head.outputs(), batch);
    return new HeadLoss(head, theta, batch);
  }

  /**
   * A head on the states of any chain, in bits.
   *
   * @param outputs outputs, at least 1
   * @param loss judges the outputs
   * @param batch targets; the inputs are not read
   * @param theta {@code W} row-major {@code [outputs x units]}, then {@code b}; copied
   * @return the loss, with group {@code head} if it is differentiable
   * @throws IllegalArgumentException if sizes or targets do not fit or a number is not finite
   */
  public static HeadLoss of(int outputs, OutputLoss loss, Batch batch, double... theta) {
    Arguments.within("outputs", outputs, 1, Integer.MAX_VALUE);
    Arguments.given("loss", loss);
    Arguments.given("batch", batch);
    Arguments.finite("theta", theta);
    int units = theta.length / outputs - 1;
    if (units < 1 || theta.length != outputs * (units + 1)) {
      throw new IllegalArgumentException(
          "theta must have outputs x (units + 1) numbers with outputs = "
              + outputs
              + ", but has "
              + theta.length);
    }
    return of(new Head("head", units, outputs, Encoding.BITS, loss), theta.clone(), batch);
  }

  /** {@return the numbers of the head themselves; writing to them moves the loss} */
  public double[] theta() {
    return theta;
  }

  Head head() {
    return head;
  }

  Batch batch() {
    return batch;
  }

  @Override
  public String name() {
    return head.loss().name();
  }

  @Override
  public boolean differentiable() {
    return head.loss().differentiable();
  }

  @Override
  public ParameterLayout parameters() {
    ParameterLayout none = ParameterLayout.empty();
    return differentiable() ? none.with(head.group(), head.shape().size()) : none;
  }

  @Override
  public int points() {
    return batch.points();
  }

  @Override
  public NetworkLoss at(int... points) {
    return new HeadLoss(head, theta, batch.at(points));
  }

  @Override
  public NetworkLossPass open(int rows) {
    return new HeadPass(this, Arguments.rows(rows, points()));
  }
}
