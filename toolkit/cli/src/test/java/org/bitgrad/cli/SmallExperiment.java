package org.bitgrad.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import org.bitgrad.analysis.GradientStudy;
import org.bitgrad.analysis.Metric;
import org.bitgrad.analysis.StudyResult;
import org.bitgrad.report.Certainty;
import org.bitgrad.report.Charts;
import org.bitgrad.report.Claim;
import org.bitgrad.report.ClaimResult;
import org.bitgrad.report.Criterion;
import org.bitgrad.report.Experiment;
import org.bitgrad.report.ExperimentContext;
import org.bitgrad.report.Export;
import org.bitgrad.report.Measurement;
import org.bitgrad.report.Tables;

/** An experiment of some seconds, for processes that tests start. */
public final class SmallExperiment implements Experiment {
  static final String PAPER = "small-2020";

  private static final Claim CLAIM =
      new Claim(
          new Claim.Key(PAPER, "1", ""),
          "the estimator has no bias",
          "",
          "nowhere",
          Certainty.FIGURE,
          "relative bias",
          Optional.of(Criterion.parse("<= 1")));

  /** Found by the service loader. */
  public SmallExperiment() {}

  @Override
  public String paper() {
    return PAPER;
  }

  @Override
  public String title() {
    return "nobody, nothing, 2020";
  }

  @Override
  public List<Claim> claims() {
    return List.of(CLAIM);
  }

  @Override
  public List<ClaimResult> run(ExperimentContext context) throws IOException {
    Files.createDirectories(context.output().scratch());
    StudyResult study =
        GradientStudy.of(CaseFile.read(CommandLineRun.example("network.json")).problem())
            .estimators("psa", "arm")
            .samples(1, 10)
            .trials(20_000)
            .seed(context.seed())
            .threads(context.threads())
            .resumeFrom(context.output().scratch())
            .run();
    Export.table(context.output(), "study", Tables.of(study));
    Export.chart(context.output(), "rmse", Charts.of(study, Metric.RMSE));
    Export.chart(context.output(), "bias", Charts.of(study, Metric.BIAS));
    double bias = study.rows().get(0).relBias().orElseThrow();
    Measurement measured = new Measurement(bias, bias, bias, 1, "this network");
    return List.of(
        new ClaimResult(CLAIM, context.scale(), Optional.of(measured), context.seed(), "", 0));
  }
}
