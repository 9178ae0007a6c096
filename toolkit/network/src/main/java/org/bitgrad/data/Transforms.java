package org.bitgrad.data;

import java.util.Arrays;
import java.util.Locale;
import org.bitgrad.random.RandomStream;

/** The usual changes of examples at a visit. */
public final class Transforms {
  private Transforms() {}

  /**
   * Bits by a threshold: 1 where a number is greater.
   *
   * <p>For MNIST "pixel greater than 127" is {@code threshold(0.5)}, since no pixel is 127.5.
   *
   * @param threshold any number
   * @return the transform
   * @throws IllegalArgumentException if the threshold is NaN
   */
  public static Transform threshold(double threshold) {
    if (Double.isNaN(threshold)) {
      throw new IllegalArgumentException("threshold must be a number, but is NaN");
    }
    return new Threshold(threshold);
  }

  /**
   * Bits drawn anew at every visit: 1 with the probability that the number is (for pixels: {@code
   * pixel / 255}). Numbers up to 0 give 0, numbers from 1 give 1. Behind a standardisation there
   * are no probabilities, and {@link BatchPlan#with} refuses it there.
   *
   * @return the transform
   */
  public static Transform dynamicBinarisation() {
    return new DynamicBinarisation();
  }

  /**
   * Mirrors an image left to right, with probability 1/2 at every visit.
   *
   * @param shape of the images
   * @return the transform
   */
  public static Transform horizontalFlip(ImageShape shape) {
    return new HorizontalFlip(shape);
  }

  /**
   * Surrounds an image by zeros and cuts an image of the old size at a random place, each with the
   * same probability.
   *
   * @param shape of the images
   * @param padding rows and columns of zeros on each side, 0 or more
   * @return the transform
   * @throws IllegalArgumentException if the padding is negative
   */
  public static Transform randomCrop(ImageShape shape, int padding) {
    if (padding < 0) {
      throw new IllegalArgumentException("padding must be at least 0, but is " + padding);
    }
    return new RandomCrop(shape, padding);
  }

  static boolean drawsBits(Transform transform) {
    return transform instanceof DynamicBinarisation;
  }

  static boolean isThreshold(Transform transform) {
    return transform instanceof Threshold;
  }

  /** A random move of an image, of which expectations are known. */
  interface Moving extends Transform {
    /**
     * Turns a function of the pixels of an image into its expectation after the move.
     *
     * @param x the function, changed in place
     * @param outside its value outside the image
     * @param scratch as many numbers
     */
    void expect(double[] x, double outside, double[] scratch);
  }

  private record Threshold(double threshold) implements Transform {
    @Override
    public String name() {
      return "threshold";
    }

    @Override
    public int draws(int features) {
      return 0;
    }

    @Override
    public void apply(double[] x, double[] scratch, RandomStream stream, long from) {
      for (int i = 0; i < x.length; i++) {
        x[i] = x[i] > threshold ? 1 : 0;
      }
    }
  }

  private record DynamicBinarisation() implements Transform {
    @Override
    public String name() {
      return "dynamic-binarisation";
    }

    @Override
    public int draws(int features) {
      return features;
    }

    @Override
    public void apply(double[] x, double[] scratch, RandomStream stream, long from) {
      stream.uniforms(from, scratch, 0, x.length);
      for (int i = 0; i < x.length; i++) {
        x[i] = scratch[i] < x[i] ? 1 : 0;
      }
    }
  }

  private record HorizontalFlip(ImageShape shape) implements Moving {
    @Override
    public String name() {
      return "horizontal-flip";
    }

    @Override
    public int draws(int features) {
      return fitting(shape, features, 1);
    }

    @Override
    public void expect(double[] x, double outside, double[] scratch) {
      System.arraycopy(x, 0, scratch, 0, x.length);
      int columns = shape.columns();
      for (int i = 0; i < x.length; i++) {
        int mirrored = i + columns - 1 - 2 * (i % columns);
        x[i] = (scratch[i] + scratch[mirrored]) / 2;
      }
    }

    @Override
    public void apply(double[] x, double[] scratch, RandomStream stream, long from) {
      if (stream.bits(from) >= 0) {
        return;
      }
      int columns = shape.columns();
      for (int row = 0; row < x.length; row += columns) {
        for (int left = row, right = row + columns - 1; left < right; left++, right--) {
          double kept = x[left];
          x[left] = x[right];
          x[right] = kept;
        }
      }
    }
  }

  /** Means over moves by at most {@code padding} along lines of {@code length} numbers. */
  private record MeanOfMoves(int padding, int length, int stride) {
    void apply(double[] x, double outside, double[] to) {
      double moves = 2.0 * padding + 1;
      for (int i = 0; i < x.length; i++) {
        int place = i / stride % length;
        int first = Math.max(-padding, -place);
        int last = Math.min(padding, length - 1 - place);
        double sum = outside * (moves - (last - first + 1));
        for (int move = first; move <= last; move++) {
          sum += x[i + move * stride];
        }
        to[i] = sum / moves;
      }
    }
  }

  private record RandomCrop(ImageShape shape, int padding) implements Moving {
    @Override
    public String name() {
      return "random-crop";
    }

    @Override
    public int draws(int features) {
      return fitting(shape, features, 2);
    }

    @Override
    public void expect(double[] x, double outside, double[] scratch) {
      new MeanOfMoves(padding, shape.columns(), 1).apply(x, outside, scratch);
      new MeanOfMoves(padding, shape.rows(), shape.columns()).apply(scratch, outside, x);
    }

    @Override
    public void apply(double[] x, double[] scratch, RandomStream stream, long from) {
      int down = Shuffle.below(stream.bits(from), 2 * padding + 1) - padding;
      int right = Shuffle.below(stream.bits(from + 1), 2 * padding + 1) - padding;
      System.arraycopy(x, 0, scratch, 0, x.length);
      int rows = shape.rows();
      int columns = shape.columns();
      Arrays.fill(x, 0);
      int first = Math.max(0, -right);
      int end = Math.min(columns, columns - right);
      if (first >= end) {
        return; // nothing but border
      }
      for (int line = 0; line < x.length / columns; line++) {
        int row = line % rows + down;
        if (row >= 0 && row < rows) {
          int to = line * columns + first;
          System.arraycopy(scratch, to + down * columns + right, x, to, end - first);
        }
      }
    }
  }

  private static int fitting(ImageShape shape, int features, int draws) {
    if (shape.size() != features) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "shape has %d numbers; examples must have as many, but have %d",
              shape.size(),
              features));
    }
    return draws;
  }
}
