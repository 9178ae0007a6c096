package org.bitgrad.papers.arms2021;

import org.bitgrad.problem.BernoulliProblem;
import org.bitgrad.problem.BitLoss;
import org.bitgrad.problem.Problem;
import org.bitgrad.random.Noise;
import org.bitgrad.random.RandomStream;

/**
 * Random functions of a few bits: a linear part with standard normal weights plus independent
 * normal noise at every joint state, of standard deviation 0, 0.5 or 2 in turn; probabilities are
 * uniform in (0.03, 0.97).
 */
final class RandomFunctions {
  private static final double[] NOISE = {0, 0.5, 2};
  private static final double LEAST = 0.03;

  private RandomFunctions() {}

  static Problem of(long seed, int bits, int index) {
    RandomStream stream =
        RandomStream.of(seed, Arms2021.PAPER, "random function").child(bits).child(index);
    double[] p = new double[bits];
    double[] weights = new double[bits];
    for (int j = 0; j < bits; j++) {
      p[j] = LEAST + (1 - 2 * LEAST) * stream.child("p").uniform(j);
      weights[j] = Noise.gaussian(1).quantile(stream.child("weights").uniform(j));
    }
    double[] table = new double[1 << bits];
    for (int state = 0; state < table.length; state++) {
      double noise = Noise.gaussian(1).quantile(stream.child("noise").uniform(state));
      table[state] = NOISE[index % NOISE.length] * noise;
      for (int j = 0; j < bits; j++) {
        table[state] += weights[j] * (state >> (bits - 1 - j) & 1);
      }
    }
    return BernoulliProblem.ofProbabilities(BitLoss.table(table), p);
  }
}
