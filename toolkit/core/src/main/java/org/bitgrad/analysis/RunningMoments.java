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
  private final double[] mean;
  private final double[] squares;
  private long count;

  RunningMoments(int size) {
    mean = new double[size];
    squares = new double[size];
  }

  void add(double[] x) {
    count++;
    double weight = 1.0 / count;
    for (int i = 0; i < mean.length; i++) {
      double d = x[i] - mean[i];
      mean[i] += d * weight;
      squares[i] += d * (x[i] - mean[i]);
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
      squares[i] += later.squares[i] + d * d * between;
    }
    count = all;
  }

  void clear() {
    java.util.Arrays.fill(mean, 0);
    java.util.Arrays.fill(squares, 0);
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
    for (double s : squares) {
      sum += s;
    }
    return sum;
  }

  /** Variance of a coordinate, denominator count - 1; needs two vectors at least. */
  double variance(int i) {
    return squares[i] / (count - 1);
  }

  void write(DataOutput out) throws IOException {
    out.writeLong(count);
    Numbers.write(out, mean);
    Numbers.write(out, squares);
  }

  void read(DataInput in) throws IOException {
    count = in.readLong();
    Numbers.read(in, mean);
    Numbers.read(in, squares);
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
