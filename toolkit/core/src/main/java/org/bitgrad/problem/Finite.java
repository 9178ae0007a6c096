package org.bitgrad.problem;

import java.util.Locale;
import org.bitgrad.numeric.Sums;

/** Stops a computation where a NaN or an infinity arises, and says where: for losses. */
public final class Finite {
  private Finite() {}

  /**
   * Whether all numbers are finite; a sum first, because it costs a fraction of a look at each.
   *
   * @param values numbers
   * @param length how many of them
   * @return whether they are
   */
  public static boolean all(double[] values, int length) {
    if (Double.isFinite(Sums.sum(values, 0, length))) {
      return true;
    }
    for (int i = 0; i < length; i++) {
      if (!Double.isFinite(values[i])) {
        return false;
      }
    }
    return true;
  }

  /**
   * Values of a loss, one per row.
   *
   * @param loss its name
   * @param values of it
   * @param points of its batch
   * @param x the states that it was asked at
   * @throws ArithmeticException if one is not finite
   */
  public static void values(String loss, double[] values, int points, States x) {
    if (!all(values, x.rows())) {
      throw arose("loss " + loss, values, points, x);
    }
  }

  /**
   * Derivatives in the outputs of a head.
   *
   * @param loss its name
   * @param gradient {@code [outputs x rows]}
   * @param rows of the block
   * @throws ArithmeticException if one is not finite
   */
  public static void outputGradient(String loss, double[] gradient, int rows) {
    if (all(gradient, gradient.length)) {
      return;
    }
    int first = 0;
    while (Double.isFinite(gradient[first])) {
      first++;
    }
    throw new ArithmeticException(
        String.format(
            Locale.ROOT,
            "gradient of loss %s in output %d is %s in row %d",
            loss,
            first / rows,
            gradient[first],
            first % rows));
  }

  /**
   * Values with single units flipped.
   *
   * @param loss its name
   * @param values {@code [units x rows]}
   * @param from the first of the units
   * @param units how many
   * @param rows of the block
   * @throws ArithmeticException if one is not finite
   */
  public static void flippedValues(String loss, double[] values, int from, int units, int rows) {
    if (all(values, units * rows)) {
      return;
    }
    int first = 0;
    while (Double.isFinite(values[first])) {
      first++;
    }
    throw new ArithmeticException(
        String.format(
            Locale.ROOT,
            "loss %s is %s in row %d with unit %d of the last layer flipped",
            loss,
            values[first],
            first % rows,
            from + first / rows));
  }

  /**
   * Derivatives of a loss in the states.
   *
   * @param loss its name
   * @param gradient {@code [units x rows]}
   * @param points of its batch
   * @param x the states that it was asked at
   * @throws ArithmeticException if one is not finite
   */
  public static void gradient(String loss, double[] gradient, int points, States x) {
    if (!all(gradient, x.units() * x.rows())) {
      throw arose("gradient of loss " + loss, gradient, points, x);
    }
  }

  private static ArithmeticException arose(String what, double[] values, int points, States x) {
    int rows = x.rows();
    double[] states = x.values();
    for (int i = 0; i < states.length; i++) {
      if (!Double.isFinite(states[i])) {
        return new ArithmeticException(
            String.format(
                Locale.ROOT,
                "state of unit %d at point %d (row %d) is %s: the pre-activations of its layer were"
                    + " not finite (have the parameters diverged?)",
                i / rows,
                i % rows % Math.max(1, points),
                i % rows,
                states[i]));
      }
    }
    int first = 0;
    while (Double.isFinite(values[first])) {
      first++;
    }
    int row = first % rows;
    StringBuilder at = new StringBuilder();
    for (int j = 0; j < Math.min(x.units(), 20); j++) {
      at.append(j == 0 ? "" : ", ").append(x.get(row, j));
    }
    return new ArithmeticException(
        String.format(
            Locale.ROOT,
            "%s is %s at point %d (row %d), states (%s%s) in {%s, %s}",
            what,
            values[first],
            row % Math.max(1, points),
            row,
            at,
            x.units() > 20 ? ", ..." : "",
            x.encoding().low(),
            x.encoding().high()));
  }

  /**
   * Losses of an estimate.
   *
   * @param values of the loss; row r belongs to the point {@code r % points}
   * @param points of the batch
   * @throws ArithmeticException if one is not finite
   */
  public static void losses(double[] values, int points) {
    if (all(values, values.length)) {
      return;
    }
    int r = 0;
    while (Double.isFinite(values[r])) {
      r++;
    }
    throw new ArithmeticException(
        "loss must be a finite number, but is " + values[r] + " at point " + r % points);
  }

  /**
   * An estimate.
   *
   * @param gradient of a loss
   * @throws ArithmeticException if a number is not finite
   */
  public static void estimate(Gradient gradient) {
    for (int g = 0; g < gradient.layout().groups(); g++) {
      double[] group = gradient.group(g);
      for (int i = 0; i < group.length; i++) {
        if (!Double.isFinite(group[i])) {
          throw new ArithmeticException(
              "gradient must be finite, but is "
                  + group[i]
                  + " in number "
                  + i
                  + " of group "
                  + gradient.layout().name(g));
        }
      }
    }
  }
}
