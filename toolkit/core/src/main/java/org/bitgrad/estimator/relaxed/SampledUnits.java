package org.bitgrad.estimator.relaxed;

import org.bitgrad.problem.BitLaw;
import org.bitgrad.problem.Draw;
import org.bitgrad.problem.Problem;
import org.bitgrad.random.Noise;

/** Bits of one layer drawn at given pre-activations, for sessions on {@link Relaxation}. */
final class SampledUnits implements BitLaw {
  private final Problem problem;
  private final double[] a;
  private final double[] p;
  private final double[] bits;
  private Noise noise;
  private int units;
  private int size;

  SampledUnits(Problem problem) {
    this.problem = problem;
    int widest = 0;
    for (int k = 0; k < problem.chain().layers(); k++) {
      widest = Math.max(widest, problem.chain().units(k));
    }
    a = new double[Math.multiplyExact(widest, problem.points())];
    p = new double[a.length];
    bits = new double[a.length];
  }

  /** Draws the bits of a layer. */
  void sample(Draw draw, int layer, double[] preactivations) {
    noise = problem.chain().noise(layer);
    units = problem.chain().units(layer);
    size = units * problem.points();
    System.arraycopy(preactivations, 0, a, 0, size);
    noise.probabilities(a, p, 0, size);
    draw.thresholds(Draw.layerSite(layer), problem.points(), units, this, bits);
    for (int i = 0; i < size; i++) {
      bits[i] = bits[i] < p[i] ? 1 : 0;
    }
  }

  /** Further numbers, one per unit of the layer and row. */
  void uniforms(Draw draw, String site, double[] out) {
    draw.uniforms(site, problem.points(), units, out);
  }

  double[] bits() {
    return bits;
  }

  void densities(double[] out) {
    noise.densities(a, out, 0, size);
  }

  /** The probability of each bit that was drawn. Ends the use of {@link #one} and {@link #zero}. */
  double[] sampledProbabilities() {
    for (int i = 0; i < size; i++) {
      p[i] = bits[i] == 1 ? a[i] : -a[i];
    }
    noise.probabilities(p, p, 0, size);
    return p;
  }

  @Override
  public double one(int i) {
    return p[i];
  }

  @Override
  public double zero(int i) {
    return noise.probability(-a[i]);
  }
}
