package org.bitgrad.model;

/**
 * Data points: inputs and targets. Immutable; holds copies.
 *
 * <p>{@code x} has shape {@code [points x inputs]}, targets {@code [points x targets]}; all numbers
 * must be finite.
 *
 * <pre>{@code
 * Batch batch = Batch.of(new double[][] {{0.1, 0.2}, {0.3, -0.4}}, new double[] {1, -1});
 * }</pre>
 */
public final class Batch {
  private final double[][] x;
  private final double[][] targets;

  private Batch(double[][] x, double[][] targets) {
    this.x = x;
    this.targets = targets;
  }

  /**
   * Points with one target number each: a label or a value.
   *
   * @param x {@code [points x inputs]}, at least one of each
   * @param y one number per point
   * @return the batch
   * @throws IllegalArgumentException if shapes do not fit or a number is not finite
   */
  public static Batch of(double[][] x, double[] y) {
    Refuse.missing("y", y);
    double[][] targets = new double[y.length][];
    for (int n = 0; n < y.length; n++) {
      targets[n] = new double[] {y[n]};
    }
    return of(x, targets);
  }

  /**
   * Points with several target numbers each.
   *
   * @param x {@code [points x inputs]}, at least one of each
   * @param targets {@code [points x targets]}, at least one per point
   * @return the batch
   * @throws IllegalArgumentException if shapes do not fit or a number is not finite
   */
  public static Batch of(double[][] x, double[][] targets) {
    double[][] inputs = copy("x", x);
    double[][] wanted = copy("targets", targets);
    if (inputs.length != wanted.length) {
      throw new IllegalArgumentException(
          "targets must be given for each of the "
              + inputs.length
              + " points, but there are "
              + wanted.length);
    }
    return new Batch(inputs, wanted);
  }

  private static double[][] copy(String name, double[][] from) {
    Refuse.missing(name, from);
    Refuse.outside("points in " + name, from.length, 1, Integer.MAX_VALUE);
    double[][] to = new double[from.length][];
    for (int n = 0; n < from.length; n++) {
      String row = name + "[" + n + "]";
      Refuse.notFinite(row, from[n]);
      Refuse.outside("length of " + row, from[n].length, 1, Integer.MAX_VALUE);
      Refuse.length(row, from[n].length, from[0].length);
      to[n] = from[n].clone();
    }
    return to;
  }

  /** {@return number of points} */
  public int points() {
    return x.length;
  }

  /** {@return numbers in the input of a point} */
  public int inputs() {
    return x[0].length;
  }

  /** {@return numbers in the target of a point} */
  public int targetSize() {
    return targets[0].length;
  }

  /** {@return a copy of the inputs, {@code [points x inputs]}} */
  public double[][] x() {
    return copy("x", x);
  }

  /** {@return a copy of the targets, {@code [points x targets]}} */
  public double[][] targets() {
    return copy("targets", targets);
  }

  /**
   * Some of the points; a point may be repeated.
   *
   * @param points indices, 0 to points - 1
   * @return the batch of these points
   */
  public Batch at(int... points) {
    int[] chosen = Refuse.points(points, points());
    double[][] inputs = new double[chosen.length][];
    double[][] wanted = new double[chosen.length][];
    for (int i = 0; i < chosen.length; i++) {
      inputs[i] = x[chosen[i]];
      wanted[i] = targets[chosen[i]];
    }
    return new Batch(inputs, wanted);
  }

  /** Inputs of the points, {@code [inputs x points]}, input by input. */
  double[] inputColumns() {
    return columns(x, x.length);
  }

  /** Targets of rows, {@code [targets x rows]}, target by target; row r is point r % points. */
  double[] targetColumns(int rows) {
    return columns(targets, rows);
  }

  private static double[] columns(double[][] from, int rows) {
    double[] flat = new double[from[0].length * rows];
    for (int i = 0; i < from[0].length; i++) {
      for (int r = 0; r < rows; r++) {
        flat[i * rows + r] = from[r % from.length][i];
      }
    }
    return flat;
  }
}
