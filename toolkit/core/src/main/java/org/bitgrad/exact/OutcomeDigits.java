package org.bitgrad.exact;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bitgrad.estimator.Estimator;
import org.bitgrad.estimator.MeanSink;
import org.bitgrad.problem.BitLaw;
import org.bitgrad.problem.Coupling;
import org.bitgrad.problem.Draw;
import org.bitgrad.problem.Problem;

/**
 * The discrete random numbers that one estimate at one point reads, found by a trial run. An
 * outcome of the estimate is a number whose digits are they: a bit has radix 2, an antithetic
 * number 3 (the intervals between which its pair of bits changes), a coupled unit {@code 2^n}, a
 * choice as many as it has options.
 */
final class OutcomeDigits {
  private static final int MOST_SAMPLES = 30;

  private final Map<String, Site> sites;
  private final double count;
  private final int signs;

  /**
   * The digits of a site.
   *
   * @param first index of its first number among all antithetic ones
   * @param samples rows that one point reads
   * @param units units
   * @param radix of each digit
   * @param strides products of the radices before each digit; {@code [units x samples]}
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Site(int first, int samples, int units, int radix, long[] strides) {
    int digit(long outcome, int index) {
      return (int) (outcome / strides[index] % radix);
    }
  }

  private OutcomeDigits(Recorder recorder) {
    sites = recorder.sites;
    // Twice the power of two at or below the number: more than the number, as many as columns need.
    signs = recorder.antithetic == 0 ? 1 : Integer.highestOneBit(recorder.antithetic) * 2;
    List<Site> binaryFirst = new ArrayList<>(sites.values());
    // Powers of two first: their strides are powers of two as well, and division becomes a shift.
    binaryFirst.sort(java.util.Comparator.comparing(site -> Integer.bitCount(site.radix) != 1));
    double product = signs;
    for (Site site : binaryFirst) {
      for (int i = 0; i < site.strides.length; i++) {
        site.strides[i] = (long) product;
        product *= site.radix;
      }
    }
    count = product;
  }

  /**
   * Finds the digits.
   *
   * @param estimator recipe
   * @param one problem of one point
   * @param state adapted state of the estimator, empty if none
   * @throws UnsupportedOperationException if the estimate reads numbers that are not discrete
   */
  static OutcomeDigits of(Estimator estimator, Problem one, double... state) {
    Recorder recorder = new Recorder(estimator.name(), "", new LinkedHashMap<>());
    org.bitgrad.estimator.Session session = estimator.open(one);
    session.restore(state);
    session.estimate(recorder, new MeanSink(one));
    return new OutcomeDigits(recorder.root());
  }

  /** {@return number of outcomes; a double, since it may exceed every integer type} */
  double count() {
    return count;
  }

  /** {@return radix of the digit that chooses among Gauss points} */
  int signs() {
    return signs;
  }

  /** The digits of a site by its full name. */
  Site site(String name) {
    Site site = sites.get(name);
    if (site == null) {
      throw new IllegalStateException("site " + name + " was not read in the trial run");
    }
    return site;
  }

  /**
   * The sign of an antithetic number in an outcome: which of the two Gauss points of its interval
   * it takes. Signs of different numbers are the columns of an orthogonal array (the parity of the
   * sign digit and the number's index), so that products of two numbers are integrated exactly.
   *
   * @param outcome number of the outcome
   * @param index of the antithetic number among all, counted from 0
   * @return -1 or 1
   */
  int sign(long outcome, int index) {
    long digit = outcome % signs;
    return (Long.bitCount(digit & (index + 1)) & 1) == 0 ? 1 : -1;
  }

  /** Notes what is read. */
  private static final class Recorder implements Draw {
    private final String estimator;
    private final String part;
    private final Map<String, Site> sites;
    private final Recorder root;
    private int antithetic;

    Recorder(String estimator, String part, Map<String, Site> sites) {
      this(estimator, part, sites, null);
    }

    private Recorder(String estimator, String part, Map<String, Site> sites, Recorder root) {
      this.estimator = estimator;
      this.part = part;
      this.sites = sites;
      this.root = root == null ? this : root;
    }

    Recorder root() {
      return root;
    }

    private void note(String site, int first, int[] shape, int radix) {
      Site noted = new Site(first, shape[0], shape[1], radix, new long[shape[0] * shape[1]]);
      if (sites.put(part + site, noted) != null) {
        throw new IllegalStateException("site " + part + site + " was read twice in one estimate");
      }
    }

    @Override
    public void uniforms(String site, int rows, int units, double[] out) {
      throw new UnsupportedOperationException(
          estimator
              + " must read discrete random numbers only for exact moments, but reads "
              + part
              + site);
    }

    @Override
    public void thresholds(String site, int rows, int units, BitLaw law, double[] out) {
      note(site, 0, new int[] {rows, units}, 2);
      java.util.Arrays.fill(out, 0, rows * units, 0.5);
    }

    @Override
    public void antithetic(
        String site, int rows, int units, BitLaw law, double[] out, double[] opposite) {
      note(site, root.antithetic, new int[] {rows, units}, 3);
      root.antithetic += rows * units;
      java.util.Arrays.fill(out, 0, rows * units, 0.5);
      java.util.Arrays.fill(opposite, 0, rows * units, 0.5);
    }

    @Override
    public void coupled(String site, Coupling coupling, BitLaw law, double[] out) {
      int samples = coupling.samples();
      if (!coupling.copula().hasPatterns(samples)) {
        throw new UnsupportedOperationException(
            estimator
                + " must have coupled bits of a known joint law for exact moments, but the copula "
                + coupling.copula().name()
                + " has none for "
                + samples
                + " samples");
      }
      if (samples > MOST_SAMPLES) {
        throw new TooCostlyException(
            String.format(
                Locale.ROOT,
                "coupled samples of %s must be at most %d for exact moments, but are %d",
                estimator,
                MOST_SAMPLES,
                samples));
      }
      note(site, 0, new int[] {coupling.rows(), coupling.units()}, 1 << samples);
      int size = coupling.rows() * samples * coupling.units();
      java.util.Arrays.fill(out, 0, size, 0.5);
    }

    @Override
    public void choices(String site, int rows, int options, double[] out) {
      note(site, 0, new int[] {rows, 1}, options);
      java.util.Arrays.fill(out, 0, rows, 0);
    }

    @Override
    public Draw at(String name, long index) {
      return new Recorder(estimator, childPart(part, name, index), sites, root);
    }
  }

  static String childPart(String part, String name, long index) {
    return part + name + "[" + index + "]/";
  }
}
