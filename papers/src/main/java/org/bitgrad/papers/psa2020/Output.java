package org.bitgrad.papers.psa2020;

import java.io.IOException;
import org.bitgrad.model.Batch;
import org.bitgrad.report.ExperimentContext;
import org.bitgrad.report.RunFolder;

/** Writes what was found: networks, tables and charts. */
final class Output {
  private static final String NETWORKS = "networks/";

  private final ExperimentContext context;
  private final Batch data;

  private Output(ExperimentContext context, Batch data) {
    this.context = context;
    this.data = data;
  }

  static Output of(ExperimentContext context, Batch data) {
    return new Output(context, data);
  }

  void write(Evidence evidence, Cost cost, Golden golden) throws IOException {
    RunFolder folder = context.output();
    for (NetworkStudy study : evidence.studies()) {
      String name = NETWORKS + study.checkpoint().name();
      folder.write(name + ".json", NetworkFile.text(study.checkpoint(), data));
      folder.write(name + "-moments.csv", study.momentsCsv());
      folder.write(name + "-curves.csv", study.pointsCsv());
    }
    folder.write("layer-passes.csv", cost.counts());
    folder.write("timing.csv", cost.timing());
  }
}
