package org.bitgrad.papers.psa2020.deep;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * All trainings of a run.
 *
 * @param runs by task, method and seed
 */
record DeepRuns(List<DeepRun> runs) {
  DeepRuns {
    runs = List.copyOf(runs);
  }

  /** Reads the tables that are there. */
  static DeepRuns parse(Map<String, String> tables) {
    List<DeepRun> runs = new ArrayList<>();
    for (DeepTask task : DeepTask.values()) {
      for (DeepMethod method : DeepMethod.values()) {
        String text = tables.get(DeepPart.file(task, method));
        if (text != null) {
          runs.addAll(DeepRun.parse(text));
        }
      }
    }
    return new DeepRuns(runs);
  }

  List<DeepTask> tasks() {
    return Arrays.stream(DeepTask.values())
        .filter(task -> runs.stream().anyMatch(run -> run.task() == task))
        .toList();
  }

  /** In the order of the seeds. */
  List<DeepRun> of(DeepTask task, DeepMethod method) {
    return runs.stream().filter(run -> run.task() == task && run.method() == method).toList();
  }
}
