package org.bitgrad.train.engine;

/**
 * The rows of a batch cut into slices that threads take. Their number depends on the rows alone, so
 * that sums over slices, and products of slices, do not depend on the number of threads. They are
 * few: each product of a slice packs the weights anew.
 */
final class RowSlices {
  /** The most slices that there are; a batch may have fewer. */
  static final int COUNT = 4;

  private static final int FEW = 2;
  private static final int ROWS_OF_MANY = 200;

  private int rows;

  void rows(int ofBatch) {
    rows = ofBatch;
  }

  int rows() {
    return rows;
  }

  /** {@return slices of the batch} */
  int count() {
    return rows < ROWS_OF_MANY ? FEW : COUNT;
  }

  /** {@return the most rows that a slice has in batches up to a size} */
  static int largest(int capacity) {
    int few = (Math.min(capacity, ROWS_OF_MANY - 1) + FEW - 1) / FEW;
    return Math.max(few, (capacity + COUNT - 1) / COUNT);
  }

  int from(int slice) {
    return cut(rows, slice, count());
  }

  int to(int slice) {
    return cut(rows, slice + 1, count());
  }

  /** Border of one of several nearly equal parts. */
  static int cut(int size, int part, int parts) {
    return (int) ((long) size * part / parts);
  }
}
