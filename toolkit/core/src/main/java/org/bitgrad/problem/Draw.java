package org.bitgrad.problem;

import org.bitgrad.random.RandomStream;

/**
 * The random numbers of one estimate, by named sites. An estimator reads each site once per
 * estimate; tests and golden cases inject theirs.
 *
 * <p>All numbers come from {@link #uniforms}. The other ways of reading say what the numbers are
 * for, so that an enumeration can stand in for them: it runs the estimator on every outcome and
 * weighs each with its probability. Where a bit is drawn as {@code u < p}, it gives -1 to force the
 * bit 1 and 2 to force the bit 0.
 *
 * <p>Sites of a path are {@code "layer1"}, {@code "layer2"}, ... for the chain's layers 0, 1, ...;
 * estimators name theirs in their documentation.
 */
public interface Draw {
  /**
   * Fills a block with uniforms in the open interval (0, 1).
   *
   * @param site name of the site
   * @param rows rows
   * @param units units
   * @param out {@code [units x rows]}, unit by unit, overwritten; may be longer
   */
  void uniforms(String site, int rows, int units, double[] out);

  /**
   * Numbers that are used for nothing but the bits {@code u < p}.
   *
   * @param site name of the site
   * @param rows rows
   * @param units units
   * @param law the probabilities {@code p}
   * @param out {@code [units x rows]}, unit by unit, overwritten; may be longer
   */
  default void thresholds(String site, int rows, int units, BitLaw law, double[] out) {
    uniforms(site, rows, units, out);
  }

  /**
   * Pairs of numbers {@code u} and {@code 1 - u}, both of which are compared with {@code p}, and on
   * which the estimate depends affinely otherwise (each derivative on the pair of its own unit).
   * Both are accurate in relative terms: an enumeration reaches {@code 1 - u} of 1e-300, where
   * {@code u} is 1. So neither is to be computed from the other.
   *
   * @param site name of the site
   * @param rows rows
   * @param units units
   * @param law the probabilities {@code p}
   * @param out {@code u}, {@code [units x rows]}, unit by unit, overwritten; may be longer
   * @param opposite {@code 1 - u}, likewise
   */
  default void antithetic(
      String site, int rows, int units, BitLaw law, double[] out, double[] opposite) {
    uniforms(site, rows, units, out);
    for (int i = 0; i < units * rows; i++) {
      opposite[i] = 1 - out[i];
    }
  }

  /**
   * Coupled numbers that are used for nothing but the bits {@code u < p}: {@code n} samples of each
   * unit and row.
   *
   * @param site name of the site
   * @param coupling samples, rows, units and their joint law
   * @param law the probabilities {@code p}, {@code [units x rows]}
   * @param out {@code [units x (samples rows)]}, unit by unit and sample by sample, overwritten
   */
  default void coupled(String site, Coupling coupling, BitLaw law, double[] out) {
    coupling.fill(this, site, law, out);
  }

  /**
   * Independent choices among equally probable options.
   *
   * @param site name of the site
   * @param rows rows
   * @param options how many, at least 1
   * @param out one of 0, 1, ..., options - 1 per row, overwritten; may be longer
   */
  default void choices(String site, int rows, int options, double[] out) {
    uniforms(site, rows, 1, out);
    for (int r = 0; r < rows; r++) {
      out[r] = Math.min(options - 1, Math.floor(options * out[r]));
    }
  }

  /**
   * Draws of a part of an estimate that is repeated, for example the k-th of several samples.
   *
   * @param name name of the part
   * @param index which
   * @return independent draws
   */
  Draw at(String name, long index);

  /**
   * The draws that a stream gives: site {@code s} reads {@code stream.child(s)} from its start.
   *
   * @param stream the stream of this estimate
   * @return the draws
   */
  static Draw of(RandomStream stream) {
    return new StreamDraw(stream);
  }

  /**
   * The site of a layer's bits.
   *
   * @param layer 0, 1, ...
   * @return {@code "layer1"}, {@code "layer2"}, ...
   */
  static String layerSite(int layer) {
    return StreamDraw.layerSite(layer);
  }
}
