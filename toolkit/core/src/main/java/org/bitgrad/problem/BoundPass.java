package org.bitgrad.problem;

import java.util.Arrays;
import org.bitgrad.numeric.Arguments;
import org.bitgrad.numeric.LogSums;

/**
 * A {@link MultiSampleBound} at given states. The pass of the weights has the rows of every sample,
 * sample by sample: its row {@code k rows + r} is sample {@code k} of row {@code r}.
 */
final class BoundPass implements LossPass {
  private final MultiSampleBound loss;
  private final int samples;
  private final int rows;
  private final LossPass weights;
  private final double[] values;
  private final double[] normalised;
  private final double[] plain;
  private States given;
  private States single;
  private double[] perUnit = new double[0];
  private double[] flipped = new double[0];
  private double[] perParameter = new double[0];

  BoundPass(MultiSampleBound loss, int rows, LossPass weights) {
    this.loss = loss;
    this.samples = loss.samples();
    this.rows = rows;
    this.weights = weights;
    values = new double[rows];
    normalised = new double[samples * rows];
    plain = new double[samples * rows];
  }

  @Override
  public Loss loss() {
    return loss;
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public States states() {
    return given;
  }

  @Override
  public double[] values() {
    return values;
  }

  @Override
  public double[] logWeights() {
    return weights.values();
  }

  @Override
  public void at(States x) {
    Arguments.given("states", x);
    if (x.units() % samples != 0) {
      throw new IllegalArgumentException(
          "units of the states must be a multiple of the "
              + samples
              + " samples, but are "
              + x.units());
    }
    States.requireShape("states", x, x.units(), rows);
    given = x;
    int units = x.units() / samples;
    if (single == null || single.units() != units || single.encoding() != x.encoding()) {
      single = States.zeros(x.encoding(), units, samples * rows);
      perUnit = new double[single.values().length];
    }
    split(x.values(), single.values());
    weights.at(single);
    double[] log = weights.values();
    for (int r = 0; r < rows; r++) {
      values[r] = LogSums.logMean(log, r, rows, samples);
    }
  }

  /** From numbers of all units, sample by sample, to numbers of one sample's units. */
  private void split(double[] all, double[] one) {
    int units = single.units();
    for (int k = 0; k < samples; k++) {
      for (int j = 0; j < units; j++) {
        System.arraycopy(all, (k * units + j) * rows, one, (j * samples + k) * rows, rows);
      }
    }
  }

  private void join(double[] one, double[] all) {
    int units = single.units();
    for (int k = 0; k < samples; k++) {
      for (int j = 0; j < units; j++) {
        System.arraycopy(one, (j * samples + k) * rows, all, (k * units + j) * rows, rows);
      }
    }
  }

  /** The share of each sample's weight in the sum, times a factor per row. */
  private double[] shares(double[] factors) {
    double[] log = weights.values();
    double logSamples = Math.log(samples);
    for (int i = 0; i < normalised.length; i++) {
      int r = i % rows;
      normalised[i] = factors[r] * Math.exp(log[i] - values[r] - logSamples);
    }
    return normalised;
  }

  @Override
  public void stateGradient(double[] out) {
    weights.stateGradient(perUnit);
    Arrays.fill(plain, 0, rows, 1);
    double[] shares = shares(plain);
    for (int i = 0; i < perUnit.length; i++) {
      perUnit[i] *= shares[i % shares.length];
    }
    join(perUnit, out);
  }

  @Override
  public void parameterGradient(double[] factors, Gradient out) {
    weights.parameterGradient(shares(factors), out);
  }

  @Override
  public void parameterGradientRows(double[] factors, double[] out) {
    double[] parts = perParameter();
    weights.parameterGradientRows(shares(factors), parts);
    addSamples(parts, out);
  }

  @Override
  public void flips(double[] out) {
    double[] log = weights.values();
    weights.flips(perUnit);
    int size = samples * rows;
    for (int s = 0; s < size; s++) {
      double others = LogSums.logSumWithout(log, s % rows, rows, samples, s / rows);
      for (int i = s; i < perUnit.length; i += size) {
        perUnit[i] = LogSums.change(others, log[s], log[s] - perUnit[i]);
      }
    }
    join(perUnit, out);
  }

  @Override
  public void flippedParameterGradient(double[] flipWeights, Gradient out) {
    spreadFlips(flipWeights);
    weights.parameterGradient(plain, out);
    weights.flippedParameterGradient(flipped, out);
  }

  @Override
  public void flippedParameterGradientRows(double[] flipWeights, double[] out) {
    spreadFlips(flipWeights);
    double[] parts = perParameter();
    weights.parameterGradientRows(plain, parts);
    weights.flippedParameterGradientRows(flipped, parts);
    addSamples(parts, out);
  }

  /**
   * Shares of the weights with one unit flipped: the sample with the flip goes to {@link #flipped},
   * the others, at the states as they are, to {@link #plain}.
   */
  private void spreadFlips(double[] flipWeights) {
    double[] log = weights.values();
    weights.flips(perUnit);
    if (flipped.length != perUnit.length) {
      flipped = new double[perUnit.length];
    }
    split(flipWeights, flipped);
    Arrays.fill(plain, 0);
    int size = samples * rows;
    for (int s = 0; s < size; s++) {
      int r = s % rows;
      double others = LogSums.logSumWithout(log, r, rows, samples, s / rows);
      double left = 0;
      for (int i = s; i < perUnit.length; i += size) {
        double odds = Math.exp(others - log[s] + perUnit[i]);
        left += odds == Double.POSITIVE_INFINITY ? flipped[i] : flipped[i] * (odds / (1 + odds));
        flipped[i] /= 1 + odds;
      }
      for (int other = r; other < size; other += rows) {
        plain[other] += other == s ? 0 : left * Math.exp(log[other] - others);
      }
    }
  }

  private double[] perParameter() {
    int size = loss.parameters().total() * samples * rows;
    if (perParameter.length != size) {
      perParameter = new double[size];
    } else {
      Arrays.fill(perParameter, 0);
    }
    return perParameter;
  }

  private void addSamples(double[] parts, double[] out) {
    for (int i = 0; i < parts.length; i++) {
      out[i / (samples * rows) * rows + i % rows] += parts[i];
    }
  }
}
