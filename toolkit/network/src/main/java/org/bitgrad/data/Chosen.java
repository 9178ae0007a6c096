package org.bitgrad.data;

import java.util.Locale;

/** Checks indices of examples. */
final class Chosen {
  private Chosen() {}

  static void check(String name, int[] indices, int size) {
    if (indices.length == 0) {
      throw new IllegalArgumentException(
          name + " must name at least one of " + size + ", but is empty");
    }
    for (int i = 0; i < indices.length; i++) {
      if (indices[i] < 0 || indices[i] >= size) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT, "%s[%d] must be 0 to %d, but is %d", name, i, size - 1, indices[i]));
      }
    }
  }
}
