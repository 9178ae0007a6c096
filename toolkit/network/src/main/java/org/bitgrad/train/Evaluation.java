package org.bitgrad.train;

import java.util.Objects;
import java.util.OptionalDouble;

/**
 * How well a network does on examples when its units are sampled.
 *
 * @param examples how many
 * @param samples passes per example
 * @param loss estimate of the expected loss, mean over examples and passes, in nats
 * @param oneSample accuracy of a single pass, mean over the passes; empty where there are no
 *     classes
 * @param ensemble accuracy of the class with the highest mean probability over the passes; of equal
 *     ones the first; empty where there are no classes
 */
public record Evaluation(
    long examples, int samples, double loss, OptionalDouble oneSample, OptionalDouble ensemble) {
  /**
   * Checks that nothing is missing.
   *
   * @param examples how many
   * @param samples passes per example
   * @param loss estimate of the expected loss
   * @param oneSample accuracy of a single pass
   * @param ensemble accuracy of the mean probabilities
   */
  public Evaluation {
    Objects.requireNonNull(oneSample, "oneSample");
    Objects.requireNonNull(ensemble, "ensemble");
  }
}
