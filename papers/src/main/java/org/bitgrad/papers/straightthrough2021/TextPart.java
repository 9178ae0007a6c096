package org.bitgrad.papers.straightthrough2021;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.bitgrad.data.DataSet;
import org.bitgrad.data.DataSets;
import org.bitgrad.papers.autoencoder.AutoencoderRuns;
import org.bitgrad.papers.shared.Means;
import org.bitgrad.papers.shared.Part;
import org.bitgrad.report.ExperimentContext;
import org.bitgrad.report.Export;
import org.bitgrad.report.Measurement;
import org.bitgrad.report.RunFolder;

/** Codes of 32 bits for real documents, trained by each estimator: claim 4. */
final class TextPart implements Part {
  private static final String COVERS =
      "groups of documents, 95 % (Student's t), along this training only";

  private final ExperimentContext context;
  private final DataSet.Finding found;

  TextPart(ExperimentContext context) {
    this.context = context;
    found = DataSets.named(Texts.DATA).find(DataSets.roots());
  }

  private Texts load() {
    return Texts.load(Texts.Amount.of(context.scale()), context.seed());
  }

  @Override
  public List<Work> tables() {
    if (!found.present()) {
      return List.of();
    }
    return List.of(
        new Work(Texts.FILE, () -> load().run(context.threads()).csv()),
        new Work(TextErrors.FILE, () -> TextErrors.run(load(), context.threads()).csv()));
  }

  @Override
  public Map<String, Supplier<Measurement>> tests(Map<String, String> tables) {
    return tables.containsKey(Texts.FILE)
        ? tests(
            AutoencoderRuns.parse(List.of(tables.get(Texts.FILE))),
            TextErrors.parse(tables.get(TextErrors.FILE)))
        : Map.of();
  }

  static Map<String, Supplier<Measurement>> tests(AutoencoderRuns runs, TextErrors errors) {
    return Map.of(
        "4 text-st-cosine", () -> lead(errors, "arm"),
        "4 text-hardtanh-cosine", () -> lead(errors, Codes.HARD_TANH),
        "4 text-identity-cosine", () -> lead(errors, Codes.IDENTITY),
        "4 text-hardtanh-bound", () -> loss(runs, Codes.HARD_TANH),
        "4 text-identity-bound", () -> loss(runs, Codes.IDENTITY));
  }

  /** By how much the cosine of ST is larger, group by group. */
  private static Measurement lead(TextErrors errors, String other) {
    Measurement m = difference(errors.last(Codes.ST), errors.last(other));
    return new Measurement(m.value(), m.low(), m.high(), m.n(), COVERS);
  }

  /** By how much the bound of ST is better, run by run: a run has its start and order. */
  static Measurement loss(AutoencoderRuns runs, String other) {
    return difference(runs.last(Texts.SIZE, other), runs.last(Texts.SIZE, Codes.ST));
  }

  private static Measurement difference(double[] first, double[] other) {
    double[] differences = first.clone();
    for (int i = 0; i < differences.length; i++) {
      differences[i] -= other[i];
    }
    return Means.mean(differences);
  }

  /** Other parts of the claim have their tests. */
  @Override
  public Map<String, String> notTested() {
    return found.present()
        ? Map.of()
        : Map.of(
            "4",
            "20 Newsgroups is "
                + found.state()
                + "; bitgrad data list shows where it is looked for");
  }

  @Override
  public void write(RunFolder folder, Map<String, String> tables) throws IOException {
    if (tables.containsKey(Texts.FILE)) {
      TextFigures figures =
          new TextFigures(
              AutoencoderRuns.parse(List.of(tables.get(Texts.FILE))),
              TextErrors.parse(tables.get(TextErrors.FILE)),
              context.scale());
      Export.chart(folder, "texts", figures.chart());
      Export.table(folder, "text-bounds", figures.bounds());
      Export.table(folder, "text-cosines", figures.cosines());
    }
  }
}
