package org.bitgrad.papers.arms2021;

import java.util.Arrays;
import org.bitgrad.random.Copula;
import org.bitgrad.random.Copulas;
import org.bitgrad.random.RandomStream;

/** Draws of the Dirichlet construction against its law. */
final class CopulaDraws {
  private static final int[] SAMPLES = {2, 3, 4, 10};
  private static final double[] P = {0.1, 0.3, 0.5};

  private final long seed;
  private final int draws;

  CopulaDraws(long seed, int draws) {
    this.seed = seed;
    this.draws = draws;
  }

  private double[][] draw(int samples) {
    Copula copula = Copulas.dirichlet();
    RandomStream stream = RandomStream.of(seed, Arms2021.PAPER, "copula").child(samples);
    double[][] in = new double[copula.inputs(samples)][draws];
    for (int i = 0; i < in.length; i++) {
      stream.child(i).uniforms(0, in[i], 0, draws);
    }
    double[][] out = new double[samples][draws];
    copula.couple(in, out, draws);
    return out;
  }

  /** The largest Kolmogorov-Smirnov statistic of the first sample, times the root of the draws. */
  double margins() {
    double largest = 0;
    for (int samples : SAMPLES) {
      double[] u = draw(samples)[0];
      Arrays.sort(u);
      for (int i = 0; i < draws; i++) {
        double above = (i + 1.0) / draws - u[i];
        double below = u[i] - (double) i / draws;
        largest = Math.max(largest, Math.max(above, below) * Math.sqrt(draws));
      }
    }
    return largest;
  }

  /**
   * The largest deviation, in standard errors, of the frequency with which two samples are both 1.
   * Above p = 1/2 numbers are mirrored, so that both are 1 where both mirrored bits are 0.
   */
  double pairs() {
    double largest = 0;
    for (int samples : SAMPLES) {
      double[][] u = draw(samples);
      for (double p : P) {
        double both = Copulas.dirichlet().bothOne(samples, p);
        largest = Math.max(largest, deviation(u, p, both, false));
        // p' = 1 - p: P(both 1) = 1 - 2 p + P(both mirrored bits are 1)
        largest = Math.max(largest, deviation(u, p, 1 - 2 * p + both, true));
      }
    }
    return largest;
  }

  private double deviation(double[][] u, double p, double probability, boolean mirrored) {
    int count = 0;
    for (int i = 0; i < draws; i++) {
      boolean first = u[0][i] < p;
      boolean second = u[1][i] < p;
      count += (mirrored ? !first && !second : first && second) ? 1 : 0;
    }
    double error = Math.sqrt(Math.max(1.0 / draws, probability * (1 - probability)) / draws);
    return Math.abs((double) count / draws - probability) / error;
  }
}
