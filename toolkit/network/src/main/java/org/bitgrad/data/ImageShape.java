package org.bitgrad.data;

import java.util.Locale;

/**
 * The shape of an image.
 *
 * @param channels 1 for grey, 3 for colour
 * @param rows height
 * @param columns width
 */
public record ImageShape(int channels, int rows, int columns) {

  /**
   * Checks the sizes.
   *
   * @param channels 1 for grey, 3 for colour
   * @param rows height
   * @param columns width
   * @throws IllegalArgumentException if one is below 1
   */
  public ImageShape {
    if (channels < 1 || rows < 1 || columns < 1) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "channels, rows and columns must be at least 1, but are %d, %d, %d",
              channels,
              rows,
              columns));
    }
  }

  /** {@return numbers of an image} */
  public int size() {
    return Math.multiplyExact(channels, Math.multiplyExact(rows, columns));
  }
}
