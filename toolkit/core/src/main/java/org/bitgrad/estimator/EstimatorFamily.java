package org.bitgrad.estimator;

import java.util.Map;

/**
 * Estimators of one kind, by name; found by {@link java.util.ServiceLoader}, so that a jar beside
 * this one can add a family of its own to {@link Estimators}.
 */
public interface EstimatorFamily {
  /** Makes an estimator of a name and its arguments. */
  @FunctionalInterface
  interface Maker {
    /**
     * Makes it.
     *
     * @param name with its arguments; those that the maker does not ask for are refused
     * @return the estimator
     * @throws IllegalArgumentException if an argument is out of its range
     */
    Estimator make(EstimatorName name);
  }

  /** {@return what the family has in common, a few words} */
  String title();

  /**
   * Lists the members.
   *
   * @param known receives makers by name, in the order of lists
   */
  void list(Map<String, Maker> known);

  /** {@return other names of the field, each with the member that it means} */
  default Map<String, String> aliases() {
    return Map.of();
  }
}
