package org.bitgrad.numeric;

/**
 * A square window that moves over an image with a border of zeros.
 *
 * @param kernel side of the window, at least 1
 * @param stride positions from one place of the window to the next, at least 1
 * @param padding width of the border, at least 0
 */
public record Window(int kernel, int stride, int padding) {

  /** {@return positions in the window} */
  public int taps() {
    return Math.multiplyExact(kernel, kernel);
  }

  /**
   * The places of the window along one side of an image.
   *
   * @param length positions along that side, so that the window fits in with the border
   * @return how many; positions that are left over at the end are not looked at
   */
  public int places(int length) {
    return (length + 2 * padding - kernel) / stride + 1;
  }
}
