package org.bitgrad.train;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bitgrad.numeric.RealArray;
import org.bitgrad.random.Shown;

/** Copies, checks and takes over named arrays. */
final class SavedState {
  private SavedState() {}

  static Map<String, RealArray> copy(Map<String, RealArray> live) {
    Map<String, RealArray> copies = new LinkedHashMap<>();
    live.forEach((name, array) -> copies.put(name, array.copy()));
    return copies;
  }

  static void check(Map<String, RealArray> live, Map<String, RealArray> state) {
    if (!live.keySet().equals(state.keySet())) {
      throw new IllegalArgumentException(
          "state must have the arrays " + live.keySet() + ", but has " + state.keySet());
    }
    live.forEach((name, array) -> same("state '" + Shown.text(name) + "'", array, state.get(name)));
  }

  static void same(String name, RealArray expected, RealArray array) {
    if (expected.size() != array.size() || expected.bytes() != array.bytes()) {
      throw new IllegalArgumentException(
          name + " must have " + kind(expected) + ", but has " + kind(array));
    }
  }

  static void fill(Map<String, RealArray> live, Map<String, RealArray> state) {
    live.forEach((name, array) -> array.copyFrom(state.get(name)));
  }

  static void restore(Map<String, RealArray> live, Map<String, RealArray> state) {
    check(live, state);
    fill(live, state);
  }

  private static String kind(RealArray array) {
    return array.size() + " numbers of float" + 8 * array.bytes();
  }
}
