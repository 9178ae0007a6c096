package org.bitgrad.papers.biasvariance2021;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.bitgrad.analysis.Interval;
import org.bitgrad.papers.autoencoder.Autoencoder;
import org.bitgrad.papers.autoencoder.AutoencoderRuns;
import org.bitgrad.papers.autoencoder.AutoencoderTraining;
import org.bitgrad.papers.shared.Decision;
import org.bitgrad.papers.shared.Part;
import org.bitgrad.report.ExperimentContext;
import org.bitgrad.report.Export;
import org.bitgrad.report.Measurement;
import org.bitgrad.report.RunFolder;
import org.bitgrad.report.Scale;

/** Autoencoders with a code of few bits, trained by each rule: claim 14. */
final class AutoencoderPart implements Part {
  /** Final bounds of a pilot with other code, 8 bits. */
  static final Map<String, Double> PILOT_BOUNDS =
      Map.of(
          "concrete(0.1)",
          6.78,
          "zgr",
          6.80,
          "st-gumbel(0.1)",
          6.99,
          "st-gumbel(1)",
          7.46,
          "concrete(1)",
          8.37,
          "st",
          8.69,
          AutoencoderTraining.EXACT,
          6.39);

  /** By increasing error of one estimate in the pilot. */
  private static final List<String> PILOT_ERRORS =
      List.of("concrete(1)", "st-gumbel(1)", "zgr", "concrete(0.1)", "st-gumbel(0.1)");

  /** Differences of the pilot below this are not compared. */
  private static final double SEPARATE = 0.4;

  private static final Autoencoder.Size PILOT = new Autoencoder.Size(8, Autoencoder.HIDDEN);

  private final ExperimentContext context;
  private final Amount amount;

  /**
   * How much is done.
   *
   * @param runs trainings of each rule and size
   * @param steps of a training
   * @param trials estimates whose error is measured
   */
  private record Amount(int runs, int steps, int trials) {
    static Amount of(Scale scale) {
      return switch (scale) {
        case QUICK -> new Amount(2, 60, 60);
        case STANDARD -> new Amount(3, 3_000, 2_000);
        case PAPER -> new Amount(20, 3_000, 20_000);
      };
    }
  }

  AutoencoderPart(ExperimentContext context) {
    this.context = context;
    amount = Amount.of(context.scale());
  }

  @Override
  public List<Work> tables() {
    List<Work> work = new ArrayList<>();
    for (Autoencoder.Size size : AutoencoderMethods.SIZES) {
      work.add(
          new Work(
              AutoencoderMethods.file(size),
              () -> AutoencoderMethods.run(context, size, amount.runs, amount.steps).csv()));
    }
    int[] steps = {1, amount.steps / 10, amount.steps};
    work.add(
        new Work(
            AutoencoderErrors.FILE,
            () ->
                AutoencoderErrors.run(context.seed(), steps, amount.trials, context.threads())
                    .csv()));
    return work;
  }

  private static AutoencoderRuns runs(Map<String, String> tables) {
    return AutoencoderRuns.parse(
        AutoencoderMethods.SIZES.stream()
            .map(size -> tables.get(AutoencoderMethods.file(size)))
            .toList());
  }

  @Override
  public Map<String, Supplier<Measurement>> tests(Map<String, String> tables) {
    AutoencoderRuns runs = runs(tables);
    AutoencoderErrors errors = AutoencoderErrors.parse(tables.get(AutoencoderErrors.FILE));
    Map<String, Supplier<Measurement>> tests = new LinkedHashMap<>();
    for (Autoencoder.Size size : AutoencoderMethods.SIZES) {
      if (size.hidden() == Autoencoder.HIDDEN) {
        tests.put("14 bits-" + size.bits(), () -> AutoencoderMethods.behindTheBest(runs, size));
      }
    }
    tests.put("14 pilot-order", () -> order(runs));
    tests.put("14 pilot-error", () -> errorOrder(errors));
    return tests;
  }

  private static Measurement order(AutoencoderRuns runs) {
    List<String> rules = new ArrayList<>(AutoencoderMethods.ELABORATE);
    rules.add(AutoencoderMethods.STRAIGHT_THROUGH);
    List<Decision> decisions = new ArrayList<>();
    for (String better : rules) {
      for (String worse : rules) {
        // A hair less, for 6.99 - 6.59 in binary.
        if (PILOT_BOUNDS.get(worse) - PILOT_BOUNDS.get(better) >= SEPARATE - 1e-9) {
          decisions.add(Decision.of(runs.mean(PILOT, better) < runs.mean(PILOT, worse)));
        }
      }
    }
    return Decision.share(decisions, "pairs of rules");
  }

  private static Measurement errorOrder(AutoencoderErrors errors) {
    List<Decision> decisions = new ArrayList<>();
    for (int i = 0; i < PILOT_ERRORS.size(); i++) {
      for (int j = i + 1; j < PILOT_ERRORS.size(); j++) {
        decisions.add(
            Decision.below(error(errors, PILOT_ERRORS.get(i)), error(errors, PILOT_ERRORS.get(j))));
      }
    }
    return Decision.share(decisions, "pairs of rules");
  }

  private static Interval error(AutoencoderErrors errors, String rule) {
    return errors.of(PILOT.bits(), errors.lastStep(), rule).rmse().interval();
  }

  @Override
  public void write(RunFolder folder, Map<String, String> tables) throws IOException {
    AutoencoderFigures figures =
        new AutoencoderFigures(
            runs(tables),
            AutoencoderErrors.parse(tables.get(AutoencoderErrors.FILE)),
            context.scale());
    Export.table(folder, "autoencoder-bounds", figures.bounds());
    Export.chart(folder, "autoencoder-training", figures.training());
    Export.chart(folder, "autoencoder-sizes", figures.sizes());
    Export.chart(folder, "autoencoder-bias-and-deviation", figures.errors());
  }
}
