package org.bitgrad.train;

import org.bitgrad.numeric.RealArray;

/**
 * Limits of a gradient; infinite where there is none.
 *
 * @param entries largest absolute entry
 * @param norm largest Euclidean norm
 */
record Clipping(double entries, double norm) {
  static final Clipping NONE = new Clipping(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);

  Clipping withEntries(double limit) {
    return new Clipping(Rules.positive("limit of entries", limit), norm);
  }

  Clipping withNorm(double limit) {
    return new Clipping(entries, Rules.positive("limit of the norm", limit));
  }

  /**
   * In place. A gradient that holds something else than finite numbers is left: no factor makes it
   * useful. Where squares are too large for a double, those of scaled numbers are taken.
   */
  void apply(RealArray... gradients) {
    if (entries < Double.POSITIVE_INFINITY) {
      for (RealArray gradient : gradients) {
        gradient.clip(entries);
      }
    }
    if (norm == Double.POSITIVE_INFINITY) {
      return;
    }
    double squares = 0;
    for (RealArray gradient : gradients) {
      squares += gradient.sumOfSquares();
    }
    double length = Math.sqrt(squares);
    if (!Double.isFinite(length)) {
      applyToHuge(gradients);
      return;
    }
    if (length > norm && length < Double.POSITIVE_INFINITY) {
      for (RealArray gradient : gradients) {
        gradient.scale(norm / length);
      }
    }
  }

  private void applyToHuge(RealArray... gradients) {
    double largest = 0;
    for (RealArray gradient : gradients) {
      for (int i = 0; i < gradient.size(); i++) {
        largest = Math.max(largest, Math.abs(gradient.get(i)));
      }
    }
    if (!Double.isFinite(largest)) {
      return;
    }
    double unit = Math.scalb(1.0, -Math.getExponent(largest));
    double squares = 0;
    for (RealArray gradient : gradients) {
      for (int i = 0; i < gradient.size(); i++) {
        squares += gradient.get(i) * unit * (gradient.get(i) * unit);
      }
    }
    double factor = norm * unit / Math.sqrt(squares);
    for (RealArray gradient : gradients) {
      gradient.scale(Math.min(1, factor));
    }
  }
}
