package org.bitgrad.papers.straightthrough2021;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.bitgrad.papers.shared.Decision;
import org.bitgrad.papers.shared.Means;
import org.bitgrad.papers.shared.Part;
import org.bitgrad.report.ExperimentContext;
import org.bitgrad.report.Export;
import org.bitgrad.report.Measurement;
import org.bitgrad.report.RunFolder;

/** ST beside REINFORCE as networks get deeper: claim 11, and the depth of claim 6. */
final class DepthPart implements Part {
  private final ExperimentContext context;

  DepthPart(ExperimentContext context) {
    this.context = context;
  }

  @Override
  public List<Work> tables() {
    Plan plan = Plan.of(context.scale());
    return List.of(
        new Work(Depths.FILE, () -> Depths.run(plan, context.seed(), context.threads()).csv()));
  }

  @Override
  public Map<String, Supplier<Measurement>> tests(Map<String, String> tables) {
    Depths depths = Depths.parse(tables.get(Depths.FILE));
    Map<String, Supplier<Measurement>> tests = new LinkedHashMap<>();
    tests.put("6 depth", () -> increasing(depths, Depths.Row::bias));
    tests.put("11 one-layer", () -> mean(depths, 1, Depths.Row::ratio));
    tests.put("11 five-layers", () -> mean(depths, Depths.DEEPEST, Depths.Row::ratio));
    tests.put("11 increasing", () -> increasing(depths, Depths.Row::ratio));
    tests.put("11 direction", () -> mean(depths, Depths.DEEPEST, Depths.Row::cosine));
    tests.put("11 norm", () -> mean(depths, Depths.DEEPEST, Depths.Row::norm));
    return tests;
  }

  static Measurement mean(Depths depths, int depth, ToDoubleFunction<Depths.Row> number) {
    return Means.mean(depths.of(depth).stream().mapToDouble(number).toArray());
  }

  private static Measurement increasing(Depths depths, ToDoubleFunction<Depths.Row> number) {
    List<Decision> decisions = new ArrayList<>();
    for (int depth = 1; depth < Depths.DEEPEST; depth++) {
      decisions.add(
          Decision.of(
              mean(depths, depth, number).value() < mean(depths, depth + 1, number).value()));
    }
    return Decision.share(decisions, "steps of depth, by means over networks");
  }

  @Override
  public void write(RunFolder folder, Map<String, String> tables) throws IOException {
    DepthFigures figures = new DepthFigures(Depths.parse(tables.get(Depths.FILE)), context.scale());
    Export.chart(folder, "depths", figures.chart());
    Export.table(folder, "depths-table", figures.table());
  }
}
