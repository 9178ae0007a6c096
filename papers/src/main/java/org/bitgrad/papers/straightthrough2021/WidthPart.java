package org.bitgrad.papers.straightthrough2021;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.bitgrad.papers.shared.Part;
import org.bitgrad.report.ExperimentContext;
import org.bitgrad.report.Export;
import org.bitgrad.report.Measurement;
import org.bitgrad.report.RunFolder;

/** Bias against width: claim 6. */
final class WidthPart implements Part {
  private final ExperimentContext context;

  WidthPart(ExperimentContext context) {
    this.context = context;
  }

  @Override
  public List<Work> tables() {
    Plan plan = Plan.of(context.scale());
    return List.of(
        new Work(Widths.FILE, () -> Widths.run(plan, context.seed(), context.threads()).csv()));
  }

  @Override
  public Map<String, Supplier<Measurement>> tests(Map<String, String> tables) {
    Widths widths = Widths.parse(tables.get(Widths.FILE));
    return Map.of(
        "6 width",
        () -> widths.slope(context.seed()),
        "6 cosine",
        () -> widths.cosineGain(context.seed()));
  }

  @Override
  public void write(RunFolder folder, Map<String, String> tables) throws IOException {
    WidthFigures figures = new WidthFigures(Widths.parse(tables.get(Widths.FILE)), context.scale());
    Export.chart(folder, "widths", figures.chart());
    Export.table(folder, "widths-table", figures.table());
  }
}
