package org.bitgrad.problem;

/**
 * The two numbers that stand for the states of a binary unit.
 *
 * <p>A unit draws a bit, {@code P(bit = 1 | a) = F(a)}; what the next layer multiplies by its
 * weights is {@code low() + step() * bit}. With weights {@code w} for bits, the same network has
 * weights {@code w / 2} and biases {@code b + sum(w) / 2} for spins (Shekhovtsov, Yanush and Flach
 * 2020, the model section).
 */
public enum Encoding {
  /** States in {0, 1}. */
  BITS(0, 1),
  /** States in {-1, +1}. */
  SPINS(-1, 1);

  private final double low;
  private final double high;

  Encoding(double low, double high) {
    this.low = low;
    this.high = high;
  }

  /** {@return the number for bit 0} */
  public double low() {
    return low;
  }

  /** {@return the number for bit 1} */
  public double high() {
    return high;
  }

  /** {@return the distance of the two states: 1 for bits, 2 for spins} */
  public double step() {
    return high - low;
  }
}
