package org.bitgrad.papers.straightthrough2021;

import java.io.IOException;
import java.util.List;
import org.bitgrad.papers.shared.Part;
import org.bitgrad.papers.shared.Parts;
import org.bitgrad.papers.shared.Verdicts;
import org.bitgrad.random.RandomStream;
import org.bitgrad.report.Claim;
import org.bitgrad.report.ClaimResult;
import org.bitgrad.report.ClaimsFile;
import org.bitgrad.report.Experiment;
import org.bitgrad.report.ExperimentContext;
import org.bitgrad.report.Ledger;

/**
 * The experiments on straight-through estimators: when they are exact and how large their bias is,
 * what proxies are, invariances, latent weights as mirror descent, depth and width, growth of
 * gradients at the start, autoencoders of images and of texts, classifiers of digits.
 */
public final class StraightThrough2021 implements Experiment {
  static final String PAPER = "straight-through-2021";

  private static final ClaimsFile CLAIMS =
      ClaimsFile.resource(StraightThrough2021.class, "claims.json");

  /** Made by {@link java.util.ServiceLoader}. */
  public StraightThrough2021() {}

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

  static RandomStream stream(long seed, String name) {
    return RandomStream.of(seed, PAPER, name);
  }

  @Override
  public List<ClaimResult> run(ExperimentContext context) throws IOException, InterruptedException {
    List<Part> parts =
        List.of(
            new LayerPart(context),
            new ProxyPart(context),
            new InvariancePart(context),
            new WidthPart(context),
            new LatentPart(context),
            new DepthPart(context),
            new GainPart(context),
            new CodePart(context),
            new TextPart(context),
            new ClassifierPart(context));
    return Parts.run(context, claims(), parts);
  }
}
