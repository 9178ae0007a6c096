package org.bitgrad.papers.psa2020;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bitgrad.analysis.Progress;
import org.bitgrad.exact.ExactOracle;
import org.bitgrad.papers.shared.Cache;
import org.bitgrad.report.ExperimentContext;
import org.bitgrad.report.RunFolder;
import org.bitgrad.report.Scale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LaboratoryTest {
  private static final Plan PLAN = new Plan(20, 1, 2000, 40, List.of(1, 10), 0);

  private static List<String> run(Path folder, int threads, Progress progress)
      throws IOException, InterruptedException {
    try (RunFolder output = RunFolder.open(folder, Map.of("test", "laboratory"), true)) {
      ExperimentContext context =
          ExperimentContext.of(Scale.QUICK, output).withThreads(threads).withProgress(progress);
      Laboratory laboratory = new Laboratory(context, PLAN);
      List<String> texts = new ArrayList<>();
      for (NetworkStudy study : laboratory.evidence().studies()) {
        texts.add(NetworkFile.text(study.checkpoint(), laboratory.data()));
        texts.add(study.momentsCsv());
        texts.add(study.pointsCsv());
      }
      return texts;
    }
  }

  @Test
  void aRunThatWasInterruptedContinuesToTheSameBytes(@TempDir Path folder) throws Exception {
    List<String> whole = run(folder.resolve("whole"), 1, Progress.NONE);
    assertEquals(12, whole.size());
    Path broken = folder.resolve("broken");
    Progress interrupt =
        step -> {
          if (step.label().startsWith("trained-reinforce") && step.label().contains("arm")) {
            Thread.currentThread().interrupt();
          }
        };
    assertThrows(InterruptedException.class, () -> run(broken, 2, interrupt));
    List<String> labels = new ArrayList<>();
    assertEquals(whole, run(broken, 2, step -> labels.add(step.label())));
    assertTrue(labels.contains("early-reinforce-1"), labels.toString());
    assertTrue(!labels.contains("early-reinforce-1 arm"), "the early study was made again");
  }

  @Test
  void aDamagedCacheIsComputedAnew(@TempDir Path folder) throws Exception {
    Cache cache = new Cache(folder);
    cache.write("a", "text");
    assertEquals("text", cache.read("a").orElseThrow());
    Files.writeString(folder.resolve("a"), Files.readString(folder.resolve("a")) + "x");
    assertTrue(cache.read("a").isEmpty());
    Files.writeString(folder.resolve("a"), "short");
    assertTrue(cache.read("a").isEmpty());
  }

  @Test
  void theEarlyStageLiesInItsWindowAndExactTrainingStopsAtTheLossOfReinforce() throws Exception {
    var data = HalfCosineData.sample(7, 20);
    List<Checkpoint> published = new Trainer(data, 7, Recipe.REINFORCE, 1).train(2000, 0);
    List<Checkpoint> exact =
        new Trainer(data, 7, Recipe.EXACT, 1).train(40_000, published.get(1).loss());
    assertEquals(Stage.EARLY, published.get(0).stage());
    assertEquals(0.684, published.get(0).loss(), 0.003);
    assertEquals(0.684, exact.get(0).loss(), 0.003);
    assertTrue(exact.get(1).loss() <= published.get(1).loss());
    double loss = ExactOracle.compute(exact.get(1).network().on(data)).expectedLoss();
    assertEquals(loss, exact.get(1).loss());
  }

  @Test
  void networkFilesKeepEveryBit() throws Exception {
    var data = HalfCosineData.sample(7, 3);
    Checkpoint before =
        new Checkpoint(Stage.TRAINED, Recipe.EXACT, 2, 9, 0.5, Trainer.untrained(data, 4));
    String text = NetworkFile.text(before, data);
    assertEquals(text, NetworkFile.text(NetworkFile.checkpoint(text), data));
    assertEquals(text, NetworkFile.text(before, NetworkFile.data(NetworkFile.tree(text))));
  }
}
