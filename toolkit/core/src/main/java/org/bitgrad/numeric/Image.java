package org.bitgrad.numeric;

/**
 * The shape of an image. Its numbers stand channel by channel, line by line: {@code (channel *
 * height + y) * width + x}.
 *
 * @param channels at least 1
 * @param height lines, at least 1
 * @param width columns, at least 1
 */
public record Image(int channels, int height, int width) {

  /** {@return positions of a channel} */
  public int positions() {
    return Math.multiplyExact(height, width);
  }

  /** {@return numbers in all channels} */
  public int size() {
    return Math.multiplyExact(channels, positions());
  }

  @Override
  public String toString() {
    return channels + "x" + height + "x" + width;
  }
}
