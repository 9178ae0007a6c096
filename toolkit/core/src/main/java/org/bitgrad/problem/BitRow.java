package org.bitgrad.problem;

import java.util.Objects;
import java.util.function.ToDoubleFunction;

/**
 * The bits of one row, as a function of one's own sees them: {@code row -> Math.pow(row.sum() -
 * 1.3, 2)}. In {0, 1}; numbers in between if an estimator relaxes them. A view that moves on from
 * row to row: it is not to be kept.
 */
public final class BitRow {
  private final States bits;
  private int row;

  BitRow(States bits) {
    this.bits = bits;
  }

  void move(int to) {
    row = to;
  }

  /** {@return how many bits there are} */
  public int size() {
    return bits.units();
  }

  /**
   * One of them.
   *
   * @param unit 0 to {@code size() - 1}
   * @return its number
   * @throws IndexOutOfBoundsException if there is no such bit
   */
  public double get(int unit) {
    return bits.values()[index(unit)];
  }

  private int index(int unit) {
    return Objects.checkIndex(unit, bits.units()) * bits.rows() + row;
  }

  /** {@return the sum of all bits} */
  public double sum() {
    return bits.sum(row);
  }

  /** The function of blocks that evaluates one of rows. */
  static BitFunction function(ToDoubleFunction<BitRow> function) {
    return (bits, out) -> {
      BitRow view = new BitRow(bits);
      for (int r = 0; r < bits.rows(); r++) {
        view.move(r);
        out[r] = function.applyAsDouble(view);
      }
    };
  }

  /** The gradient of blocks that asks one of rows. */
  static BitGradient gradient(Gradient gradient) {
    return (bits, out) -> {
      BitRow view = new BitRow(bits);
      double[] one = new double[bits.units()];
      for (int r = 0; r < bits.rows(); r++) {
        view.move(r);
        for (int j = 0; j < one.length; j++) {
          one[j] = out[j * bits.rows() + r]; // the mark of what is not written
        }
        gradient.at(view, one);
        for (int j = 0; j < one.length; j++) {
          out[j * bits.rows() + r] = one[j];
        }
      }
    };
  }

  /** The derivative of a function of one row of bits. */
  @FunctionalInterface
  public interface Gradient {
    /**
     * Writes it.
     *
     * @param row the bits
     * @param out the derivative in each bit, overwritten
     */
    void at(BitRow row, double[] out);
  }
}
