package org.bitgrad.papers.autoencoder;

import org.bitgrad.problem.Chain;
import org.bitgrad.problem.ChainPass;
import org.bitgrad.problem.Encoding;
import org.bitgrad.problem.Gradient;
import org.bitgrad.problem.ParameterLayout;
import org.bitgrad.problem.States;
import org.bitgrad.random.Noise;

/**
 * One layer of logistic units whose logits are a table with a column per data point: what an
 * encoder hands to the code of an autoencoder. The parameters are the table, group {@code logits},
 * {@code [units x points]}.
 */
final class LogitTable implements Chain {
  private final double[] logits;
  private final int units;
  private final Encoding encoding;
  private final int[] points;

  private LogitTable(double[] logits, int units, Encoding encoding, int... points) {
    this.logits = logits;
    this.units = units;
    this.encoding = encoding;
    this.points = points;
  }

  /** Of a table {@code [units x points]}, which stays the caller's. */
  static LogitTable of(double[] logits, int units, Encoding encoding) {
    int[] all = new int[logits.length / units];
    for (int n = 0; n < all.length; n++) {
      all[n] = n;
    }
    return new LogitTable(logits, units, encoding, all);
  }

  @Override
  public int layers() {
    return 1;
  }

  @Override
  public int units(int layer) {
    return units;
  }

  @Override
  public Noise noise(int layer) {
    return Noise.logistic();
  }

  @Override
  public Encoding encoding() {
    return encoding;
  }

  @Override
  public int points() {
    return points.length;
  }

  @Override
  public ParameterLayout parameters() {
    return ParameterLayout.empty().with("logits", logits.length);
  }

  @Override
  public Chain at(int... chosen) {
    int[] columnsOf = new int[chosen.length];
    for (int n = 0; n < chosen.length; n++) {
      columnsOf[n] = points[chosen[n]];
    }
    return new LogitTable(logits, units, encoding, columnsOf);
  }

  @Override
  public ChainPass open(int rows) {
    return new Pass(this, rows);
  }

  private int index(int unit, int row) {
    return unit * (logits.length / units) + points[row % points.length];
  }

  private record Pass(LogitTable chain, int rows) implements ChainPass {
    @Override
    public void preactivations(int layer, States previous, double[] out) {
      for (int j = 0; j < chain.units; j++) {
        for (int r = 0; r < rows; r++) {
          out[j * rows + r] = chain.logits[chain.index(j, r)];
        }
      }
    }

    @Override
    public void pullBack(int layer, States previous, double[] da, Gradient out) {
      double[] to = out.group(0);
      for (int j = 0; j < chain.units; j++) {
        for (int r = 0; r < rows; r++) {
          to[chain.index(j, r)] += da[j * rows + r];
        }
      }
    }

    @Override
    public void pullBackRows(int layer, States previous, double[] da, double[] out) {
      for (int j = 0; j < chain.units; j++) {
        for (int r = 0; r < rows; r++) {
          out[chain.index(j, r) * rows + r] += da[j * rows + r];
        }
      }
    }

    @Override
    public void pullBackStates(int layer, States previous, double[] da, double[] dPrevious) {
      throw new IllegalArgumentException("a table of logits has no layer before it");
    }
  }
}
