package org.bitgrad.problem;

import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import org.bitgrad.numeric.Arguments;
import org.bitgrad.numeric.Memory;

/**
 * The states of one layer for a block of rows, in a named {@link Encoding}.
 *
 * <p>Shape {@code [units x rows]}, stored unit by unit. Hard states hold {@code encoding.low()} or
 * {@code encoding.high()}; relaxed ones (Concrete, mean field) hold numbers between the two. The
 * array is a working buffer: whoever opens it may rewrite it, and readers must not keep it.
 */
public final class States {
  private final Encoding encoding;
  private final int units;
  private final int rows;
  private final double[] values;

  private States(Encoding encoding, int units, int rows, double[] values) {
    this.encoding = Objects.requireNonNull(encoding, "encoding");
    this.units = units;
    this.rows = rows;
    this.values = values;
  }

  /**
   * A block with every bit 0.
   *
   * @param encoding how states are written as numbers
   * @param units units of the layer, at least 1
   * @param rows rows, at least 1
   * @return the block
   */
  public static States zeros(Encoding encoding, int units, int rows) {
    if (units < 1 || rows < 1) {
      throw new IllegalArgumentException(
          "units and rows must be at least 1, but are " + units + " and " + rows);
    }
    int size = Memory.requireArray("rows", rows, Memory.product(units, rows));
    States states = new States(encoding, units, rows, new double[size]);
    Arrays.fill(states.values, encoding.low());
    return states;
  }

  /**
   * All {@code 2^units} joint states, one per row; unit 0 is the most significant bit of the row's
   * number.
   *
   * @param encoding how states are written as numbers
   * @param units units of the layer, 1 to 20
   * @return the block of {@code 2^units} rows
   */
  public static States enumerate(Encoding encoding, int units) {
    if (units < 1 || units > 20) {
      throw new IllegalArgumentException("units must be 1 to 20 to enumerate, but is " + units);
    }
    int rows = 1 << units;
    States states = zeros(encoding, units, rows);
    for (int j = 0; j < units; j++) {
      for (int r = 0; r < rows; r++) {
        states.values[j * rows + r] =
            (r >> (units - 1 - j) & 1) == 1 ? encoding.high() : encoding.low();
      }
    }
    return states;
  }

  /** {@return how states are written as numbers} */
  public Encoding encoding() {
    return encoding;
  }

  /** {@return units of the layer} */
  public int units() {
    return units;
  }

  /** {@return rows of the block} */
  public int rows() {
    return rows;
  }

  /** {@return the buffer itself, {@code [units x rows]}, unit by unit} */
  public double[] values() {
    return values;
  }

  /**
   * One state as a number of the encoding.
   *
   * @param row row
   * @param unit unit
   * @return the number
   */
  public double get(int row, int unit) {
    return values[unit * rows + row];
  }

  /**
   * The sum of the states of a row; with bits, the number of ones.
   *
   * @param row row
   * @return the sum
   */
  public double sum(int row) {
    double sum = 0;
    for (int j = 0; j < units; j++) {
      sum += values[j * rows + row];
    }
    return sum;
  }

  /**
   * The same states written in another encoding; also for relaxed states.
   *
   * @param target encoding of the copy
   * @return a copy
   */
  public States as(Encoding target) {
    States copy = zeros(target, units, rows);
    copyTo(copy);
    return copy;
  }

  /**
   * Writes these states into another block, in that block's encoding.
   *
   * @param target block of the same shape
   */
  public void copyTo(States target) {
    if (target.units != units || target.rows != rows) {
      throw new IllegalArgumentException(
          "target must be "
              + units
              + " x "
              + rows
              + ", but is "
              + target.units
              + " x "
              + target.rows);
    }
    double scale = target.encoding.step() / encoding.step();
    for (int i = 0; i < values.length; i++) {
      target.values[i] = target.encoding.low() + scale * (values[i] - encoding.low());
    }
  }

  /**
   * Requires states of a shape.
   *
   * @param name of the argument
   * @param states of it
   * @param units wanted
   * @param rows wanted
   * @throws IllegalArgumentException if they are missing, or have another shape
   */
  public static void requireShape(String name, States states, int units, int rows) {
    Arguments.given(name, states);
    if (states.units != units || states.rows != rows) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s must have shape [%d x %d], but is [%d x %d]",
              name,
              units,
              rows,
              states.units,
              states.rows));
    }
  }
}
