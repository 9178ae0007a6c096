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

/** One network written in several ways: claim 5. */
final class InvariancePart implements Part {
  private final ExperimentContext context;

  InvariancePart(ExperimentContext context) {
    this.context = context;
  }

  @Override
  public List<Work> tables() {
    Plan plan = Plan.of(context.scale());
    return List.of(new Work(Invariances.FILE, () -> Invariances.run(plan, context.seed()).csv()));
  }

  @Override
  public Map<String, Supplier<Measurement>> tests(Map<String, String> tables) {
    Invariances changes = Invariances.parse(tables.get(Invariances.FILE));
    Map<String, Supplier<Measurement>> tests = new LinkedHashMap<>();
    tests.put("5 unit-flip", () -> Means.largest(changes.of(Invariances.FLIP, "st")));
    tests.put("5 noise-variable", () -> Means.largest(changes.of(Invariances.NOISE, "st")));
    tests.put("5 others", () -> Means.smallest(proxies(changes, Invariances.NOISE)));
    tests.put("5 others-flip", () -> Means.largest(proxies(changes, Invariances.FLIP)));
    return tests;
  }

  private static double[] proxies(Invariances changes, String way) {
    return Invariances.PROXIES.stream().mapToDouble(name -> changes.of(way, name)).toArray();
  }

  @Override
  public void write(RunFolder folder, Map<String, String> tables) throws IOException {
    InvarianceFigures figures =
        new InvarianceFigures(Invariances.parse(tables.get(Invariances.FILE)));
    Export.table(folder, "invariances-table", figures.table());
  }
}
