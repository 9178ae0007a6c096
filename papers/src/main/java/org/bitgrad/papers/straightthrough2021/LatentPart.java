package org.bitgrad.papers.straightthrough2021;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.bitgrad.papers.shared.Means;
import org.bitgrad.papers.shared.Part;
import org.bitgrad.report.ExperimentContext;
import org.bitgrad.report.Export;
import org.bitgrad.report.Measurement;
import org.bitgrad.report.RunFolder;

/** Latent weights: claims 7 to 10. */
final class LatentPart implements Part {
  private static final int SEQUENCES = 100;
  private static final int LENGTH = 1_000;

  private final ExperimentContext context;

  LatentPart(ExperimentContext context) {
    this.context = context;
  }

  @Override
  public List<Work> tables() {
    Plan plan = Plan.of(context.scale());
    return List.of(new Work(Steps.FILE, () -> Steps.run(plan, context.seed()).csv()));
  }

  @Override
  public Map<String, Supplier<Measurement>> tests(Map<String, String> tables) {
    Steps steps = Steps.parse(tables.get(Steps.FILE));
    LatentRuns runs = new LatentRuns(context.seed());
    Map<String, Supplier<Measurement>> tests = new LinkedHashMap<>();
    tests.put("7 kl", () -> largest(steps.of(Divergence.KL, false)));
    tests.put("7 gaussian", () -> largest(steps.of(Divergence.GAUSSIAN, false)));
    tests.put("7 sgd", () -> runs.sgd(LENGTH / 2));
    tests.put("7 chain-rule", LatentRuns::chainRule);
    tests.put("8 numeric", () -> largest(steps.of(Divergence.KL, true)));
    tests.put("8 decay", () -> runs.decay(steps));
    tests.put("8 posterior", () -> new Posterior(context.seed()).difference());
    tests.put("9 projection", () -> largest(steps.of(Divergence.EUCLID, false)));
    tests.put("9 binaryconnect", () -> runs.binaryConnect(2 * LENGTH));
    tests.put("10 signs", () -> runs.bop(SEQUENCES, LENGTH, false).share());
    tests.put("10 means", () -> Means.largest(runs.bop(SEQUENCES, LENGTH, false).largest()));
    tests.put("10 threshold", () -> runs.bop(SEQUENCES, LENGTH, true).share());
    return tests;
  }

  private static Measurement largest(List<Steps.Row> steps) {
    return Means.largest(steps.stream().mapToDouble(Steps.Row::difference).toArray());
  }

  @Override
  public void write(RunFolder folder, Map<String, String> tables) throws IOException {
    Export.chart(folder, "latent-steps", new LatentFigures(context.scale()).steps());
  }
}
