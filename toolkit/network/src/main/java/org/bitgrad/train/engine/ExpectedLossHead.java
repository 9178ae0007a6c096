package org.bitgrad.train.engine;

import org.bitgrad.random.HermiteRule;
import org.bitgrad.random.RandomStream;

/**
 * The expectation of a loss over independent Gaussian outputs, as in float64: {@code f(m) + sum_o
 * (E_o f - f(m))}, where {@code E_o} lets output o alone vary, by nine points.
 */
final class ExpectedLossHead extends MomentHead {
  private final double[][] bases;
  private final double[][] shifted;

  ExpectedLossHead(Signal in, RowSlices slices, RowLoss loss) {
    super(in, slices, loss);
    bases = new double[RowSlices.COUNT][in.units];
    shifted = new double[RowSlices.COUNT][in.units];
  }

  @Override
  double estimate(int slice, int r, double[] means, double[] d, RandomStream stream) {
    double target = target(r);
    double[] base = bases[slice];
    double[] there = shifted[slice];
    double here = loss.at(means, target, base);
    System.arraycopy(base, 0, d, 0, base.length);
    double sum = here;
    for (int o = 0; o < base.length; o++) {
      double mean = means[o];
      double deviation = deviation(r, o);
      double slope = 0;
      for (int k = -HermiteRule.SIDE; k <= HermiteRule.SIDE; k++) {
        if (k == 0) {
          continue;
        }
        double weight = HermiteRule.weight(k);
        means[o] = mean + HermiteRule.node(k) * deviation;
        sum += weight * (loss.at(means, target, there) - here);
        slope += weight * HermiteRule.node(k) * there[o];
        addChange(weight, there, base, d);
      }
      means[o] = mean;
      derivative(r, o, slope, deviation);
    }
    return sum;
  }

  private static void addChange(double weight, double[] there, double[] here, double[] out) {
    for (int o = 0; o < out.length; o++) {
      out[o] += weight * (there[o] - here[o]);
    }
  }
}
