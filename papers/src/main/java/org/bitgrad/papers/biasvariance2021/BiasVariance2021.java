package org.bitgrad.papers.biasvariance2021;

import java.io.IOException;
import java.util.List;
import org.bitgrad.papers.shared.Part;
import org.bitgrad.papers.shared.Parts;
import org.bitgrad.papers.shared.Verdicts;
import org.bitgrad.report.Claim;
import org.bitgrad.report.ClaimResult;
import org.bitgrad.report.ClaimsFile;
import org.bitgrad.report.Experiment;
import org.bitgrad.report.ExperimentContext;
import org.bitgrad.report.Ledger;

/**
 * The experiments on bias and variance of estimators that use one sample: temperatures of
 * Gumbel-softmax and ST-Gumbel, deep chains, BayesBiNN's scale and rule, FouST's forms, an
 * autoencoder of few bits.
 */
public final class BiasVariance2021 implements Experiment {
  static final String PAPER = "bias-variance-2021";

  private static final ClaimsFile CLAIMS =
      ClaimsFile.resource(BiasVariance2021.class, "claims.json");

  /** Made by {@link java.util.ServiceLoader}. */
  public BiasVariance2021() {}

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

  /** In the order of the work; a part sees the tables of all. */
  private static List<Part> parts(ExperimentContext context) {
    return List.of(
        new TemperaturePart(context),
        new AveragePart(context),
        new ChainPart(context),
        new ScalePart(context),
        new FoustPart(context),
        new CollapsePart(context),
        new AutoencoderPart(context));
  }

  @Override
  public List<ClaimResult> run(ExperimentContext context) throws IOException, InterruptedException {
    return Parts.run(context, claims(), parts(context));
  }
}
