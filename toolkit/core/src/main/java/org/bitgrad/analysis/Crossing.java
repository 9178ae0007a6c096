package org.bitgrad.analysis;

import java.util.Objects;
import java.util.OptionalDouble;

/**
 * Where an unbiased estimator overtakes a biased one in a group of parameters. With the biased
 * one's relative bias {@code b} and standard deviation {@code s}, and the unbiased one's {@code u}:
 *
 * <ul>
 *   <li>{@code samplesToMatchOne = u^2 / (b^2 + s^2)}: so many unbiased estimates, averaged, are as
 *       accurate as a single biased one; empty if {@code b = s = 0};
 *   <li>{@code crossingAtEqualSamples = (u^2 - s^2) / b^2}: from so many samples of each on, the
 *       unbiased one is the more accurate; empty if {@code b = 0} (they never cross) or {@code u <=
 *       s} (the unbiased one is never behind).
 * </ul>
 *
 * @param biased name of the estimator with {@code b} and {@code s}
 * @param unbiased name of the estimator with {@code u}; its bias is taken to be 0
 * @param group name of the parameter group
 * @param samplesToMatchOne samples of the unbiased one that match a single biased estimate
 * @param crossingAtEqualSamples samples of each at which the errors are equal
 */
public record Crossing(
    String biased,
    String unbiased,
    String group,
    OptionalDouble samplesToMatchOne,
    OptionalDouble crossingAtEqualSamples) {

  /**
   * Checks that nothing is missing.
   *
   * @param biased name of the estimator with {@code b} and {@code s}
   * @param unbiased name of the estimator with {@code u}; its bias is taken to be 0
   * @param group name of the parameter group
   * @param samplesToMatchOne samples of the unbiased one that match a single biased estimate
   * @param crossingAtEqualSamples samples of each at which the errors are equal
   */
  public Crossing {
    Objects.requireNonNull(biased, "biased");
    Objects.requireNonNull(unbiased, "unbiased");
    Objects.requireNonNull(group, "group");
    Objects.requireNonNull(samplesToMatchOne, "samplesToMatchOne");
    Objects.requireNonNull(crossingAtEqualSamples, "crossingAtEqualSamples");
  }

  static Crossing of(String biased, String unbiased, String group, Spreads spreads) {
    double b2 = spreads.bias() * spreads.bias();
    double s2 = spreads.std() * spreads.std();
    double u2 = spreads.unbiasedStd() * spreads.unbiasedStd();
    return new Crossing(
        biased,
        unbiased,
        group,
        b2 + s2 > 0 ? OptionalDouble.of(u2 / (b2 + s2)) : OptionalDouble.empty(),
        b2 > 0 && u2 > s2 ? OptionalDouble.of((u2 - s2) / b2) : OptionalDouble.empty());
  }

  /** The three numbers that decide: b, s and u. */
  record Spreads(double bias, double std, double unbiasedStd) {}
}
