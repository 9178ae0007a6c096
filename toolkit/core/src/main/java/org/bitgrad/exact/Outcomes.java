package org.bitgrad.exact;

import java.util.Arrays;
import java.util.Locale;
import org.bitgrad.problem.BitLaw;
import org.bitgrad.problem.Coupling;
import org.bitgrad.problem.Draw;

/**
 * The outcomes of an estimate at one point, a block of rows at a time: the draw forces row {@code
 * r} of the block to its outcome, and multiplies the row's weight with the probability of each
 * digit, which the estimate tells when it reads. The law may therefore depend on what was read
 * before: deeper layers on the states of the layers before them, a sample without replacement on
 * the sample before it.
 *
 * <p>Antithetic numbers: with {@code m = min(p, 1 - p)} the pair of bits of {@code u} and {@code 1
 * - u} is constant in {@code (0, m)}, {@code (m, 1 - m)} and {@code (1 - m, 1)}. On each interval
 * the two-point Gauss rule integrates polynomials of third degree without error.
 */
final class Outcomes {
  private static final double ONE = -1;
  private static final double ZERO = 2;
  private static final double GAUSS = 0.5 / Math.sqrt(3);

  /** The interval of antithetic numbers in which both bits are the same. */
  private static final int MIDDLE = 1;

  private final OutcomeDigits digits;
  private final double[] weights;
  private long first;

  /**
   * Opens a block.
   *
   * @param digits of the estimate
   * @param rows outcomes per block
   */
  Outcomes(OutcomeDigits digits, int rows) {
    this.digits = digits;
    weights = new double[rows];
  }

  /** {@return number of outcomes} */
  long count() {
    return (long) digits.count();
  }

  /**
   * Moves to a block.
   *
   * @param first number of the outcome in row 0
   * @return forces the outcomes
   */
  Draw select(long first) {
    this.first = first;
    long valid = Math.min(weights.length, count() - first);
    double sign = 1 / (double) digits.signs();
    Arrays.fill(weights, 0, (int) valid, sign);
    Arrays.fill(weights, (int) valid, weights.length, 0);
    return new Forced("");
  }

  /** {@return probability of each row's outcome, complete after the estimate; the buffer itself} */
  double[] weights() {
    return weights;
  }

  private final class Forced implements Draw {
    private final String part;

    Forced(String part) {
      this.part = part;
    }

    private OutcomeDigits.Site site(String name, int rows) {
      OutcomeDigits.Site site = digits.site(part + name);
      if (rows != site.samples() * weights.length) {
        throw new IllegalStateException(
            String.format(
                Locale.ROOT,
                "site %s%s must have %d rows, but has %d",
                part,
                name,
                site.samples() * weights.length,
                rows));
      }
      return site;
    }

    @Override
    public void uniforms(String site, int rows, int units, double[] out) {
      throw new IllegalStateException("site " + part + site + " must be discrete");
    }

    @Override
    public void thresholds(String name, int rows, int units, BitLaw law, double[] out) {
      OutcomeDigits.Site site = site(name, rows);
      int block = weights.length;
      for (int j = 0; j < units; j++) {
        for (int sample = 0; sample < site.samples(); sample++) {
          int shift = Long.numberOfTrailingZeros(site.strides()[j * site.samples() + sample]);
          int from = j * rows + sample * block;
          for (int r = 0; r < block; r++) {
            boolean one = ((first + r) >> shift & 1) == 1;
            out[from + r] = one ? ONE : ZERO;
            weights[r] *= one ? law.one(from + r) : law.zero(from + r);
          }
        }
      }
    }

    @Override
    public void antithetic(
        String name, int rows, int units, BitLaw law, double[] out, double[] opposite) {
      OutcomeDigits.Site site = site(name, rows);
      int block = weights.length;
      for (int i = 0; i < units * rows; i++) {
        int r = i % block;
        int index = i / block;
        double m = Math.min(law.one(i), law.zero(i));
        double place = GAUSS * digits.sign(first + r, site.first() + index);
        int interval = site.digit(first + r, index);
        if (interval == MIDDLE) {
          out[i] = 0.5 + (1 - 2 * m) * place;
          opposite[i] = 0.5 - (1 - 2 * m) * place;
        } else {
          double small = Math.min(m * (0.5 + (interval == 0 ? place : -place)), Math.nextDown(m));
          out[i] = interval == 0 ? small : 1 - small;
          opposite[i] = interval == 0 ? 1 - small : small;
        }
        weights[r] *= interval == MIDDLE ? 1 - 2 * m : m;
      }
    }

    @Override
    public void coupled(String name, Coupling coupling, BitLaw law, double[] out) {
      OutcomeDigits.Site site = site(name, coupling.rows());
      int samples = coupling.samples();
      int rows = coupling.rows();
      PatternTable patterns = new PatternTable(coupling.copula(), samples);
      for (int i = 0; i < coupling.units() * rows; i++) {
        int unit = i / rows;
        int r = i % rows;
        long outcome = first + r % weights.length;
        int pattern = site.digit(outcome, unit * site.samples() + r / weights.length);
        for (int k = 0; k < samples; k++) {
          out[(unit * samples + k) * rows + r] = (pattern >> k & 1) == 1 ? ONE : ZERO;
        }
        weights[r % weights.length] *= patterns.probability(Integer.bitCount(pattern), law, i);
      }
    }

    @Override
    public void choices(String name, int rows, int options, double[] out) {
      OutcomeDigits.Site site = site(name, rows);
      for (int r = 0; r < rows; r++) {
        long outcome = first + r % weights.length;
        out[r] = site.digit(outcome, r / weights.length);
        weights[r % weights.length] /= options;
      }
    }

    @Override
    public Draw at(String name, long index) {
      return new Forced(OutcomeDigits.childPart(part, name, index));
    }
  }
}
