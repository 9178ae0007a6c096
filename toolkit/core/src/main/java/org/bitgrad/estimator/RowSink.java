package org.bitgrad.estimator;

import org.bitgrad.problem.ChainPass;
import org.bitgrad.problem.LossPass;
import org.bitgrad.problem.MeanVariance;
import org.bitgrad.problem.MomentLossPass;
import org.bitgrad.problem.MomentPass;
import org.bitgrad.problem.Problem;
import org.bitgrad.problem.States;

/**
 * Collects an estimate apart for each point of the problem; enumeration oracles read first and
 * second moments from it. Needs {@code parameters x points} numbers. Start each estimate with
 * {@link #clear}.
 */
public final class RowSink implements GradientSink {
  private final int points;
  private final double[][] groups;
  private final int chainGroups;
  private final int[] lossSizes;
  private final int lossTotal;
  private final double[] value;
  private double[] scratch = new double[0];

  /**
   * Opens buffers.
   *
   * @param problem whose gradient is estimated
   */
  public RowSink(Problem problem) {
    points = problem.points();
    chainGroups = problem.chain().parameters().groups();
    groups = new double[problem.parameters().groups()][];
    for (int g = 0; g < groups.length; g++) {
      groups[g] = new double[problem.parameters().size(g) * points];
    }
    lossSizes = new int[problem.loss().parameters().groups()];
    for (int g = 0; g < lossSizes.length; g++) {
      lossSizes[g] = problem.loss().parameters().size(g);
    }
    lossTotal = problem.loss().parameters().total();
    value = new double[points];
  }

  /** Forgets the estimate. */
  public void clear() {
    for (double[] group : groups) {
      java.util.Arrays.fill(group, 0);
    }
    java.util.Arrays.fill(value, 0);
  }

  /**
   * The gradient of a group at each point.
   *
   * @param group index
   * @return {@code [parameters of the group x points]}, parameter by parameter; the buffer itself
   */
  public double[] group(int group) {
    return groups[group];
  }

  /** {@return the estimate of the expected loss at each point} */
  public double[] value() {
    return value;
  }

  @Override
  public void layer(ChainPass pass, int layer, States previous, double[] da) {
    int size = groups[layer].length / points;
    double[] rows = cleared(size * pass.rows());
    pass.pullBackRows(layer, previous, da, rows);
    fold(rows, pass.rows(), 0, groups[layer]);
  }

  @Override
  public void loss(LossPass pass, double[] weights) {
    double[] rows = cleared(lossTotal * pass.rows());
    pass.parameterGradientRows(weights, rows);
    foldLoss(rows, pass.rows());
  }

  @Override
  public void moments(MomentPass pass, int layer, MeanVariance previous, MeanVariance d) {
    int size = groups[layer].length / points;
    double[] rows = cleared(size * pass.rows());
    pass.pullBackRows(layer, previous, d, rows);
    fold(rows, pass.rows(), 0, groups[layer]);
  }

  @Override
  public void momentLoss(MomentLossPass pass, double[] weights) {
    double[] rows = cleared(lossTotal * pass.rows());
    pass.parameterGradientRows(weights, rows);
    foldLoss(rows, pass.rows());
  }

  @Override
  public void lossFlips(LossPass pass, double[] flipWeights) {
    double[] rows = cleared(lossTotal * pass.rows());
    pass.flippedParameterGradientRows(flipWeights, rows);
    foldLoss(rows, pass.rows());
  }

  @Override
  public void value(double[] values, int rows) {
    for (int r = 0; r < rows; r++) {
      value[r % points] += values[r];
    }
  }

  private double[] cleared(int length) {
    if (scratch.length < length) {
      scratch = new double[length];
    } else {
      java.util.Arrays.fill(scratch, 0, length, 0);
    }
    return scratch;
  }

  private void foldLoss(double[] rows, int count) {
    int from = 0;
    for (int g = 0; g < lossSizes.length; g++) {
      fold(rows, count, from, groups[chainGroups + g]);
      from += lossSizes[g] * count;
    }
  }

  private void fold(double[] rows, int count, int from, double[] to) {
    if (count == points) {
      for (int i = 0; i < to.length; i++) {
        to[i] += rows[from + i];
      }
      return;
    }
    int size = to.length / points;
    for (int i = 0; i < size; i++) {
      for (int r = 0; r < count; r++) {
        to[i * points + r % points] += rows[from + i * count + r];
      }
    }
  }
}
