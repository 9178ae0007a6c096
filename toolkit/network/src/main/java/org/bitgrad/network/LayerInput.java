package org.bitgrad.network;

import java.util.Optional;
import org.bitgrad.numeric.Pooling;

/**
 * What is done to the numbers that a layer reads, before its affine map.
 *
 * @param pooling of windows, if there is one
 * @param dropout share of the numbers, after pooling, that {@link Dropout} sets to 0 in training; 0
 *     without
 */
public record LayerInput(Optional<Pooling> pooling, double dropout) {
  /** Numbers that are read as they are. */
  static final LayerInput PLAIN = new LayerInput(Optional.empty(), 0);
}
