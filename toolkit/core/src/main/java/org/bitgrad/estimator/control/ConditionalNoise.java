package org.bitgrad.estimator.control;

import org.bitgrad.problem.Chain;
import org.bitgrad.problem.Draw;
import org.bitgrad.problem.SampledPath;

/**
 * The bits of one layer as signs of logistic variables in the logit, and a second variable of the
 * same law given the bits (G. Tucker and others 2017). With {@code p} the probability of the bit 1
 * and {@code q} of 0,
 *
 * <pre>
 * z = logit(p) - logit(u),   bit = 1[z &gt; 0] = 1[u &lt; p]
 * zt = log(1 + o/q) if the bit is 1, -log(1 + o/p) if it is 0,   o = (1 - v)/v
 * </pre>
 *
 * so that {@code z} has slope 1 in the logit, and {@code zt}, with {@code v} held fixed, {@code o
 * p/(q + o)} or {@code o q/(p + o)}.
 */
final class ConditionalNoise {
  private final SampledPath path;
  private final int rows;
  private final int units;
  private final double[] u;
  private final double[] v;
  private final double[] z;
  private final double[] given;
  private final double[] slope;

  ConditionalNoise(SampledPath path, Chain chain) {
    this.path = path;
    rows = path.rows();
    units = chain.units(0);
    int size = units * rows;
    u = new double[size];
    v = new double[size];
    z = new double[size];
    given = new double[size];
    slope = new double[size];
  }

  /** Draws bits and both variables; the path holds the bits. */
  void sample(Draw draw) {
    path.activate(0);
    draw.uniforms(Draw.layerSite(0), rows, units, u);
    draw.uniforms("v_" + Draw.layerSite(0), rows, units, v);
    path.threshold(0, u);
    double[] p = path.probabilities(0);
    for (int i = 0; i < z.length; i++) {
      double q = path.law(0).zero(i);
      z[i] = Math.log(p[i]) - Math.log(q) + logit(1 - u[i], u[i]);
      double o = (1 - v[i]) / v[i];
      if (u[i] < p[i]) {
        given[i] = Math.log1p(o / q);
        slope[i] = p[i] * (o / (q + o));
      } else {
        given[i] = -Math.log1p(o / p[i]);
        slope[i] = q * (o / (p[i] + o));
      }
    }
  }

  private static double logit(double one, double zero) {
    return Math.log(one) - Math.log(zero);
  }

  /** {@return z of the last sample, {@code [units x rows]}} */
  double[] z() {
    return z;
  }

  /** {@return the variable given the bits} */
  double[] given() {
    return given;
  }

  /** {@return the derivative of the variable given the bits in the logit} */
  double[] slope() {
    return slope;
  }
}
