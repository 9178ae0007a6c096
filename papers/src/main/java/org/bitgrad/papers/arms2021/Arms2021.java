package org.bitgrad.papers.arms2021;

import java.io.IOException;
import java.util.List;
import org.bitgrad.papers.shared.ClaimTests;
import org.bitgrad.papers.shared.Verdicts;
import org.bitgrad.report.Claim;
import org.bitgrad.report.ClaimResult;
import org.bitgrad.report.ClaimsFile;
import org.bitgrad.report.Experiment;
import org.bitgrad.report.ExperimentContext;
import org.bitgrad.report.Export;
import org.bitgrad.report.Ledger;
import org.bitgrad.report.RunFolder;

/**
 * The experiments on ARMS: the toy problem of one bit, copulas, a function of four bits, random
 * functions, and bounds of several samples. Most variances are exact, by enumerating every joint
 * outcome of the coupled bits. The variational autoencoders of the paper are not part of it.
 */
public final class Arms2021 implements Experiment {
  static final String PAPER = "arms-2021";

  private static final ClaimsFile CLAIMS = ClaimsFile.resource(Arms2021.class, "claims.json");
  private static final String LATER =
      "training of variational autoencoders comes with a later version";

  /** Made by {@link java.util.ServiceLoader}. */
  public Arms2021() {}

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

  /**
   * The verdicts of a run.
   *
   * @param ledger this paper's rows
   * @return tables for the notebook
   */
  public static Verdicts verdicts(Ledger ledger) {
    return new Verdicts(CLAIMS, ledger);
  }

  @Override
  public List<ClaimResult> run(ExperimentContext context) throws IOException, InterruptedException {
    long start = System.nanoTime();
    Plan plan = Plan.of(context.scale());
    Evidence evidence = new Laboratory(context, plan).evidence();
    List<ClaimResult> results =
        new ClaimTests(context)
            .with(new ArmsTests(plan, context.seed(), evidence).all())
            .notTested("9", LATER)
            .notTested("10", LATER)
            .results(claims(), (System.nanoTime() - start) / 1e9);
    write(context, evidence);
    return results;
  }

  private static void write(ExperimentContext context, Evidence evidence) throws IOException {
    RunFolder folder = context.output();
    folder.write(Evidence.TOY, evidence.toy().csv());
    folder.write(Evidence.ASCENTS, evidence.ascents().csv());
    folder.write(Evidence.SWEEP, evidence.sweep().csv());
    Export.table(folder, "toy-problem", Summary.toy());
    Export.table(folder, "four-bits", Summary.sharedCase());
    Figures figures = new Figures(evidence, context.scale());
    Export.chart(folder, "toy-variances", figures.toy());
    Export.chart(folder, "toy-ascent", figures.ascent());
    Export.chart(folder, "toy-spread", figures.spread());
    Export.chart(folder, "correlations", figures.correlations());
    Export.chart(folder, "random-functions", figures.sweep());
  }
}
