package org.bitgrad.exact;

import org.bitgrad.problem.BitLaw;
import org.bitgrad.problem.Coupling;
import org.bitgrad.problem.Draw;

/**
 * The random numbers of an estimate of one unit: bits that are forced one by one to an outcome,
 * whose probability is collected, and at most one number that is integrated over.
 */
final class UnitDraw implements Draw {
  private static final double ONE = -1;
  private static final double ZERO = 2;

  private final double[] numbers;
  private final double[] opposites;
  private final String what;
  private int outcome;
  private int bits;
  private int continuous;
  private boolean plain;
  private double probability;

  /**
   * Opens.
   *
   * @param numbers one per row, read where a number is used for more than a bit
   * @param opposites 1 minus each, accurately
   * @param what the estimator, for messages
   */
  UnitDraw(double[] numbers, double[] opposites, String what) {
    this.numbers = numbers;
    this.opposites = opposites;
    this.what = what;
  }

  /** Begins an estimate; bit i of the outcome is the i-th that is read. */
  void begin(int newOutcome) {
    outcome = newOutcome;
    bits = 0;
    continuous = 0;
    probability = 1;
  }

  /** {@return bits that were read} */
  int bits() {
    return bits;
  }

  /** {@return whether a number was read that is integrated over} */
  boolean isContinuous() {
    return continuous > 0;
  }

  /** {@return whether that number is known from below only: near 1 it has a spacing of 1e-16} */
  boolean isPlain() {
    return plain;
  }

  /** {@return the probability of the outcome that was forced} */
  double probability() {
    return probability;
  }

  private void requireOneUnit(int rows, int units) {
    if (rows != numbers.length || units != 1) {
      throw refusal("draws " + units + " x " + rows / numbers.length + " numbers at once");
    }
  }

  private UnsupportedOperationException refusal(String why) {
    return new UnsupportedOperationException(
        what + " " + why + ": quadrature is for one unit, bits, and one number besides");
  }

  @Override
  public void uniforms(String site, int rows, int units, double[] out) {
    requireOneUnit(rows, units);
    plain = true;
    number(out);
  }

  private void number(double[] out) {
    if (++continuous > 1) {
      throw refusal("draws several numbers that are more than bits");
    }
    System.arraycopy(numbers, 0, out, 0, numbers.length);
  }

  @Override
  public void antithetic(
      String site, int rows, int units, BitLaw law, double[] out, double[] opposite) {
    requireOneUnit(rows, units);
    number(out);
    System.arraycopy(opposites, 0, opposite, 0, rows);
  }

  @Override
  public void thresholds(String site, int rows, int units, BitLaw law, double[] out) {
    requireOneUnit(rows, units);
    boolean one = (outcome >> bits++ & 1) == 1;
    for (int r = 0; r < rows; r++) {
      out[r] = one ? ONE : ZERO;
    }
    probability *= one ? law.one(0) : law.zero(0);
  }

  @Override
  public void coupled(String site, Coupling coupling, BitLaw law, double[] out) {
    throw refusal("draws coupled bits, whose moments ExactMoments gives");
  }

  @Override
  public void choices(String site, int rows, int options, double[] out) {
    throw refusal("draws choices, whose moments ExactMoments gives");
  }

  @Override
  public Draw at(String name, long index) {
    return this;
  }
}
