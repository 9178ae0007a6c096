package org.bitgrad.estimator.path;

import java.util.Arrays;
import org.bitgrad.estimator.GradientSink;
import org.bitgrad.numeric.RowLoops;
import org.bitgrad.problem.Chain;
import org.bitgrad.problem.Encoding;
import org.bitgrad.problem.LossPass;
import org.bitgrad.problem.SampledPath;

/**
 * The smoothing of the value and of the loss's own derivative over flips of the last layer, of
 * {@link Psa} and of the state-analytic estimator.
 */
public final class FlipSmoothing {
  private final SampledPath path;
  private final LossPass loss;
  private final int units;
  private final double[] rho;
  private final double[] rest;
  private final double[] values;
  private final double[] products;
  private final double[] row;
  private final double[] ones;

  /**
   * Opens buffers.
   *
   * @param path sampled
   * @param loss at its end
   */
  public FlipSmoothing(SampledPath path, LossPass loss) {
    this.path = path;
    this.loss = loss;
    Chain chain = path.pass().chain();
    units = chain.units(chain.layers() - 1);
    rho = new double[units * loss.rows()];
    rest = new double[loss.rows()];
    values = new double[loss.rows()];
    products = new double[rho.length];
    row = new double[loss.rows()];
    ones = new double[loss.rows()];
    Arrays.fill(ones, 1);
  }

  /**
   * Gives the smoothed value and derivative to a sink.
   *
   * @param delta the flips {@code f - f(flipped)}, {@code [units x rows]}
   * @param out receives them
   */
  public void write(double[] delta, GradientSink out) {
    weigh();
    multiply(rho, delta, products);
    RowLoops.sumOverUnits(products, units, row, values);
    RowLoops.sumOverUnits(rho, units, row, rest);
    complement(loss.values(), values);
    complement(ones, rest);
    out.value(values, loss.rows());
    if (loss.loss().parameters().groups() > 0) {
      out.loss(loss, rest);
      out.lossFlips(loss, rho);
    }
  }

  private static void multiply(double[] x, double[] y, double[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] = x[i] * y[i];
    }
  }

  /** y = x - y. */
  private static void complement(double[] x, double[] y) {
    for (int r = 0; r < y.length; r++) {
      y[r] = x[r] - y[r];
    }
  }

  private void weigh() {
    double[] x = path.last().values();
    double[] p = path.probabilities(path.pass().chain().layers() - 1);
    Encoding encoding = path.pass().chain().encoding();
    double low = encoding.low();
    double perStep = 1 / encoding.step();
    double share = 1.0 / units;
    for (int i = 0; i < rho.length; i++) {
      double bit = perStep * (x[i] - low);
      // The probability of the other state; only its absolute error matters in a mixture.
      rho[i] = share * (bit + p[i] - 2 * bit * p[i]);
    }
  }
}
