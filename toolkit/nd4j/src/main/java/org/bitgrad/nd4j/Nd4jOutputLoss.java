package org.bitgrad.nd4j;

import java.util.function.BinaryOperator;
import org.bitgrad.network.OutputLoss;
import org.bitgrad.network.Outputs;
import org.bitgrad.numeric.Arguments;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Losses of a head's outputs written with ND4J. Functions get the outputs, {@code [rows x
 * outputs]}, and the targets, {@code [rows x targets]}, as float64 copies. For the cost see {@link
 * Nd4jLoss}.
 *
 * <pre>{@code
 * OutputLoss squared = Nd4jOutputLoss.of("squared by nd4j",
 *     (eta, t) -> eta.sub(t).muli(eta.sub(t)).sum(1).muli(0.5), (eta, t) -> eta.sub(t));
 * }</pre>
 */
public final class Nd4jOutputLoss {
  private Nd4jOutputLoss() {}

  /**
   * A loss that is known at its values only.
   *
   * @param name short name
   * @param values from outputs and targets to {@code [rows]}
   * @return the loss
   */
  public static OutputLoss of(String name, BinaryOperator<INDArray> values) {
    Arguments.given("values", values);
    return OutputLoss.of(name, (at, out) -> apply(name, values, at, 1, out));
  }

  /**
   * A differentiable loss.
   *
   * @param name short name
   * @param values from outputs and targets to {@code [rows]}
   * @param gradient from outputs and targets to the derivatives in the outputs, {@code [rows x
   *     outputs]}
   * @return the loss
   */
  public static OutputLoss of(
      String name, BinaryOperator<INDArray> values, BinaryOperator<INDArray> gradient) {
    Arguments.given("values", values);
    Arguments.given("gradient", gradient);
    return OutputLoss.of(
        name,
        (at, out) -> apply(name, values, at, 1, out),
        (at, out) -> apply("gradient of " + name, gradient, at, at.outputs(), out));
  }

  private static void apply(
      String what, BinaryOperator<INDArray> function, Outputs at, int columns, double[] out) {
    INDArray eta = Nd4jArrays.matrix(at.eta(), at.rows(), at.outputs());
    INDArray targets = Nd4jArrays.matrix(at.targets(), at.rows(), at.targetSize());
    Nd4jArrays.copy(what, function.apply(eta, targets), at.rows(), columns, out);
  }
}
