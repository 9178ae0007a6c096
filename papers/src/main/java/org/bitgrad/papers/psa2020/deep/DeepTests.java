package org.bitgrad.papers.psa2020.deep;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.bitgrad.papers.shared.Decision;
import org.bitgrad.papers.shared.Means;
import org.bitgrad.report.Measurement;

/** The tests of claims 11 and 13 on one task. */
final class DeepTests {
  private final DeepTask task;
  private final DeepRuns runs;

  DeepTests(DeepTask task, DeepRuns runs) {
    this.task = task;
    this.runs = runs;
  }

  Map<String, Supplier<Measurement>> all() {
    Map<String, Supplier<Measurement>> tests = new LinkedHashMap<>();
    for (DeepMethod method : DeepMethod.proposed()) {
      String name = method.estimator() + "-" + task.text();
      tests.put("11 loss-" + name, () -> below(method, DeepRun::sampledLoss));
      tests.put("11 steady-" + name, () -> below(method, DeepRun::roughness));
    }
    tests.put("11 accuracy-" + task.text(), () -> Means.mean(accuracyGains()));
    mismatch(tests, "13 mismatch-", DeepMethod.TANH);
    mismatch(tests, "13 control-", DeepMethod.PSA);
    return tests;
  }

  /** The keys of {@link #all} on all tasks. */
  static List<String> keys() {
    List<String> keys = new ArrayList<>();
    for (DeepTask task : DeepTask.values()) {
      for (DeepMethod method : DeepMethod.proposed()) {
        keys.add("11 loss-" + method.estimator() + "-" + task.text());
        keys.add("11 steady-" + method.estimator() + "-" + task.text());
      }
      keys.add("11 accuracy-" + task.text());
      keys.add("13 mismatch-" + task.text());
      keys.add("13 control-" + task.text());
    }
    return keys;
  }

  /** Against each alternative and seed: from the same initial point, on the same batches. */
  private Measurement below(DeepMethod method, ToDoubleFunction<DeepRun> number) {
    List<Decision> decisions = new ArrayList<>();
    for (DeepMethod other : DeepMethod.alternatives()) {
      for (int s = 0; s < runs.of(task, method).size(); s++) {
        double own = number.applyAsDouble(runs.of(task, method).get(s));
        double others = number.applyAsDouble(runs.of(task, other).get(s));
        decisions.add(own == others ? Decision.OPEN : Decision.of(own < others));
      }
    }
    return Decision.share(decisions, "pairs of an alternative and a seed");
  }

  /** The lower of PSA's and ST's accuracy minus the highest of the alternatives, by seed. */
  private double[] accuracyGains() {
    int seeds = runs.of(task, DeepMethod.PSA).size();
    double[] gains = new double[seeds];
    for (int s = 0; s < seeds; s++) {
      int own = s;
      ToDoubleFunction<DeepMethod> accuracy = m -> runs.of(task, m).get(own).ensemble();
      gains[s] =
          100
              * (DeepMethod.proposed().stream().mapToDouble(accuracy).min().orElseThrow()
                  - DeepMethod.alternatives().stream().mapToDouble(accuracy).max().orElseThrow());
    }
    return gains;
  }

  /** Where at least two trainings ended. */
  private void mismatch(Map<String, Supplier<Measurement>> tests, String part, DeepMethod method) {
    double[] ratios = mismatch(method);
    if (ratios.length > 1) {
      tests.put(part + task.text(), () -> Means.geometric(ratios));
    }
  }

  /** Loss of the sampled network over what the method takes for it, on the same images. */
  private double[] mismatch(DeepMethod method) {
    return runs.of(task, method).stream()
        .filter(DeepRun::ended)
        .mapToDouble(run -> run.last().sampledLoss() / run.last().ownLoss())
        .toArray();
  }
}
