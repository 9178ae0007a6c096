package org.bitgrad.data;

import java.util.Arrays;
import org.bitgrad.numeric.Memory;
import org.bitgrad.random.RandomStream;

/**
 * Generated digits, 28x28 grey: the strokes of a digit are bent, sheared, turned, scaled and moved
 * at random and drawn with a pen of random width and sharpness. For trying things where no data set
 * is at hand; easier than handwriting, and no substitute for it in a result.
 *
 * <p>Image n shows the digit n mod 10 and depends on the stream and n alone.
 *
 * <pre>{@code
 * LabelledImages digits = StrokeDigits.images(RandomStream.of(7, "digits"), 1000);
 * }</pre>
 */
public final class StrokeDigits {
  private static final ImageShape SHAPE = new ImageShape(1, 28, 28);

  /** Bytes of one of these images with its label. */
  public static final int BYTES = 28 * 28 + 1;

  private static final int SIDE = 28;
  private static final int CLASSES = 10;
  private static final int WHITE = 255;
  private static final int CENTRE = 14;
  private static final double BOX = 19;

  private StrokeDigits() {}

  /**
   * Draws digits.
   *
   * @param stream where the random numbers come from
   * @param count how many, at least 1
   * @return the images
   * @throws IllegalArgumentException if {@code count} is less than 1, or the memory does not hold
   *     as many
   */
  public static LabelledImages images(RandomStream stream, int count) {
    if (count < 1) {
      throw new IllegalArgumentException("count must be at least 1, but is " + count);
    }
    long numbers = Memory.product(count, SHAPE.size());
    Memory.atMost("count", count, BYTES, 0);
    byte[] pixels = new byte[Memory.requireArray("count", count, numbers)];
    byte[] labels = new byte[count];
    double[] distance = new double[SHAPE.size()];
    for (int n = 0; n < count; n++) {
      labels[n] = (byte) (n % CLASSES);
      Hand hand = new Hand(stream.child(n));
      int way = Shuffle.below(stream.child(n).bits(Hand.DRAWS), DigitGlyphs.ways(n % CLASSES));
      Arrays.fill(distance, Double.POSITIVE_INFINITY);
      for (double[][] stroke : DigitGlyphs.strokes(n % CLASSES, way)) {
        double[][] placed = new double[stroke.length][];
        for (int i = 0; i < stroke.length; i++) {
          placed[i] = hand.place(stroke[i][0] - 0.5, stroke[i][1] - 0.5);
        }
        measure(placed, distance, hand.reach());
      }
      for (int i = 0; i < distance.length; i++) {
        pixels[n * distance.length + i] = (byte) Math.round(WHITE * hand.ink(distance[i]));
      }
    }
    return LabelledImages.owning(new PixelScale(SHAPE, WHITE), CLASSES, pixels, labels);
  }

  /** Squared distance of the pixels near a stroke from it, where smaller than before. */
  private static void measure(double[][] stroke, double[] distance, double reach) {
    for (int i = 1; i < stroke.length; i++) {
      double[] a = stroke[i - 1];
      double[] b = stroke[i];
      int top = bound(Math.floor(Math.min(a[1], b[1]) - reach));
      int bottom = bound(Math.ceil(Math.max(a[1], b[1]) + reach));
      int left = bound(Math.floor(Math.min(a[0], b[0]) - reach));
      int right = bound(Math.ceil(Math.max(a[0], b[0]) + reach));
      for (int row = top; row <= bottom; row++) {
        for (int column = left; column <= right; column++) {
          int at = row * SIDE + column;
          distance[at] = Math.min(distance[at], squared(a, b, column + 0.5, row + 0.5));
        }
      }
    }
  }

  private static int bound(double pixel) {
    return (int) Math.max(0, Math.min(SIDE - 1, pixel));
  }

  /** From a point to a line between two others. */
  private static double squared(double[] a, double[] b, double x, double y) {
    double alongX = b[0] - a[0];
    double alongY = b[1] - a[1];
    double length = alongX * alongX + alongY * alongY;
    double t = length == 0 ? 0 : ((x - a[0]) * alongX + (y - a[1]) * alongY) / length;
    double inside = Math.max(0, Math.min(1, t));
    double dx = x - a[0] - inside * alongX;
    double dy = y - a[1] - inside * alongY;
    return dx * dx + dy * dy;
  }

  /** What is random in the drawing of one digit. */
  private static final class Hand {
    static final int DRAWS = 13;

    private final RandomStream stream;
    private final double cos;
    private final double sin;

    Hand(RandomStream stream) {
      this.stream = stream;
      double angle = between(0, -0.22, 0.22);
      cos = StrictMath.cos(angle);
      sin = StrictMath.sin(angle);
    }

    private double between(long draw, double low, double high) {
      return low + (high - low) * stream.uniform(draw);
    }

    /** From coordinates around the middle of the box to pixels. */
    double[] place(double x, double y) {
      double bentX = x + between(1, -0.08, 0.08) * StrictMath.sin(wave(y, 2));
      double bentY = y + between(3, -0.06, 0.06) * StrictMath.sin(wave(x, 4));
      double wide = BOX * between(5, 0.7, 1.1) * (bentX - between(6, -0.1, 0.35) * bentY);
      double high = BOX * between(7, 0.85, 1.1) * bentY;
      return new double[] {
        CENTRE + between(8, -2, 2) + cos * wide - sin * high,
        CENTRE + between(9, -1.5, 1.5) + sin * wide + cos * high
      };
    }

    private double wave(double along, long draw) {
      return 2 * Math.PI * (0.8 * along + stream.uniform(draw));
    }

    private double halfWidth() {
      return between(10, 0.7, 1.7);
    }

    private double blur() {
      return between(11, 0.8, 2);
    }

    double reach() {
      return halfWidth() + blur();
    }

    /** Darkness at a squared distance from the middle of the stroke, 0 to 1. */
    double ink(double squared) {
      double edge = 0.5 + (halfWidth() - Math.sqrt(squared)) / blur();
      return between(12, 0.85, 1) * Math.max(0, Math.min(1, edge));
    }
  }
}
