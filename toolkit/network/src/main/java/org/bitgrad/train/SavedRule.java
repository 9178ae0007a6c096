package org.bitgrad.train;

import java.util.Map;
import org.bitgrad.numeric.RealArray;

/** What the rules for binary weights share: their state is saved and taken over whole. */
abstract class SavedRule implements BinaryRule {
  /** All numbers that later steps depend on: the rate, a copy of one number, and live arrays. */
  abstract Map<String, RealArray> live();

  @Override
  public final Map<String, RealArray> state() {
    return SavedState.copy(live());
  }

  @Override
  public final void restore(Map<String, RealArray> state) {
    Map<String, RealArray> live = live();
    SavedState.check(live, state);
    rate(state.get("rate").get(0));
    SavedState.fill(live, state);
  }
}
