package org.bitgrad.numeric;

import java.util.Locale;

/**
 * A window on a {@link FloatMemory} that products read or write: rows of numbers, a fixed distance
 * apart. It can be moved and resized without allocating, so that one window serves slice after
 * slice; for one thread.
 */
public abstract class FloatMatrix {
  private final FloatMemory memory;
  private final int stride;
  private int rows;
  private int columns;
  private int offset;

  /**
   * A window on the beginning of a memory.
   *
   * @param memory that it looks at
   * @param rows of it
   * @param columns of it, also the distance of its rows
   * @throws IndexOutOfBoundsException if they do not fit
   */
  protected FloatMatrix(FloatMemory memory, int rows, int columns) {
    this.memory = memory;
    this.stride = columns;
    size(rows, columns);
  }

  /**
   * Moves the window.
   *
   * @param start where its first number lies in the memory
   * @return this
   * @throws IndexOutOfBoundsException if it does not fit
   */
  public final FloatMatrix at(int start) {
    check(start, rows, columns);
    offset = start;
    return this;
  }

  /**
   * Changes the size; the distance of rows stays.
   *
   * @param newRows rows
   * @param newColumns columns, at most the distance of rows
   * @return this
   * @throws IndexOutOfBoundsException if it does not fit
   */
  public final FloatMatrix size(int newRows, int newColumns) {
    check(offset, newRows, newColumns);
    rows = newRows;
    columns = newColumns;
    return this;
  }

  private void check(int start, int newRows, int newColumns) {
    long end = newRows == 0 ? start : start + (newRows - 1L) * stride + newColumns;
    boolean sized = newRows >= 0 && newColumns >= 1 && newColumns <= stride;
    if (!sized || start < 0 || end > memory.size()) {
      throw new IndexOutOfBoundsException(
          String.format(
              Locale.ROOT,
              "window of %d rows of %d numbers, %d apart, from %d on must lie in %d numbers",
              newRows,
              newColumns,
              stride,
              start,
              memory.size()));
    }
  }

  /** {@return rows} */
  public final int rows() {
    return rows;
  }

  /** {@return columns} */
  public final int columns() {
    return columns;
  }

  /** {@return distance of the first numbers of neighbouring rows} */
  public final int stride() {
    return stride;
  }

  /** {@return where the first number lies in the memory} */
  public final int offset() {
    return offset;
  }

  /** {@return the memory that the window looks at} */
  public final FloatMemory memory() {
    return memory;
  }
}
