package org.bitgrad.papers.psa2020;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.bitgrad.papers.psa2020.deep.DeepPart;
import org.bitgrad.papers.shared.ClaimTests;
import org.bitgrad.papers.shared.Parts;
import org.bitgrad.papers.shared.Verdicts;
import org.bitgrad.report.Claim;
import org.bitgrad.report.ClaimResult;
import org.bitgrad.report.ClaimsFile;
import org.bitgrad.report.Experiment;
import org.bitgrad.report.ExperimentContext;
import org.bitgrad.report.Ledger;
import org.bitgrad.report.Measurement;

/**
 * The experiments on the accuracy of gradient estimators, on 2-5-5-5-1 networks at an early and at
 * a trained stage, and on training deep convolutional networks by eight methods: 13 claims.
 *
 * <p>Networks are our own (the published parameters are not shipped), matched to the published ones
 * by exact loss; published numbers are shown and judged by ordering and ratio. What is measured
 * stands in the claims file beside this class, with the tolerance.
 */
public final class Psa2020 implements Experiment {
  static final String PAPER = "psa-2020";

  private static final ClaimsFile CLAIMS = ClaimsFile.resource(Psa2020.class, "claims.json");

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
    DeepPart deep = new DeepPart(context);
    Map<String, String> deepTables = Parts.tables(context, List.of(deep));
    double shared = (System.nanoTime() - start) / 1e9;
    Map<String, Supplier<Measurement>> onStudies = new LinkedHashMap<>();
    tests(laboratory, context.seed())
        .forEach((key, test) -> onStudies.put(key, () -> test.apply(evidence)));
    ClaimTests tests =
        new ClaimTests(context)
            .with(cost.tests())
            .with(golden.tests())
            .with(onStudies)
            .with(deep.tests(deepTables))
            .notTested(Golden.CLAIM, Golden.ABSENT);
    deep.notTested().forEach(tests::notTested);
    List<ClaimResult> results = tests.results(claims(), shared);
    Output.of(context, laboratory.data()).write(evidence, cost, golden);
    deep.write(context.output(), deepTables);
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

  /**
   * The verdicts of a run.
   *
   * @param ledger this paper's rows
   * @return tables for the notebook
   */
  public static Verdicts verdicts(Ledger ledger) {
    return new Verdicts(CLAIMS, ledger);
  }
}
