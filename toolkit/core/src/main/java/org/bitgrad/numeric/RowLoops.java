package org.bitgrad.numeric;

/**
 * Loops over whole arrays of one length, one simple loop each. HotSpot (JDK 17) vectorises these,
 * but not loops that read arrays at different offsets; so callers keep a row array per unit.
 */
public final class RowLoops {
  private RowLoops() {}

  /**
   * {@code y += w x}.
   *
   * @param w factor
   * @param x numbers
   * @param y added to
   */
  public static void addScaled(double w, double[] x, double[] y) {
    for (int r = 0; r < y.length; r++) {
      y[r] = Math.fma(w, x[r], y[r]);
    }
  }

  /**
   * {@code y += x}.
   *
   * @param x numbers
   * @param y added to
   */
  public static void add(double[] x, double[] y) {
    for (int r = 0; r < y.length; r++) {
      y[r] += x[r];
    }
  }

  /**
   * {@code y += sum_n w[from + n stride] x[n]}, four rows at a time.
   *
   * @param w factors
   * @param from index of the first factor
   * @param stride distance of factors
   * @param x rows
   * @param y added to
   */
  public static void addCombination(double[] w, int from, int stride, double[][] x, double[] y) {
    int n = 0;
    for (; n + 3 < x.length; n += 4) {
      int at = from + n * stride;
      addPair(w[at], x[n], w[at + stride], x[n + 1], y);
      addPair(w[at + 2 * stride], x[n + 2], w[at + 3 * stride], x[n + 3], y);
    }
    for (; n < x.length; n++) {
      addScaled(w[from + n * stride], x[n], y);
    }
  }

  private static void addPair(double v, double[] x0, double w, double[] x1, double[] y) {
    for (int r = 0; r < y.length; r++) {
      y[r] = Math.fma(v, x0[r], Math.fma(w, x1[r], y[r]));
    }
  }

  /**
   * Copies a block into a row array per unit.
   *
   * @param block {@code [units x rows]}, unit by unit
   * @param to one array per unit, overwritten
   */
  public static void split(double[] block, double[][] to) {
    int from = 0;
    for (double[] row : to) {
      System.arraycopy(block, from, row, 0, row.length);
      from += row.length;
    }
  }

  /**
   * Sums a block over its units.
   *
   * @param block {@code [units x rows]}, unit by unit
   * @param units units
   * @param scratch working row
   * @param out one sum per row, overwritten; as long as a row
   */
  public static void sumOverUnits(double[] block, int units, double[] scratch, double[] out) {
    int rows = out.length;
    System.arraycopy(block, 0, out, 0, rows);
    for (int j = 1; j < units; j++) {
      System.arraycopy(block, j * rows, scratch, 0, rows);
      add(scratch, out);
    }
  }
}
