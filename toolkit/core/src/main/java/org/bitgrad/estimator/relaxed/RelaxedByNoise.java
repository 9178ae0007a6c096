package org.bitgrad.estimator.relaxed;

import org.bitgrad.problem.Draw;
import org.bitgrad.problem.Problem;
import org.bitgrad.random.Noise;
import org.bitgrad.random.VectorMath;

/** Units relaxed at a temperature: {@code y = sigmoid((a - Z) / tau)}, Z the noise of the unit. */
final class RelaxedByNoise {
  private final Problem problem;
  private final double tau;
  private double[] uniforms = new double[0];

  RelaxedByNoise(Problem problem, double tau) {
    this.problem = problem;
    this.tau = tau;
  }

  /** Replaces pre-activations by y and writes dy/da. */
  void relax(Draw draw, int layer, double[] a, double[] slope) {
    Noise noise = problem.chain().noise(layer);
    int size = slope.length;
    if (uniforms.length < size) {
      uniforms = new double[size];
    }
    draw.uniforms(Draw.layerSite(layer), problem.points(), problem.chain().units(layer), uniforms);
    for (int i = 0; i < size; i++) {
      a[i] = (noise.quantile(uniforms[i]) - a[i]) / tau;
    }
    VectorMath.exp(a, a, 0, size);
    for (int i = 0; i < size; i++) {
      // The slope from the rounded y, as in the authors' code, whose numbers are the reference:
      // where y is within 1e-6 of 1 a more accurate form differs in relative terms.
      double y = 1 / (1 + a[i]);
      a[i] = y;
      slope[i] = y * (1 - y) / tau;
    }
  }
}
