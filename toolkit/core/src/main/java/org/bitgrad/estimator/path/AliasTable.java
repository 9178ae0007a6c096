package org.bitgrad.estimator.path;

/**
 * Draws from finite distributions in constant time by Walker's alias method (Walker 1977, Vose
 * 1991): one table per given state, each over the same number of outcomes, a power of two. One
 * uniform per draw; a probability is met to 2^-53.
 */
final class AliasTable {
  private final int outcomes;
  private final double[] keep;
  private final int[] other;

  /**
   * Builds the tables.
   *
   * @param given number of distributions
   * @param outcomes outcomes of each, a power of two
   * @param probabilities {@code [given x outcomes]}, outcome fastest; each distribution sums to 1
   *     up to rounding
   */
  AliasTable(int given, int outcomes, double[] probabilities) {
    this.outcomes = outcomes;
    keep = new double[given * outcomes];
    other = new int[given * outcomes];
    for (int g = 0; g < given; g++) {
      build(g * outcomes, probabilities);
    }
  }

  private void build(int from, double[] probabilities) {
    double[] mass = new double[outcomes];
    int[] small = new int[outcomes];
    int[] large = new int[outcomes];
    int smalls = 0;
    int larges = 0;
    for (int i = 0; i < outcomes; i++) {
      mass[i] = probabilities[from + i] * outcomes;
      other[from + i] = i;
      keep[from + i] = 1;
      if (mass[i] < 1) {
        small[smalls++] = i;
      } else {
        large[larges++] = i;
      }
    }
    while (smalls > 0 && larges > 0) {
      int low = small[--smalls];
      int high = large[larges - 1];
      keep[from + low] = mass[low];
      other[from + low] = high;
      mass[high] -= 1 - mass[low];
      if (mass[high] < 1) {
        larges--;
        small[smalls++] = high;
      }
    }
  }

  /**
   * One draw.
   *
   * @param given which distribution
   * @param u uniform in (0, 1)
   * @return an outcome
   */
  int draw(int given, double u) {
    double scaled = u * outcomes;
    int cell = (int) scaled;
    int at = given * outcomes + cell;
    // All ones if the fraction is below the threshold; a branch here would be mispredicted half the
    // time.
    int below = (int) (Double.doubleToRawLongBits(scaled - cell - keep[at]) >> 63);
    int alias = other[at];
    return alias ^ ((cell ^ alias) & below);
  }

  /** One draw per row: {@code out[r]} given {@code given[r]}. */
  void draw(int[] given, double[] u, int[] out) {
    for (int r = 0; r < out.length; r++) {
      out[r] = draw(given[r], u[r]);
    }
  }

  /**
   * The probability that the tables give to an outcome.
   *
   * @param given which distribution
   * @param outcome which outcome
   * @return its probability
   */
  double probability(int given, int outcome) {
    double sum = 0;
    for (int i = 0; i < outcomes; i++) {
      int at = given * outcomes + i;
      sum += i == outcome ? keep[at] : 0;
      sum += other[at] == outcome && i != outcome ? 1 - keep[at] : 0;
    }
    return sum / outcomes;
  }
}
