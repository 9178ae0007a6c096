package org.bitgrad.papers.psa2020;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.bitgrad.report.Claim;
import org.bitgrad.report.ClaimResult;
import org.bitgrad.report.ClaimsFile;
import org.bitgrad.report.Experiment;
import org.bitgrad.report.ExperimentContext;
import org.bitgrad.report.Measurement;

/**
 * The experiment on the accuracy of gradient estimators: 2-5-5-5-1 networks at an early and at a
 * trained stage, seven estimators, 13 claims.
 *
 * <p>Networks are our own (the published parameters are not shipped), matched to the published ones
 * by exact loss; published numbers are shown and judged by ordering and ratio. What is measured
 * stands in the claims file beside this class, with the tolerance.
 */
public final class Psa2020 implements Experiment {
  static final String PAPER = "psa-2020";

  private static final ClaimsFile CLAIMS = ClaimsFile.resource(Psa2020.class, "claims.json");

  private static final Map<String, String> NOT_TESTED =
      Map.of(
          "11",
          "training of deep convolutional networks comes with a later version; the paper's numbers"
              + " are not available to us",
          "13",
          "training with other estimators and evaluation by sampling come with a later version");

  /** Made by {@link java.util.ServiceLoader}. */
  public Psa2020() {}

  @Override
  public String paper() {
    return PAPER;
  }

  @Override
  public String title() {
    return CLAIMS.title();
  }

  @Override
  public List<Claim> claims() {
    return CLAIMS.claims();
  }

  @Override
  public List<ClaimResult> run(ExperimentContext context) throws IOException, InterruptedException {
    long start = System.nanoTime();
    Laboratory laboratory = new Laboratory(context);
    Evidence evidence = laboratory.evidence();
    Cost cost =
        Cost.measure(laboratory.data(), context.seed(), Plan.of(context.scale()).costSeconds());
    Golden golden = Golden.fromEnvironment(context);
    double shared = (System.nanoTime() - start) / 1e9 / claims().size();
    Map<String, Supplier<Measurement>> tests = new LinkedHashMap<>(cost.tests());
    tests.putAll(golden.tests());
    tests(laboratory, context.seed())
        .forEach((key, test) -> tests.put(key, () -> test.apply(evidence)));
    List<ClaimResult> results = new ArrayList<>();
    for (Claim claim : claims()) {
      results.add(result(claim, tests.get(key(claim)), context, shared));
    }
    Output.of(context, laboratory.data()).write(evidence, cost, golden);
    return results;
  }

  /** The tests of claims on the studies, by {@code "claim part"}. */
  static Map<String, Function<Evidence, Measurement>> tests(Laboratory laboratory, long seed) {
    Map<String, Function<Evidence, Measurement>> tests = new LinkedHashMap<>();
    EarlyTests.all().forEach((key, t) -> tests.put(key, e -> t.apply(e.published(Stage.EARLY))));
    TrainedTests.all()
        .forEach((key, t) -> tests.put(key, e -> t.apply(e.published(Stage.TRAINED))));
    tests.putAll(new PathTests(laboratory.data(), seed).all());
    return tests;
  }

  static String key(Claim claim) {
    return (claim.claim() + " " + claim.part()).strip();
  }

  private static ClaimResult result(
      Claim claim, Supplier<Measurement> test, ExperimentContext context, double shared) {
    long start = System.nanoTime();
    Optional<Measurement> measured = Optional.ofNullable(test).map(Supplier::get);
    double seconds = measured.isPresent() ? shared + (System.nanoTime() - start) / 1e9 : 0;
    String reason = measured.isPresent() ? "" : reason(claim);
    return new ClaimResult(claim, context.scale(), measured, context.seed(), reason, seconds);
  }

  private static String reason(Claim claim) {
    return claim.claim().equals(Golden.CLAIM)
        ? Golden.ABSENT
        : Optional.ofNullable(NOT_TESTED.get(claim.claim())).orElseThrow();
  }
}
