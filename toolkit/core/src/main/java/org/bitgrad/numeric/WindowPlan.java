package org.bitgrad.numeric;

/**
 * How the windows of a convolution are laid out so that copies run over whole ranges. An image with
 * its border is cut into planes by the remainders of line and column by the stride; under a tap all
 * places of the window then lie in one range of one plane, line after line, with a few numbers
 * between lines that no place has (so a column block is {@link #columns} wide, and not as wide as
 * there are places).
 */
public final class WindowPlan {
  private final Convolution shape;
  private final Image out;
  private final int stride;
  private final StridedCopies copies;
  private final int height;
  private final int width;
  private final int phases;
  private final int[] starts;

  /**
   * Makes the plan.
   *
   * @param shape of the convolution
   */
  public WindowPlan(Convolution shape) {
    this.shape = shape;
    out = shape.output();
    Window window = shape.window();
    stride = window.stride();
    copies = new StridedCopies(stride);
    int beyond = (window.kernel() - 1) / stride;
    height = out.height() + beyond;
    width = out.width() + beyond;
    phases = Math.multiplyExact(stride, stride);
    starts = new int[window.taps()];
    for (int tap = 0; tap < starts.length; tap++) {
      int y = tap / window.kernel();
      int x = tap % window.kernel();
      int phase = y % stride * stride + x % stride;
      starts[tap] = (phase * height + y / stride) * width + x / stride;
    }
  }

  /** {@return numbers under one tap of one image, with those between lines} */
  public int columns() {
    return Math.multiplyExact(out.height(), width);
  }

  /** {@return numbers in all planes of an image, and after them as many as a range may overrun} */
  public int size() {
    int planes = Math.multiplyExact(shape.image().channels() * phases, height * width);
    return Math.addExact(planes, shape.window().kernel());
  }

  /**
   * Where the range of a tap begins.
   *
   * @param channel of the image
   * @param tap position in the window, line by line
   * @return index in the planes
   */
  public int start(int channel, int tap) {
    return channel * phases * height * width + starts[tap];
  }

  /**
   * Cuts an image into planes.
   *
   * @param x numbers, the image's {@code size()} of them from {@code from} on
   * @param from first index
   * @param planes {@link #size()} numbers; the border is left as it is and must be 0
   */
  public void split(float[] x, int from, float[] planes) {
    Image image = shape.image();
    int padding = shape.window().padding();
    for (int line = 0; line < image.channels() * image.height(); line++) {
      int y = line % image.height() + padding;
      int row = y / stride;
      if (row < height) {
        int channel = line / image.height();
        int to = ((channel * phases + y % stride * stride) * height + row) * width;
        splitLine(x, from + line * image.width(), planes, to);
      }
    }
  }

  private void splitLine(float[] x, int from, float[] planes, int to) {
    int padding = shape.window().padding();
    int length = shape.image().width();
    for (int phase = 0; phase < stride; phase++) {
      int start = Math.floorMod(phase - padding, stride);
      int at = to + phase * height * width + (start + padding) / stride;
      int count =
          Math.min(
              (length - start + stride - 1) / stride, to + phase * height * width + width - at);
      copies.take(x, from + start, planes, at, count);
    }
  }

  /**
   * Takes one image's numbers out of a block of columns.
   *
   * @param block one row of numbers per channel
   * @param distance of rows in the block
   * @param first index of the image's first number in the block
   * @param a receives the numbers, without those between lines
   * @param to first index
   */
  public void gather(float[] block, int distance, int first, float[] a, int to) {
    for (int line = 0; line < out.channels() * out.height(); line++) {
      int from = first + line / out.height() * distance + line % out.height() * width;
      System.arraycopy(block, from, a, to + line * out.width(), out.width());
    }
  }

  /**
   * The reverse of {@link #gather}; what is between lines is left as it is.
   *
   * @param a one image's numbers
   * @param from first index
   * @param block one row of numbers per channel
   * @param distance of rows in the block
   * @param first index of the image's first number in the block
   */
  public void spread(float[] a, int from, float[] block, int distance, int first) {
    for (int line = 0; line < out.channels() * out.height(); line++) {
      int to = first + line / out.height() * distance + line % out.height() * width;
      System.arraycopy(a, from + line * out.width(), block, to, out.width());
    }
  }
}
