package org.bitgrad.model;

import org.bitgrad.random.Copula;

/**
 * Buffers that turn the independent uniform numbers of a site into coupled ones: {@code n} samples
 * of each unit of each row, coupled with one another and independent of everything else. For one
 * thread.
 */
public final class Coupling {
  private final Copula copula;
  private final int samples;
  private final int rows;
  private final int units;
  private final double[] independent;
  private final double[][] in;
  private final double[][] out;

  /**
   * Opens buffers.
   *
   * @param copula joint law of the samples
   * @param samples n, at least 2
   * @param rows rows of one sample
   * @param units units
   */
  public Coupling(Copula copula, int samples, int rows, int units) {
    this.copula = Refuse.missing("copula", copula);
    this.samples = Refuse.outside("samples", samples, 2, Integer.MAX_VALUE);
    this.rows = rows;
    this.units = units;
    int inputs = copula.inputs(samples);
    independent = new double[Math.multiplyExact(Math.multiplyExact(inputs, rows), units)];
    in = new double[inputs][rows];
    out = new double[samples][rows];
  }

  /** {@return the joint law of the samples} */
  public Copula copula() {
    return copula;
  }

  /** {@return number of samples, n} */
  public int samples() {
    return samples;
  }

  /** {@return rows of one sample} */
  public int rows() {
    return rows;
  }

  /** {@return units} */
  public int units() {
    return units;
  }

  /**
   * Reads a site and couples its numbers; mirrored where the bit 1 is the more probable one.
   *
   * @param draw random numbers
   * @param site read as {@code [units x (inputs rows)]}
   * @param law of the bits, {@code [units x rows]}
   * @param coupled {@code [units x (samples rows)]}, sample by sample within a unit, overwritten
   */
  void fill(Draw draw, String site, BitLaw law, double[] coupled) {
    draw.uniforms(site, in.length * rows, units, independent);
    for (int j = 0; j < units; j++) {
      for (int i = 0; i < in.length; i++) {
        System.arraycopy(independent, (j * in.length + i) * rows, in[i], 0, rows);
      }
      copula.couple(in, out, rows);
      for (int r = 0; r < rows; r++) {
        boolean mirrored = law.one(j * rows + r) >= 0.5;
        for (int k = 0; k < samples; k++) {
          double u = out[k][r];
          coupled[(j * samples + k) * rows + r] = mirrored ? 1 - u : u;
        }
      }
    }
  }
}
