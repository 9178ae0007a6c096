package org.bitgrad.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bitgrad.analysis.GradientStudy;
import org.bitgrad.analysis.Metric;
import org.bitgrad.analysis.StudyResult;
import org.bitgrad.network.Batch;
import org.bitgrad.network.OutputLoss;
import org.bitgrad.network.StochasticBinaryNetwork;
import org.bitgrad.problem.BernoulliProblem;
import org.bitgrad.problem.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a study leaves and prints besides its numbers. */
class StudyFilesTest {
  private static final double[] M = {1, 10};

  private static StudyResult study(int bits) {
    Problem problem =
        BernoulliProblem.of(
            (batch, out) -> {
              for (int r = 0; r < batch.rows(); r++) {
                out[r] = batch.sum(r);
              }
            },
            new double[bits]);
    return GradientStudy.of(problem).estimators("arm", "reinforce").trials(20).seed(7).run();
  }

  /** More bits than can be enumerated. */
  @Test
  void withoutAnExactGradientThereAreVariancesAndDeviations(@TempDir Path temp) throws IOException {
    StudyResult study = study(40);
    assertTrue(study.exact().isEmpty());
    try (RunFolder folder = RunFolder.open(temp.resolve("out"), Map.of("seed", 7), false)) {
      StudyFiles.write(study, folder);
    }
    Set<String> files = OwnFiles.manifest(temp.resolve("out/manifest.json")).files().keySet();
    assertTrue(files.containsAll(List.of("variance.png", "variance.svg")), files.toString());
    assertFalse(files.contains("rmse.png"), files.toString());
    String text = StudyFiles.summary(study, 80).replaceAll("\\s+", " ");
    assertTrue(text.contains("estimator group deviation arm logits "), text);
    assertTrue(StudyFiles.places(study, "d").contains("plots: variance.png there"), text);
  }

  @Test
  void aSummaryHasARowForEachEstimatorAndFits() {
    StudyResult study = study(3);
    for (int width : new int[] {40, 80, 120}) {
      List<String> lines = StudyFiles.summary(study, width).lines().toList();
      assertEquals(List.of(), lines.stream().filter(l -> l.length() > width).toList());
    }
    List<String> lines = StudyFiles.summary(study, 120).lines().toList();
    assertEquals(1, lines.stream().filter(l -> l.startsWith("arm ")).count());
    assertTrue(lines.stream().anyMatch(l -> l.matches("estimator +group +M=1 +M=10 +bias.*")));
  }

  @Test
  void aLongLegendMakesAPlotTallerAndAShortOneDoesNot() {
    Plot plot = Plot.of("", Axis.log("M"), Axis.log("error"));
    for (int i = 0; i < 16; i++) {
      plot = plot.line("short " + i, M, new double[] {1, 2});
    }
    assertEquals(420, plot.height());
    for (int i = 0; i < 24; i++) {
      plot = plot.line("more " + i, M, new double[] {1, 2});
    }
    assertTrue(plot.height() >= 40 * 20, "height is " + plot.height());
    assertEquals(2 * plot.height(), Chart.grid(plot, plot, plot).height());
    Plot labelled = plot.labelled();
    assertEquals(420, labelled.height());
  }

  @Test
  void chartsOfManyGroupsSayThatTheyShowTheFirst() {
    Problem network =
        StochasticBinaryNetwork.input(1)
            .bernoulli(1)
            .bernoulli(1)
            .head(1, OutputLoss.LOGISTIC)
            .initialise(7)
            .on(Batch.of(new double[][] {{1}}, new double[] {1}));
    StudyChart all =
        Charts.of(GradientStudy.of(network).estimators("st").trials(20).run(), Metric.RMSE);
    int groups = all.plots().size();
    assertEquals(groups, all.first(12).plots().size());
    assertFalse(all.first(12).plots().get(0).remark().contains("groups;"));
    assertEquals(2, all.first(2).plots().size());
    String remark = all.first(2).plots().get(1).remark();
    assertTrue(remark.endsWith("the first 2 of " + groups + " groups"), remark);
  }
}
