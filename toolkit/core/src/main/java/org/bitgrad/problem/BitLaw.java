package org.bitgrad.problem;

/**
 * The probabilities with which a block of bits is to be drawn, both accurate in relative terms. A
 * {@link Draw} is told them so that an enumeration can weigh outcomes; a stream ignores them.
 */
public interface BitLaw {
  /**
   * The probability of the bit 1.
   *
   * @param i unit times rows plus row
   * @return a probability
   */
  double one(int i);

  /**
   * The probability of the bit 0.
   *
   * @param i unit times rows plus row
   * @return a probability, {@code 1 - one(i)} accurately
   */
  double zero(int i);

  /**
   * Bits known by the probability of the 1 alone.
   *
   * @param p {@code [units x rows]}; read when the law is asked
   * @return the law; the probability of a 0 is {@code 1 - p} as rounded
   */
  static BitLaw of(double[] p) {
    return new BitLaw() {
      @Override
      public double one(int i) {
        return p[i];
      }

      @Override
      public double zero(int i) {
        return 1 - p[i];
      }
    };
  }
}
