package org.bitgrad.numeric;

/**
 * The shape of a convolution (a cross-correlation: the kernel is not mirrored) with one bias per
 * channel,
 *
 * <pre>y[c, i] = b[c] + sum_r sum_tap W[c, r, tap] x[r, stride i + tap - padding],</pre>
 *
 * where {@code x} is 0 outside the image. Parameters are {@code W}, {@code [channels x channels of
 * the image x kernel x kernel]}, then {@code b}.
 *
 * @param image what it reads
 * @param channels of its output
 * @param window how it moves
 */
public record Convolution(Image image, int channels, Window window) implements Affine {

  /** {@return the shape of the output} */
  public Image output() {
    return new Image(channels, window.places(image.height()), window.places(image.width()));
  }

  @Override
  public int in() {
    return image.size();
  }

  @Override
  public int out() {
    return output().size();
  }

  @Override
  public int weights() {
    return Math.multiplyExact(channels, Math.multiplyExact(image.channels(), window.taps()));
  }

  @Override
  public int size() {
    return Math.addExact(weights(), channels);
  }

  /** {@return multiplications of one row, those with the border among them} */
  @Override
  public long products() {
    return (long) weights() * output().positions();
  }

  @Override
  public ConvolutionBlock open(int rows) {
    return new ConvolutionBlock(this, rows);
  }

  @Override
  public int fan() {
    return Math.multiplyExact(channels, window.taps());
  }

  @Override
  public int connections(int input, int[] outputs, int[] weights) {
    int position = input % image.positions();
    int channel = input / image.positions();
    int places = output().positions();
    int count = 0;
    for (int c = 0; c < channels; c++) {
      for (int tap = 0; tap < window.taps(); tap++) {
        int place = place(tap, position);
        if (place >= 0) {
          outputs[count] = c * places + place;
          weights[count] = weight(c, channel, tap);
          count++;
        }
      }
    }
    return count;
  }

  /**
   * The index of a weight.
   *
   * @param to channel of the output
   * @param from channel of the image
   * @param tap position in the window, line by line
   * @return its index among the parameters
   */
  public int weight(int to, int from, int tap) {
    return (to * image.channels() + from) * window.taps() + tap;
  }

  /**
   * The position of the image that lies under a tap at some place of the window.
   *
   * @param tap position in the window, line by line
   * @param place position of the output
   * @return position of the image; -1 for the border
   */
  public int position(int tap, int place) {
    int width = window.places(image.width());
    int y = place / width * window.stride() + tap / window.kernel() - window.padding();
    int x = place % width * window.stride() + tap % window.kernel() - window.padding();
    boolean inside = y >= 0 && y < image.height() && x >= 0 && x < image.width();
    return inside ? y * image.width() + x : -1;
  }

  /**
   * The place of the window at which a tap lies over a position of the image.
   *
   * @param tap position in the window, line by line
   * @param position position of the image
   * @return position of the output; -1 if there is no such place
   */
  public int place(int tap, int position) {
    int y = position / image.width() + window.padding() - tap / window.kernel();
    int x = position % image.width() + window.padding() - tap % window.kernel();
    int stride = window.stride();
    int height = window.places(image.height());
    int width = window.places(image.width());
    boolean met = y >= 0 && x >= 0 && y % stride == 0 && x % stride == 0;
    boolean inside = met && y / stride < height && x / stride < width;
    return inside ? y / stride * width + x / stride : -1;
  }
}
