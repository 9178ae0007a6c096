package org.bitgrad.analysis;

/**
 * The means of M consecutive trials within one block of trials. A block may begin and end inside a
 * group of M; the sums of those parts are handed on.
 */
final class SampleBlock {
  private final Target target;
  private final int samples;
  private final long end;
  private final double[] head;
  private final double[] open;
  private final double[] errors;
  private final double[] cosines;
  private boolean inHead;
  private boolean headEnds;
  private int complete;

  /**
   * Opens buffers.
   *
   * @param target exact gradient
   * @param samples M
   * @param trials trials of the study; those after the last whole group are left out
   * @param from first trial of the block
   * @param to first trial after the block
   */
  SampleBlock(Target target, int samples, int trials, int from, int to) {
    this.target = target;
    this.samples = samples;
    end = (long) (trials / samples) * samples;
    inHead = from % samples != 0;
    head = inHead ? new double[target.size()] : null;
    open = new double[target.size()];
    int most = (to - from) / samples + 1;
    errors = new double[most];
    cosines = new double[most];
  }

  void add(int trial, double[] x) {
    if (trial >= end) {
      return;
    }
    double[] sum = inHead ? head : open;
    for (int i = 0; i < sum.length; i++) {
      sum[i] += x[i];
    }
    if ((trial + 1) % samples == 0) {
      close();
    }
  }

  private void close() {
    if (inHead) {
      inHead = false;
      headEnds = true;
      return;
    }
    errors[complete] = target.squaredError(open, 1.0 / samples);
    cosines[complete] = target.cosine(open);
    complete++;
    java.util.Arrays.fill(open, 0);
  }

  /** Sum of the trials before the first border of groups, null if the block begins at one. */
  double[] head() {
    return head;
  }

  /** Whether the group of the head ends in this block. */
  boolean headEnds() {
    return headEnds;
  }

  /** Sum of the trials after the last border of groups. */
  double[] tail() {
    return open;
  }

  /** Groups that lie wholly in the block. */
  int complete() {
    return complete;
  }

  double error(int group) {
    return errors[group];
  }

  double cosine(int group) {
    return cosines[group];
  }
}
