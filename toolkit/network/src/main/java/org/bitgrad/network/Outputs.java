package org.bitgrad.network;

/**
 * Outputs of a head for a block of rows, with the targets of their points; what an {@link
 * OutputLoss} sees.
 */
public final class Outputs {
  private final int outputs;
  private final int rows;
  private final int targetSize;
  private final double[] eta;
  private final double[] targets;
  private final double[] scratch;
  private final Batch batch;
  private long version;

  Outputs(int outputs, int rows, Batch batch) {
    this.outputs = outputs;
    this.rows = rows;
    this.targetSize = batch.targetSize();
    eta = new double[outputs * rows];
    this.batch = batch;
    targets = batch.targetColumns(rows);
    version = batch.version();
    scratch = new double[outputs * rows];
  }

  /** Reads the targets anew if they were replaced, and says whether they were. */
  boolean follow() {
    if (version == batch.version()) {
      return false;
    }
    batch.targetColumns(targets);
    version = batch.version();
    return true;
  }

  /** {@return outputs of the head} */
  public int outputs() {
    return outputs;
  }

  /** {@return rows of the block} */
  public int rows() {
    return rows;
  }

  /** {@return numbers in the target of a row} */
  public int targetSize() {
    return targetSize;
  }

  /** {@return the outputs, {@code [outputs x rows]}, output by output; the buffer itself} */
  public double[] eta() {
    return eta;
  }

  /** {@return the targets, {@code [targetSize x rows]}; not to be changed} */
  public double[] targets() {
    return targets;
  }

  /**
   * One output.
   *
   * @param row row
   * @param output which
   * @return its value
   */
  public double get(int row, int output) {
    return eta[output * rows + row];
  }

  /**
   * One target number.
   *
   * @param row row
   * @param index which
   * @return its value
   */
  public double target(int row, int index) {
    return targets[index * rows + row];
  }

  /** Working numbers of a loss, {@code [outputs x rows]}. */
  double[] scratch() {
    return scratch;
  }
}
