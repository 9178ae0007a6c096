package org.bitgrad.papers.psa2020;

import java.io.IOException;
import java.util.Optional;
import org.bitgrad.network.Batch;
import org.bitgrad.report.ExperimentContext;
import org.bitgrad.report.Export;
import org.bitgrad.report.RunFolder;

/** Writes what was found: networks, tables and charts. */
final class Output {
  static final String NETWORKS = "networks/";
  static final String SET_ASIDE = "set-aside/";

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
    for (Checkpoint checkpoint : evidence.setAside()) {
      folder.write(SET_ASIDE + checkpoint.name() + ".json", NetworkFile.text(checkpoint, data));
    }
    Comparison comparison = new Comparison(evidence);
    Export.table(folder, "networks", comparison.networks());
    Export.table(folder, "recipes", comparison.recipes(new Psa2020().claims()));
    Figures figures = new Figures(evidence, context.scale());
    for (Stage stage : Stage.values()) {
      Export.table(folder, stage.text() + "-accuracy", comparison.accuracy(stage, 0, 1, 2, 3));
      Export.table(folder, stage.text() + "-cosines-layer0", comparison.cosines(stage, 0));
      Export.chart(folder, stage.text() + "-rmse", figures.rmse(stage));
      Export.chart(folder, stage.text() + "-cosine", figures.cosine(stage));
      Export.chart(folder, stage.text() + "-bias", figures.bias(stage));
    }
    Export.chart(folder, "early-spread", figures.spread(Stage.EARLY));
    Optional<NetworkStudy> authors = golden.study();
    if (authors.isPresent()) {
      Export.table(folder, Golden.CLAIM, Golden.table(authors.get()));
    }
    folder.write("layer-passes.csv", cost.counts());
    folder.write("timing.csv", cost.timing());
    Export.chart(folder, "cost", Figures.cost(folder.path()));
  }
}
