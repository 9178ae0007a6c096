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

  /** In place. A norm that is not finite is left: no factor makes such a gradient useful. */
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
    if (length > norm && length < Double.POSITIVE_INFINITY) {
      for (RealArray gradient : gradients) {
        gradient.scale(norm / length);
      }
    }
  }
}
