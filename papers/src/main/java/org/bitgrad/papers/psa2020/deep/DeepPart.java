package org.bitgrad.papers.psa2020.deep;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.bitgrad.papers.shared.Part;
import org.bitgrad.report.ExperimentContext;
import org.bitgrad.report.Export;
import org.bitgrad.report.Measurement;
import org.bitgrad.report.RunFolder;

/** Claims 11 and 13 on grey and on colour images, where the data are at hand. */
public final class DeepPart implements Part {
  private final ExperimentContext context;
  private final DeepPlan plan;
  private final Map<DeepTask, DeepTraining> opened = new EnumMap<>(DeepTask.class);

  /**
   * The experiment at the scale of a run.
   *
   * @param context of the run
   */
  public DeepPart(ExperimentContext context) {
    this.context = context;
    plan = DeepPlan.of(context.scale());
  }

  /** {@return the parts of claims that are tested where all data are at hand} */
  public static List<String> keys() {
    return DeepTests.keys();
  }

  @Override
  public List<Work> tables() {
    List<Work> tables = new ArrayList<>();
    for (DeepMethod method : DeepMethod.values()) {
      for (DeepTask task : DeepTask.values()) {
        if (task.find(context.scale()).present()) {
          tables.add(new Work(file(task, method), () -> DeepRun.csv(training(task).run(method))));
        }
      }
    }
    return tables;
  }

  @Override
  public boolean sideBySide() {
    return true;
  }

  static String file(DeepTask task, DeepMethod method) {
    return "deep-" + task.text() + "-" + method.estimator().replaceAll("\\(.*", "") + ".csv";
  }

  private synchronized DeepTraining training(DeepTask task) {
    return opened.computeIfAbsent(task, t -> new DeepTraining(context, t, plan));
  }

  @Override
  public Map<String, Supplier<Measurement>> tests(Map<String, String> tables) {
    Map<String, Supplier<Measurement>> tests = new LinkedHashMap<>();
    for (DeepTask task : DeepTask.values()) {
      if (tables.containsKey(file(task, DeepMethod.PSA))) {
        tests.putAll(new DeepTests(task, DeepRuns.parse(tables)).all());
      }
    }
    return tests;
  }

  @Override
  public Map<String, String> notTested() {
    List<String> missing = new ArrayList<>();
    for (DeepTask task : DeepTask.values()) {
      String state = task.find(context.scale()).state();
      if (!state.equals("present")) {
        missing.add(task.dataSet(context.scale()) + " is " + state);
      }
    }
    String reason = String.join(", ", missing) + "; bitgrad data list shows where it is looked for";
    return missing.isEmpty()
        ? Map.of("13", "fewer than two trainings ended without diverging")
        : Map.of("11", reason, "13", reason);
  }

  @Override
  public void write(RunFolder folder, Map<String, String> tables) throws IOException {
    DeepRuns runs = DeepRuns.parse(tables);
    DeepFigures figures = new DeepFigures(runs, context.scale());
    for (DeepTask task : runs.tasks()) {
      Export.table(folder, "deep-" + task.text(), figures.table(task));
      Export.chart(folder, "deep-" + task.text(), figures.chart(task));
    }
    if (!runs.tasks().isEmpty()) {
      Export.chart(folder, "deep-mismatch", figures.mismatch());
    }
  }
}
