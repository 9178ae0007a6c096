package org.bitgrad.papers.autoencoder;

import java.util.Arrays;
import java.util.stream.Stream;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.bitgrad.numeric.RealArray;
import org.bitgrad.numeric.RowLoops;
import org.bitgrad.numeric.Sums;
import org.bitgrad.papers.shared.SparseRows;
import org.bitgrad.random.RandomStream;

/**
 * Words to logits through one layer of rectified units; its parameters, or derivatives in them.
 *
 * @param first weights {@code [words x hidden]}
 * @param firstBias of the rectified units
 * @param second weights {@code [hidden x bits]}
 * @param secondBias of the logits
 */
@SuppressWarnings("ArrayRecordComponent")
record WordEncoder(double[][] first, double[] firstBias, double[][] second, double[] secondBias) {
  static WordEncoder zeros(int words, int hidden, int bits) {
    return new WordEncoder(
        new double[words][hidden], new double[hidden], new double[hidden][bits], new double[bits]);
  }

  /** Weights of variance 2 / inputs before rectified units, 1 / inputs before logits; no biases. */
  static WordEncoder initial(int words, int hidden, int bits, RandomStream stream) {
    WordEncoder encoder = zeros(words, hidden, bits);
    fill(stream.child("first"), Math.sqrt(2.0 / words), encoder.first);
    fill(stream.child("second"), Math.sqrt(1.0 / hidden), encoder.second);
    return encoder;
  }

  private static void fill(RandomStream stream, double deviation, double[][] weights) {
    NormalDistribution law = NormalDistribution.of(0, deviation);
    for (int i = 0; i < weights.length; i++) {
      double[] row = weights[i];
      stream.child(i).uniforms(0, row, 0, row.length);
      for (int j = 0; j < row.length; j++) {
        row[j] = law.inverseCumulativeProbability(row[j]);
      }
    }
  }

  /** All numbers, as groups that share them. */
  RealArray[] groups() {
    Stream<double[]> rows = Stream.concat(Arrays.stream(first), Arrays.stream(second));
    return Stream.concat(rows, Stream.of(firstBias, secondBias))
        .map(RealArray::of)
        .toArray(RealArray[]::new);
  }

  /** The map of a number of documents, with buffers of its own: one thread. */
  final class Pass {
    private final SparseRows input;
    private final SparseRows active;
    private final double[][] units;
    private final double[][] dUnits;
    private final double[][] outputs;

    Pass(int rows) {
      input = new SparseRows(rows, first.length);
      active = new SparseRows(rows, second.length);
      units = new double[rows][second.length];
      dUnits = new double[rows][second.length];
      outputs = new double[rows][secondBias.length];
    }

    /** {@return logits {@code [bits x rows]} of inputs {@code [rows x words]}} */
    double[] forward(double[][] x) {
      input.set(x);
      input.forward(first, units);
      for (double[] row : units) {
        RowLoops.add(firstBias, row);
        for (int i = 0; i < row.length; i++) {
          row[i] = Math.max(0, row[i]);
        }
      }
      active.set(units);
      active.forward(second, outputs);
      double[] logits = new double[secondBias.length * outputs.length];
      for (int r = 0; r < outputs.length; r++) {
        RowLoops.add(secondBias, outputs[r]);
        for (int j = 0; j < secondBias.length; j++) {
          logits[j * outputs.length + r] = outputs[r][j];
        }
      }
      return logits;
    }

    /** Writes the derivatives in the parameters at the inputs last given. */
    void gradient(double[] dLogits, WordEncoder out) {
      Arrays.fill(out.firstBias, 0);
      Arrays.fill(out.secondBias, 0);
      for (int r = 0; r < outputs.length; r++) {
        double[] d = outputs[r];
        for (int j = 0; j < d.length; j++) {
          d[j] = dLogits[j * outputs.length + r];
        }
        for (int i = 0; i < second.length; i++) {
          dUnits[r][i] = units[r][i] > 0 ? Sums.dot(second[i], 0, d, 0, d.length) : 0;
        }
        RowLoops.add(d, out.secondBias);
        RowLoops.add(dUnits[r], out.firstBias);
      }
      active.weightGradient(outputs, out.second);
      input.weightGradient(dUnits, out.first);
    }
  }
}
