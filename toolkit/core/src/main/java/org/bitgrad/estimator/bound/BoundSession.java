package org.bitgrad.estimator.bound;

import org.bitgrad.estimator.PathSession;
import org.bitgrad.numeric.LogSums;
import org.bitgrad.problem.Problem;

/**
 * What sessions on multi-sample bounds share. Sample {@code k} has the units {@code k D} to {@code
 * k D + D - 1}; numbers per sample and row are {@code [samples x rows]}.
 */
abstract class BoundSession extends PathSession {
  final int samples;

  /** Units of one sample, D. */
  final int units;

  final double[] da;

  BoundSession(Problem problem) {
    super(problem, 1);
    samples = problem.loss().samples();
    units = lastUnits() / samples;
    da = buffer();
  }

  /**
   * The logarithm of the sum of the weights of all samples but one.
   *
   * @param s sample times rows plus row
   */
  final double others(double[] logWeights, int s) {
    return LogSums.logSumWithout(logWeights, s % rows, rows, samples, s / rows);
  }

  /** The place of a sample and row, from that of a unit and row. */
  final int sampleOf(int i) {
    return i / (units * rows) * rows + i % rows;
  }
}
