package org.bitgrad.train.engine;

/**
 * The rows of a batch cut into slices that threads take. Their number is fixed, so that sums over
 * slices, and products of slices, do not depend on the number of threads.
 */
final class RowSlices {
  static final int COUNT = 4;

  private int rows;

  void rows(int ofBatch) {
    rows = ofBatch;
  }

  int rows() {
    return rows;
  }

  int from(int slice) {
    return cut(rows, slice, COUNT);
  }

  int to(int slice) {
    return cut(rows, slice + 1, COUNT);
  }

  /** Border of one of several nearly equal parts. */
  static int cut(int size, int part, int parts) {
    return (int) ((long) size * part / parts);
  }
}
