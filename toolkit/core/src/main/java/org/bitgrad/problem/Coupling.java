package org.bitgrad.problem;

import org.bitgrad.numeric.Arguments;
import org.bitgrad.random.Copula;

/**
 * Buffers that turn the independent uniform numbers of a site into coupled ones: {@code n} samples
 * of each unit of each row, coupled with one another and independent of everything else. For one
 * thread.
 */
public final class Coupling {
  /** Numbers per sample that are coupled at once: loops of some length, arrays in the cache. */
  private static final int POSITIONS = 256;

  private final Copula copula;
  private final int samples;
  private final int rows;
  private final int units;
  private final int width;
  private final int together;
  private final double[] independent;
  private final double[][] in;
  private final double[][] out;
  private final double[] offset;
  private final double[] sign;
  private final boolean byLimits;
  private final double[] minority;
  private final double[] limits;
  private final double[][] scratch;

  /**
   * Opens buffers.
   *
   * @param copula joint law of the samples
   * @param samples n, at least 2
   * @param rows rows of one sample, at least 1
   * @param units units, at least 1
   * @throws IllegalArgumentException if the copula is missing or a number is below its least
   */
  public Coupling(Copula copula, int samples, int rows, int units) {
    this.copula = Arguments.given("copula", copula);
    this.samples = Arguments.within("samples", samples, 2, Integer.MAX_VALUE);
    this.rows = Arguments.within("rows", rows, 1, Integer.MAX_VALUE);
    this.units = Arguments.within("units", units, 1, Integer.MAX_VALUE);
    int inputs = copula.inputs(samples);
    independent = new double[Math.multiplyExact(Math.multiplyExact(inputs, rows), units)];
    width = Math.min(rows, POSITIONS);
    together = Math.min(units, POSITIONS / width);
    in = new double[inputs][together * width];
    out = new double[samples][together * width];
    offset = new double[together * width];
    sign = new double[together * width];
    byLimits = copula.hasLimits(samples);
    minority = new double[together * width];
    limits = new double[together * width];
    scratch = new double[3][together * width];
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
   * Reads a site and couples its numbers; mirrored where the bit 1 is the more probable one. Where
   * the copula knows a cheaper way to the bits ({@link Copula#hasLimits}), the numbers are those
   * that force them, -1 and 2.
   *
   * @param draw random numbers
   * @param site read as {@code [units x (inputs rows)]}
   * @param law of the bits, {@code [units x rows]}
   * @param coupled {@code [units x (samples rows)]}, sample by sample within a unit, overwritten
   */
  void fill(Draw draw, String site, BitLaw law, double[] coupled) {
    draw.uniforms(site, in.length * rows, units, independent);
    for (int unit = 0; unit < units; unit += together) {
      for (int row = 0; row < rows; row += width) {
        fillPart(unit, row, law, coupled);
      }
    }
  }

  private void fillPart(int unit, int row, BitLaw law, double[] coupled) {
    int count = Math.min(together, units - unit);
    int length = Math.min(width, rows - row);
    int size = count * length;
    for (int i = 0; i < in.length; i++) {
      for (int j = 0; j < count; j++) {
        int at = ((unit + j) * in.length + i) * rows + row;
        System.arraycopy(independent, at, in[i], j * length, length);
      }
    }
    orient(law, unit * rows + row, size);
    double[][] made = byLimits ? forced(size) : coupled(size);
    for (int k = 0; k < samples; k++) {
      for (int j = 0; j < count; j++) {
        int at = ((unit + j) * samples + k) * rows + row;
        System.arraycopy(made[k], j * length, coupled, at, length);
      }
    }
  }

  private double[][] coupled(int size) {
    copula.couple(in, out, size);
    for (int k = 0; k < samples; k++) {
      mirror(out[k], size);
    }
    return out;
  }

  /** Numbers that say no more than the bits; made in place, so that they stay in the cache. */
  private double[][] forced(int size) {
    copula.limits(in, minority, scratch, limits, size);
    for (int k = 0; k < samples; k++) {
      force(in[k], size);
    }
    return in;
  }

  /** A part is one unit's rows, in part or all, or all rows of several units. */
  private void orient(BitLaw law, int from, int size) {
    for (int i = 0; i < size; i++) {
      double p = law.one(from + i);
      offset[i] = p >= 0.5 ? 1 : 0;
      sign[i] = 1 - 2 * offset[i];
      minority[i] = offset[i] + sign[i] * p;
    }
  }

  /** -1 for a bit 1 and 2 for a bit 0, or the other way round where p is at least 1/2. */
  private void force(double[] u, int size) {
    for (int i = 0; i < size; i++) {
      double below = Threshold.below(u[i], limits[i]);
      u[i] = 2 - 3 * (offset[i] + sign[i] * below);
    }
  }

  /** {@code u} or {@code 1 - u}, without a branch. */
  private void mirror(double[] u, int size) {
    for (int i = 0; i < size; i++) {
      u[i] = offset[i] + sign[i] * u[i];
    }
  }
}
