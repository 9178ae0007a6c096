package org.bitgrad.nd4j;

import java.util.function.UnaryOperator;
import org.bitgrad.numeric.Arguments;
import org.bitgrad.problem.BitFunction;
import org.bitgrad.problem.BitLoss;
import org.bitgrad.problem.Loss;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Functions of bits written with ND4J. Arrays are float64 matrices {@code [rows x units]} of bits
 * in {0, 1}; the function gets a copy, which it may change.
 *
 * <p>A call costs tens of microseconds whatever its size, and the first one in a JVM some seconds:
 * for small blocks plain Java ({@link BitLoss}) is faster.
 *
 * <pre>{@code
 * Loss loss = Nd4jLoss.of("ones", bits -> bits.sum(1));
 * }</pre>
 */
public final class Nd4jLoss {
  private Nd4jLoss() {}

  /**
   * A loss that is known at its values only.
   *
   * @param name short name
   * @param values from {@code [rows x units]} to {@code [rows]}
   * @return the loss
   */
  public static Loss of(String name, UnaryOperator<INDArray> values) {
    Arguments.given("values", values);
    return BitLoss.of(name, valuesOf(name, values));
  }

  /**
   * A differentiable loss.
   *
   * @param name short name
   * @param values from {@code [rows x units]} to {@code [rows]}
   * @param gradient from {@code [rows x units]} to the derivatives, {@code [rows x units]}
   * @return the loss
   */
  public static Loss of(
      String name, UnaryOperator<INDArray> values, UnaryOperator<INDArray> gradient) {
    Arguments.given("values", values);
    Arguments.given("gradient", gradient);
    return BitLoss.of(
        name,
        valuesOf(name, values),
        (bits, out) -> {
          INDArray matrix = Nd4jArrays.matrix(bits.values(), bits.rows(), bits.units());
          INDArray result = gradient.apply(matrix);
          Nd4jArrays.copy("gradient of " + name, result, bits.rows(), bits.units(), out);
        });
  }

  private static BitFunction valuesOf(String name, UnaryOperator<INDArray> values) {
    return (bits, out) -> {
      INDArray matrix = Nd4jArrays.matrix(bits.values(), bits.rows(), bits.units());
      Nd4jArrays.copy(name, values.apply(matrix), bits.rows(), 1, out);
    };
  }
}
