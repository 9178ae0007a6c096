package org.bitgrad.papers.shared;

import java.util.Arrays;
import org.bitgrad.numeric.RowLoops;

/**
 * A block of inputs {@code [rows x units]} by its numbers other than 0, row by row and unit by
 * unit, and its products with rows of weights. Most pixels of a digit, most counts of words and
 * half of the units behind a rectifier are 0.
 */
public final class SparseRows {
  private final int units;
  private final Entries byRow;
  private final Entries byUnit;
  private final double[][] terms;

  /**
   * Opens working lists.
   *
   * @param rows of each block
   * @param units of each row
   */
  public SparseRows(int rows, int units) {
    this.units = units;
    byRow = new Entries(rows, units);
    byUnit = new Entries(units, rows);
    terms = new double[Math.max(rows, units)][];
  }

  /** Lists of (index, value), one list per line. */
  private static final class Entries {
    private final int[] count;
    private final int[][] index;
    private final double[][] value;

    Entries(int lines, int most) {
      count = new int[lines];
      index = new int[lines][most];
      value = new double[lines][most];
    }

    void add(int line, int at, double number) {
      index[line][count[line]] = at;
      value[line][count[line]++] = number;
    }
  }

  /**
   * Sets the block.
   *
   * @param rows each of {@code units} numbers; copied
   */
  public void set(double[][] rows) {
    Arrays.fill(byRow.count, 0);
    Arrays.fill(byUnit.count, 0);
    for (int r = 0; r < rows.length; r++) {
      double[] row = rows[r];
      for (int i = 0; i < units; i++) {
        if (row[i] != 0) {
          byRow.add(r, i, row[i]);
          byUnit.add(i, r, row[i]);
        }
      }
    }
  }

  /**
   * {@code out[r] = sum_i x[r][i] weights[i]}.
   *
   * @param weights {@code [units x outputs]}
   * @param out {@code [rows x outputs]}, overwritten
   */
  public void forward(double[][] weights, double[][] out) {
    combine(byRow, weights, out);
  }

  /**
   * {@code out[i] = sum_r x[r][i] dOut[r]}.
   *
   * @param dOut {@code [rows x outputs]}
   * @param out {@code [units x outputs]}, overwritten
   */
  public void weightGradient(double[][] dOut, double[][] out) {
    combine(byUnit, dOut, out);
  }

  private void combine(Entries entries, double[][] from, double[][] out) {
    for (int line = 0; line < out.length; line++) {
      int n = entries.count[line];
      for (int k = 0; k < n; k++) {
        terms[k] = from[entries.index[line][k]];
      }
      Arrays.fill(out[line], 0);
      RowLoops.addCombination(n, entries.value[line], terms, out[line]);
    }
  }
}
