package org.bitgrad.exact;

import java.util.Arrays;
import org.bitgrad.problem.Encoding;
import org.bitgrad.problem.States;

/**
 * A window on the list of all states of a layer, unit 0 the most significant bit of a state's
 * number. Each state stands in as many rows as there are copies: row {@code s * copies + c} holds
 * state {@code first + s}.
 */
final class StateChunk {
  private final int units;
  private final int size;
  private final States states;

  /**
   * Opens a window.
   *
   * @param encoding how states are written as numbers
   * @param units units of the layer
   * @param rows most rows of the window; at least one state is in it whatever its copies
   * @param copies rows per state
   */
  StateChunk(Encoding encoding, int units, int rows, int copies) {
    this.units = units;
    size = Math.min(1 << units, Integer.highestOneBit(Math.max(1, rows / copies)));
    states = States.zeros(encoding, units, size * copies);
    for (int j = 0; j < units; j++) {
      for (int s = 0; s < size; s++) {
        fill(j, s * copies, copies, (s & bit(j)) != 0);
      }
    }
  }

  /** {@return states in the window, a power of 2} */
  int size() {
    return size;
  }

  /** {@return rows of the window} */
  int rows() {
    return states.rows();
  }

  /**
   * Moves the window.
   *
   * @param first number of its first state, a multiple of its size
   * @return the states; the buffer itself
   */
  States from(int first) {
    for (int j = 0; j < units; j++) {
      // the lower bits are the same in every window
      if (bit(j) >= size) {
        fill(j, 0, states.rows(), (first & bit(j)) != 0);
      }
    }
    return states;
  }

  private int bit(int unit) {
    return 1 << (units - 1 - unit);
  }

  private void fill(int unit, int from, int length, boolean one) {
    Encoding encoding = states.encoding();
    int start = unit * states.rows() + from;
    Arrays.fill(states.values(), start, start + length, one ? encoding.high() : encoding.low());
  }
}
