package org.bitgrad.numeric;

/**
 * The shape of a pooling: square windows that do not overlap, each of which is joined to one number
 * per channel. Lines and columns that fill no window are not looked at.
 *
 * @param kind how the numbers of a window are joined
 * @param image what it reads
 * @param side of a window, at least 1 and at most height and width
 */
public record Pooling(Kind kind, Image image, int side) {

  /** How the numbers of a window are joined. */
  public enum Kind {
    /** The largest. */
    MAX,
    /** Their mean. */
    AVERAGE,
    /** Their sum. */
    SUM
  }

  /** {@return the shape of the output} */
  public Image output() {
    return new Image(image.channels(), image.height() / side, image.width() / side);
  }

  /** {@return numbers in a window} */
  public int taps() {
    return Math.multiplyExact(side, side);
  }

  /** {@return what a number is multiplied by before it is added; 1 for the largest} */
  public double factor() {
    return kind == Kind.AVERAGE ? 1.0 / taps() : 1;
  }

  /**
   * An input of a window.
   *
   * @param window output that is asked for
   * @param tap 0 to {@link #taps()} - 1, line by line
   * @return index of the input
   */
  public int input(int window, int tap) {
    Image out = output();
    int channel = window / out.positions();
    int y = window / out.width() % out.height() * side + tap / side;
    int x = window % out.width() * side + tap % side;
    return (channel * image.height() + y) * image.width() + x;
  }
}
