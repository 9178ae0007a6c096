package org.bitgrad.papers.biasvariance2021;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.bitgrad.papers.shared.Part;
import org.bitgrad.report.ExperimentContext;
import org.bitgrad.report.Export;
import org.bitgrad.report.Measurement;
import org.bitgrad.report.RunFolder;

/** The best temperature for a mean of M estimates: claim 4. */
final class AveragePart implements Part {
  private static final String SOFT = "concrete";

  private final ExperimentContext context;

  AveragePart(ExperimentContext context) {
    this.context = context;
  }

  @Override
  public List<Work> tables() {
    Plan plan = Plan.of(context.scale());
    return List.of(
        new Work(Averages.FILE, () -> Averages.run(plan, context.seed(), context.threads()).csv()));
  }

  @Override
  public Map<String, Supplier<Measurement>> tests(Map<String, String> tables) {
    Averages averages = Averages.parse(tables.get(Averages.FILE));
    Map<String, Supplier<Measurement>> tests = new LinkedHashMap<>();
    tests.put("4 exponent", () -> exponent(averages, Averages.Row::error));
    tests.put("4 temperature", () -> exponent(averages, Averages.Row::tau));
    tests.put(
        "4 coefficient",
        () ->
            Measurement.exact(averages.of(SOFT, Averages.MOST).tau() / formula(Averages.MOST), 1));
    tests.put("4 sampled", () -> sampled(averages.of(SOFT, 1000)));
    tests.put(
        "4 against-zgr",
        () ->
            Measurement.exact(
                averages.of(SOFT, Averages.FEWEST).error()
                    / averages.of("zgr", Averages.FEWEST).error(),
                1));
    return tests;
  }

  /** The best temperature if the expansions were exact. */
  static double formula(double samples) {
    Expansion expansion = new Expansion(Averages.FUNCTION, Averages.P);
    double first = expansion.firstOrder();
    return Math.cbrt(expansion.varianceTimesTau() / (2 * samples * first * first));
  }

  private static Measurement exponent(Averages averages, ToDoubleFunction<Averages.Row> number) {
    double few = number.applyAsDouble(averages.of(SOFT, Averages.FEWEST));
    double many = number.applyAsDouble(averages.of(SOFT, Averages.MOST));
    double slope = Math.log(many / few) / Math.log(Averages.MOST / Averages.FEWEST);
    return Measurement.exact(slope, 1);
  }

  private Measurement sampled(Averages.Row row) {
    return new Measurement(
        row.sampled().value() / row.error(),
        row.sampled().low() / row.error(),
        row.sampled().high() / row.error(),
        Plan.of(context.scale()).averagedTrials() / (long) row.samples(),
        "the noise of sampling, 95 %");
  }

  @Override
  public void write(RunFolder folder, Map<String, String> tables) throws IOException {
    AverageFigures figures =
        new AverageFigures(Averages.parse(tables.get(Averages.FILE)), context.scale());
    Export.chart(folder, "averages", figures.chart());
    Export.table(folder, "averages-table", figures.table());
  }
}
