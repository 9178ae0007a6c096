package org.bitgrad.numeric;

/**
 * Copies between neighbouring numbers and every n-th one. One and two have code of their own: only
 * with a constant does HotSpot take the checks of indices out of the loop.
 */
final class StridedCopies {
  private final int stride;

  StridedCopies(int stride) {
    this.stride = stride;
  }

  /** {@code to[at + i] = x[from + i stride]} for the first {@code count} numbers i. */
  void take(float[] x, int from, float[] to, int at, int count) {
    if (stride == 1) {
      System.arraycopy(x, from, to, at, Math.max(0, count));
    } else if (stride == 2) {
      takeSecond(x, from, to, at, count);
    } else {
      for (int i = 0; i < count; i++) {
        to[at + i] = x[from + i * stride];
      }
    }
  }

  private static void takeSecond(float[] x, int from, float[] to, int at, int count) {
    for (int i = 0; i < count; i++) {
      to[at + i] = x[from + 2 * i];
    }
  }

  /** {@code to[at + i stride] = x[from + i]} for the first {@code count} numbers i. */
  void put(float[] x, int from, float[] to, int at, int count) {
    if (stride == 1) {
      System.arraycopy(x, from, to, at, Math.max(0, count));
    } else if (stride == 2) {
      putSecond(x, from, to, at, count);
    } else {
      for (int i = 0; i < count; i++) {
        to[at + i * stride] = x[from + i];
      }
    }
  }

  private static void putSecond(float[] x, int from, float[] to, int at, int count) {
    for (int i = 0; i < count; i++) {
      to[at + 2 * i] = x[from + i];
    }
  }
}
