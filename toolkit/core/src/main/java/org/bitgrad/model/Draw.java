package org.bitgrad.model;

import org.bitgrad.random.RandomStream;

/**
 * The random numbers of one estimate, by named sites. An estimator reads each site once per
 * estimate; tests and golden cases inject theirs; an enumeration may give -1 to force the bit 1 and
 * 2 to force the bit 0.
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
