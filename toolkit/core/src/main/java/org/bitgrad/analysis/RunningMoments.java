package org.bitgrad.analysis;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Mean and sum of squared deviations of vectors, one pass (B. P. Welford, "Note on a method for
 * calculating corrected sums of squares and products", Technometrics 1962), and merging of two
 * parts (T. Chan, G. Golub, R. LeVeque, "Updating formulae and a pairwise algorithm for computing
 * sample variances", 1979).
 */
final class RunningMoments {
  /** Sums of squares of numbers up to this exponent above the unit do not overflow. */
  private static final int SAFE = 200;

  private final double[] mean;
  private final double[] squares;

  /** Squares of a coordinate are in units of 4 to this power; null where all are in units of 1. */
  private final int[] exponents;

  private long count;

  RunningMoments(int size) {
    this(size, false);
  }

  /**
   * Opens sums.
   *
   * @param size coordinates
   * @param wide whether coordinates may differ so much in size that one unit does not serve the
   *     squares of all: then each has its own, which follows its largest deviation
   */
  RunningMoments(int size, boolean wide) {
    mean = new double[size];
    squares = new double[size];
    exponents = wide ? new int[size] : null;
  }

  void add(double[] x) {
    count++;
    double weight = 1.0 / count;
    for (int i = 0; i < mean.length; i++) {
      double d = x[i] - mean[i];
      mean[i] += d * weight;
      add(i, d, x[i] - mean[i]);
    }
  }

  private void add(int i, double d, double e) {
    if (exponents == null) {
      squares[i] += d * e;
      return;
    }
    raise(i, Math.max(Math.abs(d), Math.abs(e)));
    squares[i] += Math.scalb(d, -exponents[i]) * Math.scalb(e, -exponents[i]);
  }

  /** Makes the unit of a coordinate suit a deviation; a power of two, so that no digit changes. */
  private void raise(int i, double deviation) {
    int exponent = Math.getExponent(deviation);
    if (deviation != 0 && (squares[i] == 0 || exponent > exponents[i] + SAFE)) {
      squares[i] = Math.scalb(squares[i], 2 * (exponents[i] - exponent));
      exponents[i] = exponent;
    }
  }

  /** Takes in what another has seen after this one. */
  void merge(RunningMoments later) {
    if (later.count == 0) {
      return;
    }
    long all = count + later.count;
    double share = (double) later.count / all;
    double between = share * count;
    for (int i = 0; i < mean.length; i++) {
      double d = later.mean[i] - mean[i];
      mean[i] += d * share;
      if (exponents == null) {
        squares[i] += later.squares[i] + d * d * between;
      } else {
        double spread = Math.scalb(Math.sqrt(later.squares[i]), later.exponents[i]);
        raise(i, Math.max(spread, Math.abs(d)));
        double scaled = Math.scalb(d, -exponents[i]);
        double within = Math.scalb(later.squares[i], 2 * (later.exponents[i] - exponents[i]));
        squares[i] += within + scaled * scaled * between;
      }
    }
    count = all;
  }

  void clear() {
    java.util.Arrays.fill(mean, 0);
    java.util.Arrays.fill(squares, 0);
    if (exponents != null) {
      java.util.Arrays.fill(exponents, 0);
    }
    count = 0;
  }

  long count() {
    return count;
  }

  /** The mean; the buffer itself. */
  double[] mean() {
    return mean;
  }

  /** Sum over coordinates of the squared deviations from the mean. */
  double totalSquares() {
    double sum = 0;
    for (int i = 0; i < squares.length; i++) {
      sum += exponents == null ? squares[i] : Math.scalb(squares[i], 2 * exponents[i]);
    }
    return sum;
  }

  /** Variance of a coordinate, denominator count - 1; needs two vectors at least. */
  double variance(int i) {
    return variance(i, 0);
  }

  /** The same, where what was added is in units of 2 to a power. */
  double variance(int i, int exponent) {
    int own = exponents == null ? 0 : exponents[i];
    return Math.scalb(squares[i] / (count - 1), 2 * (own + exponent));
  }

  void write(DataOutput out) throws IOException {
    out.writeLong(count);
    Numbers.write(out, mean);
    Numbers.write(out, squares);
    for (int i = 0; exponents != null && i < exponents.length; i++) {
      out.writeInt(exponents[i]);
    }
  }

  void read(DataInput in) throws IOException {
    count = in.readLong();
    Numbers.read(in, mean);
    Numbers.read(in, squares);
    for (int i = 0; exponents != null && i < exponents.length; i++) {
      exponents[i] = in.readInt();
    }
  }

  /** Arrays of known length in binary. */
  static final class Numbers {
    private Numbers() {}

    static void write(DataOutput out, double[] values) throws IOException {
      for (double v : values) {
        out.writeDouble(v);
      }
    }

    static void read(DataInput in, double[] values) throws IOException {
      for (int i = 0; i < values.length; i++) {
        values[i] = in.readDouble();
      }
    }
  }
}
