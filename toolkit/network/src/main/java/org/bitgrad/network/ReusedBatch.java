package org.bitgrad.network;

import org.bitgrad.numeric.Arguments;
import org.bitgrad.problem.Finite;

/**
 * Data points whose numbers are replaced between estimates, for training on mini-batches: problems
 * and sessions opened on {@link #batch} stay open and see the new numbers at their next estimate.
 *
 * <p>For one thread. What was computed from the old numbers ahead of an estimate (the tables of
 * {@code PsaTables}, exact results) is not computed again. Copies of all numbers are kept;
 * replacing them allocates nothing.
 *
 * <pre>{@code
 * ReusedBatch reused = ReusedBatch.of(2, new double[] {0.1, 0.2, 0.3, -0.4}, new double[] {1, -1});
 * Session session = new Psa().open(net.on(reused.batch()));
 * reused.replace(new double[] {0.5, 0.6, 0.7, 0.8}, new double[] {-1, 1});
 * }</pre>
 */
public final class ReusedBatch {
  private final Batch batch;

  private ReusedBatch(Batch batch) {
    this.batch = batch;
  }

  /**
   * The first points.
   *
   * @param points how many, at least 1
   * @param x {@code [points x inputs]}, point by point
   * @param targets {@code [points x targets]}, point by point
   * @return the batch
   * @throws IllegalArgumentException if a length is not a multiple of the points or a number is not
   *     finite
   */
  public static ReusedBatch of(int points, double[] x, double[] targets) {
    Arguments.within("points", points, 1, Integer.MAX_VALUE);
    return new ReusedBatch(Batch.of(rows("x", points, x), rows("targets", points, targets)));
  }

  private static double[][] rows(String name, int points, double[] from) {
    Arguments.given(name, from);
    if (from.length == 0 || from.length % points != 0) {
      throw new IllegalArgumentException(
          name
              + " must have a multiple of "
              + points
              + " numbers, one or more per point, but has "
              + from.length);
    }
    int length = from.length / points;
    double[][] rows = new double[points][length];
    for (int n = 0; n < points; n++) {
      System.arraycopy(from, n * length, rows[n], 0, length);
    }
    return rows;
  }

  /** {@return the points, always the same object} */
  public Batch batch() {
    return batch;
  }

  /**
   * Replaces all numbers. Whether the targets fit the loss is seen at the next estimate.
   *
   * @param x {@code [points x inputs]}, point by point; may be longer
   * @param targets {@code [points x targets]}, point by point; may be longer
   * @throws IllegalArgumentException if an array is too short or a number is not finite; nothing is
   *     changed then
   */
  public void replace(double[] x, double[] targets) {
    check("x", x, batch.points() * batch.inputs());
    check("targets", targets, batch.points() * batch.targetSize());
    batch.replace(x, targets);
  }

  private static void check(String name, double[] values, int length) {
    Arguments.given(name, values);
    if (values.length < length) {
      throw new IllegalArgumentException(
          name + " must have at least " + length + " numbers, but has " + values.length);
    }
    if (!Finite.all(values, length)) {
      throw new IllegalArgumentException(
          name + " must hold finite numbers, but does not in its first " + length);
    }
  }
}
