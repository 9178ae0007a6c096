package org.bitgrad.exact;

import org.bitgrad.problem.BitLaw;
import org.bitgrad.random.Copula;

/** The law of the patterns of coupled bits, kept while the probability of a 1 stays the same. */
final class PatternTable {
  private final Copula copula;
  private final double[] byMinority;
  private double minority = -1;

  PatternTable(Copula copula, int samples) {
    this.copula = copula;
    byMinority = new double[samples + 1];
  }

  /**
   * The probability of a pattern.
   *
   * @param ones how many of its bits are 1
   * @param law of the bits
   * @param i which bit of the law
   * @return a probability
   */
  double probability(int ones, BitLaw law, int i) {
    // Copulas are mirrored where the bit 1 is the more probable one.
    double p = law.one(i);
    boolean mirrored = p >= 0.5;
    int samples = byMinority.length - 1;
    fill(samples, mirrored ? law.zero(i) : p);
    return byMinority[mirrored ? samples - ones : ones];
  }

  private void fill(int samples, double p) {
    if (p == minority) {
      return;
    }
    minority = p;
    for (int k = 0; k <= samples; k++) {
      byMinority[k] = copula.pattern(samples, k, p);
    }
  }
}
