package org.bitgrad.estimator.planted;

import java.util.Set;
import java.util.TreeSet;

/**
 * A wrong estimator and the checks of the contract that catch it: these and no others.
 *
 * @param wrong one edit away from its right estimator
 * @param caughtBy names of checks
 */
record Planted(Edited wrong, Set<String> caughtBy) {
  static Planted of(Edited wrong, String... caughtBy) {
    return new Planted(wrong, new TreeSet<>(Set.of(caughtBy)));
  }

  @Override
  public String toString() {
    return wrong.name();
  }
}
