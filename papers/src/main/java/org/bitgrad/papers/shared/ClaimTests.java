package org.bitgrad.papers.shared;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.bitgrad.report.Claim;
import org.bitgrad.report.ClaimResult;
import org.bitgrad.report.ExperimentContext;
import org.bitgrad.report.Measurement;

/** The tests of a paper's claims by {@code "claim part"}, and why others are not tested. */
public final class ClaimTests {
  private final ExperimentContext context;
  private final Map<String, Supplier<Measurement>> tests = new LinkedHashMap<>();
  private final Map<String, String> reasons = new LinkedHashMap<>();

  /**
   * No tests yet.
   *
   * @param context of the run
   */
  public ClaimTests(ExperimentContext context) {
    this.context = context;
  }

  /**
   * The key of a claim.
   *
   * @param claim a claim or a part of one
   * @return {@code "claim part"}, or the claim alone if it has one part
   */
  public static String key(Claim claim) {
    return (claim.claim() + " " + claim.part()).strip();
  }

  /**
   * Adds tests.
   *
   * @param more measurements by key
   * @return this
   */
  public ClaimTests with(Map<String, Supplier<Measurement>> more) {
    tests.putAll(more);
    return this;
  }

  /**
   * Says why claims without a test have none.
   *
   * @param claim number of the claim
   * @param reason why it is not tested
   * @return this
   */
  public ClaimTests notTested(String claim, String reason) {
    reasons.put(claim, reason);
    return this;
  }

  /**
   * Measures all claims.
   *
   * @param claims the paper's claims
   * @param sharedSeconds work that served all of them, divided among them
   * @return one result per claim, in their order
   * @throws IllegalStateException if a claim has neither a test nor a reason
   */
  public List<ClaimResult> results(List<Claim> claims, double sharedSeconds) {
    List<ClaimResult> results = new ArrayList<>();
    for (Claim claim : claims) {
      long start = System.nanoTime();
      Optional<Measurement> measured =
          Optional.ofNullable(tests.get(key(claim))).map(Supplier::get);
      double own = (System.nanoTime() - start) / 1e9;
      double seconds = measured.isPresent() ? sharedSeconds / claims.size() + own : 0;
      String reason = measured.isPresent() ? "" : reason(claim);
      results.add(
          new ClaimResult(claim, context.scale(), measured, context.seed(), reason, seconds));
    }
    return results;
  }

  private String reason(Claim claim) {
    String reason = reasons.get(claim.claim());
    if (reason == null) {
      throw new IllegalStateException("claim " + claim.key() + " has no test and no reason");
    }
    return reason;
  }
}
