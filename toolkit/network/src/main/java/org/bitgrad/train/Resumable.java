package org.bitgrad.train;

import java.util.Map;
import org.bitgrad.numeric.RealArray;

/**
 * Something whose later steps depend on numbers that a checkpoint must hold. What is saved here and
 * restored into an equally built object goes on bit for bit.
 */
public interface Resumable {
  /** {@return copies of all numbers that later steps depend on, by name, in a fixed order} */
  Map<String, RealArray> state();

  /**
   * Takes over a state.
   *
   * @param state of {@link #state} of an equally built object
   * @throws IllegalArgumentException if names, sizes or precisions are not those of this object;
   *     nothing is changed then
   */
  void restore(Map<String, RealArray> state);
}
