package org.bitgrad.train;

/** Checks and steps that rules share. */
final class Rules {
  private Rules() {}

  static double positive(String name, double value) {
    if (!(value > 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(
          name + " must be a positive finite number, but is " + value);
    }
    return value;
  }

  static double inUnit(String name, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(name + " must be in [0, 1], but is " + value);
    }
    return value;
  }

  static double notNegative(String name, double value) {
    if (!(value >= 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(
          name + " must be a finite number of at least 0, but is " + value);
    }
    return value;
  }

  static double[] finite(String name, double[] values) {
    if (values == null || values.length == 0) {
      throw new IllegalArgumentException(name + " must have at least 1 number, but has none");
    }
    for (int i = 0; i < values.length; i++) {
      if (!Double.isFinite(values[i])) {
        throw new IllegalArgumentException(
            name + "[" + i + "] must be finite, but is " + values[i]);
      }
    }
    return values.clone();
  }

  static void length(String name, double[] values, int length) {
    if (values.length != length) {
      throw new IllegalArgumentException(
          name + " must have " + length + " numbers, but has " + values.length);
    }
  }

  /** The sign as a spin; 0 counts as positive. */
  static double spin(double latent) {
    return latent < 0 ? -1 : 1;
  }
}
