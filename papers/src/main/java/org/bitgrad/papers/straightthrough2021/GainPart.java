package org.bitgrad.papers.straightthrough2021;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.bitgrad.papers.shared.Part;
import org.bitgrad.report.ExperimentContext;
import org.bitgrad.report.Export;
import org.bitgrad.report.Measurement;
import org.bitgrad.report.RunFolder;

/** Growth of gradients at random starts: claim 12. */
final class GainPart implements Part {
  private final ExperimentContext context;

  GainPart(ExperimentContext context) {
    this.context = context;
  }

  @Override
  public List<Work> tables() {
    Plan plan = Plan.of(context.scale());
    return List.of(
        new Work(Gains.FILE, () -> Gains.run(plan, context.seed(), context.threads()).csv()));
  }

  @Override
  public Map<String, Supplier<Measurement>> tests(Map<String, String> tables) {
    Gains gains = Gains.parse(tables.get(Gains.FILE));
    Map<String, Supplier<Measurement>> tests = new LinkedHashMap<>();
    for (Gains.Setting setting : Gains.settings()) {
      tests.put("12 " + setting.family() + "-" + setting.name(), () -> gains.farthest(setting));
    }
    return tests;
  }

  @Override
  public void write(RunFolder folder, Map<String, String> tables) throws IOException {
    GainFigures figures = new GainFigures(Gains.parse(tables.get(Gains.FILE)), context.scale());
    Export.chart(folder, "gains", figures.chart());
    Export.table(folder, "gains-table", figures.table());
  }
}
