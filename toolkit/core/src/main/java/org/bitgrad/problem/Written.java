package org.bitgrad.problem;

import java.util.Arrays;
import java.util.Locale;
import org.bitgrad.numeric.Arguments;
import org.bitgrad.random.Noise;

/**
 * Whether a function of the user's own wrote its results. Buffers are used again, so what it leaves
 * out would be the numbers of another block.
 */
public final class Written {
  /** A NaN that arithmetic does not make; adding to it keeps its digits. */
  private static final long BITS = 0x7ff8_0062_6c61_6e6bL;

  private static final double NOTHING = Double.longBitsToDouble(BITS);

  private Written() {}

  /**
   * Marks the first numbers as not written.
   *
   * @param out buffer
   * @param length how many of its numbers
   */
  public static void clear(double[] out, int length) {
    Arrays.fill(out, 0, length, NOTHING);
  }

  /**
   * Refuses values of which one is still as {@link #clear} left it.
   *
   * @param loss its name
   * @param out its values, one per row
   * @param rows of the block
   * @throws IllegalArgumentException if one was not written
   */
  public static void values(String loss, double[] out, int rows) {
    int first = missing(out, rows);
    if (first < rows) {
      throw new IllegalArgumentException(
          "loss "
              + loss
              + " must write a number for each of the "
              + rows
              + " rows, but row "
              + first
              + " was not written");
    }
  }

  /**
   * Refuses derivatives, as {@link #values} does.
   *
   * @param loss its name
   * @param out its derivatives, {@code [units x rows]}
   * @param unit what they are derivatives in
   * @param units how many
   * @param rows of the block
   * @throws IllegalArgumentException if one was not written
   */
  public static void gradient(String loss, double[] out, String unit, int units, int rows) {
    int first = missing(out, units * rows);
    if (first < units * rows) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "gradient of loss %s must write a number for each of the %d rows and %d %ss, but row"
                  + " %d of %s %d was not written",
              loss,
              rows,
              units,
              unit,
              first % rows,
              unit,
              first / rows));
    }
  }

  /**
   * Refuses a noise of the user's own whose functions of arrays do not give what those of numbers
   * do; looked at once, since a layer asks for them in every pass.
   *
   * @param noise any
   * @return the noise
   * @throws IllegalArgumentException if they differ, or it is null
   */
  public static Noise noise(Noise noise) {
    Arguments.given("noise", noise);
    if (noise.getClass().getPackage().equals(Noise.class.getPackage())) {
      return noise;
    }
    double[] a = {0, -0.75 * noise.scale(), 0.5 * noise.scale(), 0};
    double[] out = new double[a.length];
    clear(out, a.length);
    noise.probabilities(a, out, 1, 2);
    same(noise, "probabilities", out, noise.probability(a[1]), noise.probability(a[2]));
    clear(out, a.length);
    noise.densities(a, out, 1, 2);
    same(noise, "densities", out, noise.density(a[1]), noise.density(a[2]));
    return noise;
  }

  private static void same(Noise noise, String function, double[] out, double... expected) {
    for (int i = 0; i < expected.length; i++) {
      if (!(Math.abs(out[i + 1] - expected[i]) <= 1e-6 * Math.abs(expected[i]))) {
        throw new IllegalArgumentException(
            function
                + " of noise "
                + noise.name()
                + " must write "
                + expected[i]
                + ", as for a single number, but wrote "
                + (isMissing(out[i + 1]) ? "nothing" : out[i + 1]));
      }
    }
  }

  private static int missing(double[] out, int length) {
    int i = 0;
    while (i < length && !isMissing(out[i])) {
      i++;
    }
    return i;
  }

  private static boolean isMissing(double number) {
    return Double.doubleToRawLongBits(number) == BITS;
  }
}
