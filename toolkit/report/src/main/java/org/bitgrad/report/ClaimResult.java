package org.bitgrad.report;

import java.util.Objects;
import java.util.Optional;

/**
 * A claim with its measurement; the verdict follows from the two.
 *
 * @param claim what was claimed, and the test
 * @param scale scale of the run
 * @param measured the measurement; empty if the claim was not tested
 * @param seed seed of the run
 * @param reason why the claim was not tested; of a measured one, what its interval covers
 * @param seconds time that the measurement took, at least 0
 */
public record ClaimResult(
    Claim claim,
    Scale scale,
    Optional<Measurement> measured,
    long seed,
    String reason,
    double seconds) {

  /**
   * Checks the result.
   *
   * @param claim what was claimed, and the test
   * @param scale scale of the run
   * @param measured the measurement; empty if the claim was not tested
   * @param seed seed of the run
   * @param reason why the claim was not tested; of a measured one, what its interval covers
   * @param seconds time that the measurement took, at least 0
   * @throws IllegalArgumentException if a measurement has no tolerance to be judged by, or an
   *     untested claim no reason
   */
  public ClaimResult {
    Objects.requireNonNull(claim, "claim");
    Objects.requireNonNull(scale, "scale");
    Objects.requireNonNull(measured, "measured");
    Objects.requireNonNull(reason, "reason");
    if (measured.isPresent() && claim.tolerance().isEmpty()) {
      throw new IllegalArgumentException(
          "claim " + claim.key() + " was measured, but has no tolerance");
    }
    if (measured.isEmpty() && reason.isBlank()) {
      throw new IllegalArgumentException(
          "claim " + claim.key() + " was not tested, so reason must say why");
    }
    if (measured.isPresent() && reason.isEmpty()) {
      reason = measured.get().covers();
    }
    if (!(seconds >= 0 && seconds < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("seconds must be at least 0, but is " + seconds);
    }
  }

  /** {@return the verdict, computed from the measurement and the tolerance} */
  public Verdict verdict() {
    return measured.map(m -> claim.tolerance().orElseThrow().judge(m)).orElse(Verdict.NOT_TESTED);
  }
}
