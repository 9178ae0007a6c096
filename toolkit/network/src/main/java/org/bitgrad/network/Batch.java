package org.bitgrad.network;

import org.bitgrad.numeric.Arguments;
import org.bitgrad.numeric.Memory;

/**
 * Data points: inputs and targets. Holds copies; immutable, unless it is the batch of a {@link
 * ReusedBatch}.
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
  private final Changes changes;

  private Batch(double[][] x, double[][] targets, Changes changes) {
    this.x = x;
    this.targets = targets;
    this.changes = changes;
  }

  /** How often the numbers of a batch, and of those made of it by {@link #at}, were replaced. */
  private static final class Changes {
    private long count;
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
    Arguments.given("y", y);
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
    return new Batch(inputs, wanted, new Changes());
  }

  private static double[][] copy(String name, double[][] from) {
    Arguments.given(name, from);
    Arguments.within("points in " + name, from.length, 1, Integer.MAX_VALUE);
    double[][] to = new double[from.length][];
    for (int n = 0; n < from.length; n++) {
      String row = name + "[" + n + "]";
      Arguments.finite(row, from[n]);
      Arguments.within("length of " + row, from[n].length, 1, Integer.MAX_VALUE);
      Arguments.length(row, from[n].length, from[0].length);
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
    int[] chosen = Arguments.points(points, points());
    double[][] inputs = new double[chosen.length][];
    double[][] wanted = new double[chosen.length][];
    for (int i = 0; i < chosen.length; i++) {
      inputs[i] = x[chosen[i]];
      wanted[i] = targets[chosen[i]];
    }
    return new Batch(inputs, wanted, changes);
  }

  /** Changes whenever the numbers do. */
  long version() {
    return changes.count;
  }

  /** Overwrites all numbers by finite ones, point by point; batches made of this one follow. */
  void replace(double[] inputs, double[] wanted) {
    changes.count++;
    replace(inputs, x);
    replace(wanted, targets);
  }

  private static void replace(double[] from, double[][] to) {
    for (int n = 0; n < to.length; n++) {
      System.arraycopy(from, n * to[n].length, to[n], 0, to[n].length);
    }
  }

  /** Inputs of the points, {@code [inputs x points]}, input by input. */
  double[] inputColumns() {
    double[] flat = new double[size("points", points(), inputs())];
    inputColumns(flat);
    return flat;
  }

  /** Inputs of rows, {@code [inputs x rows]}, input by input; row r is point r % points. */
  void inputColumns(double[] out) {
    columns(x, out);
  }

  private static int size(String what, int rows, int numbers) {
    return Memory.requireArray(what, rows, Memory.product(rows, numbers));
  }

  /** Targets of rows, {@code [targets x rows]}, target by target; row r is point r % points. */
  double[] targetColumns(int rows) {
    double[] flat = new double[size("rows", rows, targetSize())];
    targetColumns(flat);
    return flat;
  }

  void targetColumns(double[] out) {
    columns(targets, out);
  }

  private static void columns(double[][] from, double[] out) {
    int rows = out.length / from[0].length;
    for (int r = 0; r < rows; r++) {
      double[] point = from[r % from.length];
      for (int i = 0; i < point.length; i++) {
        out[i * rows + r] = point[i];
      }
    }
  }

  /** {@return its sizes, for people} */
  @Override
  public String toString() {
    return "batch: points: " + points() + ", inputs: " + inputs() + ", targets: " + targetSize();
  }
}
