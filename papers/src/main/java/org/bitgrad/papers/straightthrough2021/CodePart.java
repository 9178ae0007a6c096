package org.bitgrad.papers.straightthrough2021;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.bitgrad.papers.autoencoder.AutoencoderRuns;
import org.bitgrad.papers.shared.Decision;
import org.bitgrad.papers.shared.Means;
import org.bitgrad.papers.shared.Part;
import org.bitgrad.report.ExperimentContext;
import org.bitgrad.report.Export;
import org.bitgrad.report.Measurement;
import org.bitgrad.report.RunFolder;
import org.bitgrad.report.Scale;

/** An autoencoder with a code of 8 bits, trained by each estimator: claim 4. */
final class CodePart implements Part {
  /** Differences of the pilot below this are not compared. */
  private static final double SEPARATE = 0.4;

  /** Cosines that are equal to this are counted as equal. */
  private static final double NEAR = 0.1;

  private final ExperimentContext context;
  private final Amount amount;

  /**
   * How much is done.
   *
   * @param runs trainings by each estimator
   * @param steps of a training
   * @param trials estimates whose error is measured
   */
  record Amount(int runs, int steps, int trials) {
    static Amount of(Scale scale) {
      return switch (scale) {
        case QUICK -> new Amount(2, 60, 60);
        case STANDARD -> new Amount(3, 3_000, 2_000);
        case PAPER -> new Amount(20, 3_000, 20_000);
      };
    }
  }

  CodePart(ExperimentContext context) {
    this.context = context;
    amount = Amount.of(context.scale());
  }

  @Override
  public List<Work> tables() {
    int[] steps = {1, amount.steps / 10, amount.steps};
    return List.of(
        new Work(Codes.FILE, () -> Codes.run(context, amount.runs, amount.steps).csv()),
        new Work(
            CodeErrors.FILE,
            () -> CodeErrors.run(context.seed(), steps, amount.trials, context.threads()).csv()));
  }

  private static AutoencoderRuns runs(Map<String, String> tables) {
    return AutoencoderRuns.parse(List.of(tables.get(Codes.FILE)));
  }

  @Override
  public Map<String, Supplier<Measurement>> tests(Map<String, String> tables) {
    AutoencoderRuns runs = runs(tables);
    CodeErrors errors = CodeErrors.parse(tables.get(CodeErrors.FILE));
    Map<String, Supplier<Measurement>> tests = new LinkedHashMap<>();
    tests.put("4 st-cosine", () -> once(errors.last(Codes.ST).cosineOfMean()));
    tests.put("4 hardtanh-cosine", () -> once(errors.last(Codes.HARD_TANH).cosineOfMean()));
    tests.put("4 hardtanh-bound", () -> difference(runs, Codes.HARD_TANH, Codes.ST));
    tests.put("4 identity-bound", () -> difference(runs, Codes.ST, Codes.IDENTITY));
    tests.put("4 single-error", () -> singleError(errors));
    tests.put("4 shrinks", () -> once(errors.last(Codes.ST).norm()));
    tests.put("4 pilot-order", () -> order(runs));
    tests.put("4 pilot-cosines", () -> cosines(errors));
    return tests;
  }

  private Measurement once(double value) {
    return Measurement.around(
        value, 0, amount.trials, "this training only; the noise of sampling is not in it");
  }

  /** Run by run: a run has its images, start and order. */
  private static Measurement difference(AutoencoderRuns runs, String first, String second) {
    double[] differences = runs.last(Codes.SIZE, first);
    double[] other = runs.last(Codes.SIZE, second);
    for (int i = 0; i < differences.length; i++) {
      differences[i] -= other[i];
    }
    return Means.mean(differences);
  }

  private static Measurement singleError(CodeErrors errors) {
    return Decision.share(
        CodeErrors.ESTIMATORS.stream()
            .filter(name -> !name.equals(Codes.ST))
            .map(
                name ->
                    Decision.below(errors.last(Codes.ST).interval(), errors.last(name).interval()))
            .toList(),
        "estimators");
  }

  private static Measurement order(AutoencoderRuns runs) {
    List<Decision> decisions = new ArrayList<>();
    for (int i = 0; i < Codes.PILOT.length; i++) {
      for (int j = i + 1; j < Codes.PILOT.length; j++) {
        // A hair less, for differences of decimals in binary.
        if (Codes.PILOT[j] - Codes.PILOT[i] >= SEPARATE - 1e-9) {
          double better = runs.mean(Codes.SIZE, Codes.ESTIMATORS.get(i));
          double worse = runs.mean(Codes.SIZE, Codes.ESTIMATORS.get(j));
          decisions.add(Decision.of(better < worse));
        }
      }
    }
    return Decision.share(decisions, "pairs of estimators");
  }

  private static Measurement cosines(CodeErrors errors) {
    List<Decision> decisions = new ArrayList<>();
    int[] steps = errors.steps();
    for (String name : CodeErrors.ESTIMATORS) {
      for (int i = 0; i < steps.length; i++) {
        double pilot = Codes.PILOT_COSINES.get(name)[i];
        double own = errors.of(steps[i], name).cosineOfMean();
        decisions.add(Decision.of(Math.abs(own - pilot) <= NEAR));
      }
    }
    return Decision.share(decisions, "cosines");
  }

  @Override
  public void write(RunFolder folder, Map<String, String> tables) throws IOException {
    CodeFigures figures =
        new CodeFigures(
            runs(tables), CodeErrors.parse(tables.get(CodeErrors.FILE)), context.scale());
    Export.chart(folder, "code-training", figures.training());
    Export.chart(folder, "code-errors-along", figures.along());
    Export.table(folder, "code-bounds", figures.bounds());
    Export.table(folder, "code-errors-table", figures.errors());
  }
}
