package org.bitgrad.estimator.contract;

import org.bitgrad.problem.BitLaw;
import org.bitgrad.problem.Coupling;
import org.bitgrad.problem.Draw;
import org.bitgrad.reference.CoupledLaw;

/**
 * Forces row {@code r} of a block to combination {@code first + r}, and multiplies the weights of
 * rows with probabilities that are known only when they are read.
 */
final class CombinationDraw implements Draw {
  private static final double ONE = -1;
  private static final double ZERO = 2;

  private final Digits digits;
  private final long first;
  private final double[] weights;
  private final String part;

  /** A block; {@code weights} are those known beforehand. */
  CombinationDraw(Digits digits, long first, double[] weights) {
    this(digits, first, weights, "");
  }

  private CombinationDraw(Digits digits, long first, double[] weights, String part) {
    this.digits = digits;
    this.first = first;
    this.weights = weights;
    this.part = part;
  }

  private interface Fill {
    void at(int row, int index, Digits.Digit digit, int value);
  }

  /** Rows of a block come sample by sample; {@code index} is unit times rows plus row. */
  private void each(String site, int rows, int units, Fill fill) {
    int block = weights.length;
    for (int j = 0; j < units; j++) {
      for (int i = 0; i < rows; i++) {
        Digits.Digit digit = digits.digit(part + site, j, i / block);
        int row = i % block;
        fill.at(row, j * rows + i, digit, digit.of(first + row));
      }
    }
  }

  @Override
  public void uniforms(String site, int rows, int units, double[] out) {
    each(site, rows, units, (row, i, digit, value) -> out[i] = digit.nodes()[value]);
  }

  @Override
  public void thresholds(String site, int rows, int units, BitLaw law, double[] out) {
    if (Digits.ofTheNetwork(site)) {
      uniforms(site, rows, units, out);
      return;
    }
    each(
        site,
        rows,
        units,
        (row, i, digit, value) -> {
          out[i] = value == 1 ? ONE : ZERO;
          weights[row] *= value == 1 ? law.one(i) : law.zero(i);
        });
  }

  @Override
  public void coupled(String site, Coupling coupling, BitLaw law, double[] out) {
    int samples = coupling.samples();
    int rows = coupling.rows();
    CoupledLaw joint = CoupledLaw.of(coupling.copula().name(), samples);
    each(
        site,
        rows,
        coupling.units(),
        (row, i, digit, pattern) -> {
          for (int k = 0; k < samples; k++) {
            int at = (i / rows * samples + k) * rows + i % rows;
            out[at] = (pattern >> k & 1) == 1 ? ONE : ZERO;
          }
          weights[row] *= joint.probability(Integer.bitCount(pattern), law.one(i), law.zero(i));
        });
  }

  @Override
  public void choices(String site, int rows, int options, double[] out) {
    each(site, rows, 1, (row, i, digit, value) -> out[i] = value);
  }

  @Override
  public Draw at(String name, long index) {
    return new CombinationDraw(digits, first, weights, part + name + index + "/");
  }
}
