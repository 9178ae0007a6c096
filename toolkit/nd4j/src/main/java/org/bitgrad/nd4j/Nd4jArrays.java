package org.bitgrad.nd4j;

import java.util.Arrays;
import java.util.Locale;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The door to ND4J: blocks that are stored unit by unit become matrices {@code [rows x units]} in
 * float64 and back. Both directions copy. The first call in a JVM loads ND4J and its natives, which
 * takes seconds; nothing else in the library does.
 */
public final class Nd4jArrays {
  private Nd4jArrays() {}

  /**
   * A matrix of a block.
   *
   * @param block {@code [units x rows]}, unit by unit
   * @param rows rows
   * @param units units
   * @return a copy, {@code [rows x units]}
   */
  public static INDArray matrix(double[] block, int rows, int units) {
    double[] part = block.length == rows * units ? block : Arrays.copyOf(block, rows * units);
    return Nd4j.createFromArray(part).reshape('f', rows, units);
  }

  /**
   * Writes a matrix into a block.
   *
   * @param what name of the matrix, for messages
   * @param matrix {@code [rows x units]}; for one unit also a vector {@code [rows]}
   * @param rows rows
   * @param units units
   * @param out {@code [units x rows]}, unit by unit, overwritten
   * @throws IllegalArgumentException if the matrix is missing or has another shape
   */
  public static void copy(String what, INDArray matrix, int rows, int units, double[] out) {
    if (matrix == null) {
      throw new IllegalArgumentException(what + " must give an array, but gave null");
    }
    boolean vector = units == 1 && matrix.length() == rows && matrix.rank() <= 2;
    if (!vector && !Arrays.equals(matrix.shape(), new long[] {rows, units})) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s must give shape [%d, %d], but gave %s",
              what,
              rows,
              units,
              Arrays.toString(matrix.shape())));
    }
    double[] numbers = matrix.castTo(DataType.DOUBLE).dup('f').data().asDouble();
    System.arraycopy(numbers, 0, out, 0, rows * units);
  }
}
