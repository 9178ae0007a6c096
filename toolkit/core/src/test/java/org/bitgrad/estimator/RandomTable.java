package org.bitgrad.estimator;

import java.util.ArrayList;
import java.util.List;
import org.bitgrad.problem.BernoulliProblem;
import org.bitgrad.problem.BitLoss;
import org.bitgrad.problem.Problem;
import org.bitgrad.random.RandomStream;

/**
 * A random function of a few bits: a linear part with slopes in (-1, 1) plus noise of size 0, 0.5
 * or 2 at every state, and probabilities uniform in (0.03, 0.97).
 */
record RandomTable(int units, double noise, int number) {
  private static final double[] SIZES = {0, 0.5, 2};

  /** A number of functions of each size of the noise. */
  static List<RandomTable> sweep(int units, int each) {
    List<RandomTable> tables = new ArrayList<>();
    for (double size : SIZES) {
      for (int i = 0; i < each; i++) {
        tables.add(new RandomTable(units, size, i));
      }
    }
    return tables;
  }

  Problem problem() {
    RandomStream stream =
        RandomStream.of(71, "table").child(units).child((long) (10 * noise)).child(number);
    double[] p = new double[units];
    double[] table = new double[1 << units];
    for (int j = 0; j < units; j++) {
      p[j] = 0.03 + 0.94 * stream.child("p").uniform(j);
      double slope = 2 * stream.child("slopes").uniform(j) - 1;
      for (int s = 0; s < table.length; s++) {
        table[s] += slope * (s >> (units - 1 - j) & 1);
      }
    }
    for (int s = 0; s < table.length; s++) {
      table[s] += noise * (2 * stream.child("noise").uniform(s) - 1);
    }
    return BernoulliProblem.ofProbabilities(BitLoss.table(table), p);
  }
}
