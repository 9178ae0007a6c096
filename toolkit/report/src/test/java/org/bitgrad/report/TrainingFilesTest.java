package org.bitgrad.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.bitgrad.data.Examples;
import org.bitgrad.network.OutputLoss;
import org.bitgrad.network.StochasticBinaryNetwork;
import org.bitgrad.train.Optimiser;
import org.bitgrad.train.Training;
import org.bitgrad.train.TrainingResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A number of the test part that is not finite costs that number, not the training. */
class TrainingFilesTest {
  @TempDir private Path temp;

  /** Squares, but infinite where the target is 7. */
  private static final OutputLoss PARTLY_INFINITE =
      OutputLoss.of(
          "partly infinite",
          (at, out) -> {
            for (int r = 0; r < at.rows(); r++) {
              double t = at.target(r, 0);
              out[r] = t == 7 ? 1 / 0.0 : Math.pow(at.get(r, 0) - t, 2) / 2;
            }
          },
          (at, out) -> {
            for (int r = 0; r < at.rows(); r++) {
              out[r] = at.get(r, 0) - at.target(r, 0);
            }
          });

  private record Points(double value, int size) implements Examples {
    @Override
    public int features() {
      return 2;
    }

    @Override
    public double target(int example) {
      return value;
    }

    @Override
    public void numbers(int example, double[] out) {
      Arrays.fill(out, 0, 2, example % 3);
    }
  }

  private static TrainingResult result(double rate) {
    return Training.of(
            StochasticBinaryNetwork.input(2).bernoulli(3).head(1, PARTLY_INFINITE).initialise(7))
        .with("psa")
        .optimiser(Optimiser.sgd(rate))
        .data(new Points(1, 20))
        .batch(5)
        .epochs(2)
        .run();
  }

  private JsonNode written(String name, TrainingFiles files) throws IOException {
    Path folder = temp.resolve(name);
    try (RunFolder open = RunFolder.open(folder, Map.of("command", "train"), false)) {
      files.write(open, "points", List.of());
    }
    assertTrue(Files.exists(folder.resolve("weights.bgw")));
    assertEquals(List.of(), Manifest.problems(folder));
    return new ObjectMapper().readTree(folder.resolve("result.json").toFile());
  }

  @Test
  void aTestLossThatIsNotFiniteIsReportedByNameAndTheFilesAreWritten() throws IOException {
    TrainingFiles files = new TrainingFiles(List.of(1L), List.of(result(0.1)), 0.1);
    files.evaluate(new Points(7, 4), 3);
    JsonNode test = written("infinite", files).at("/seeds/0/test");
    assertEquals("not finite", test.get("loss").asText());
    assertTrue(test.get("problem").asText().startsWith("loss partly infinite is Infinity at"));
    assertTrue(
        files.summary().startsWith("seed 1: test loss not finite with 3 samples (loss part"));
    assertEquals(1, files.summary().lines().count());
  }

  @Test
  void withoutClassesThereAreNoAccuracies() throws IOException {
    TrainingFiles files = new TrainingFiles(List.of(1L), List.of(result(0.1)), 0.1);
    files.evaluate(new Points(1, 4), 3);
    JsonNode json = written("finite", files);
    assertTrue(json.at("/seeds/0/test/loss").isDouble(), json.toString());
    assertTrue(json.at("/test_mean/loss/mean").isDouble());
    assertFalse(json.toString().contains("accuracy") || json.toString().contains("problem"));
    assertFalse(files.summary().contains("accuracy"), files.summary());
  }

  @Test
  void aTrainingThatWentAstrayIsRecorded() throws IOException {
    TrainingFiles files = new TrainingFiles(List.of(1L), List.of(result(2.5)), 2.5);
    files.evaluate(new Points(1, 4), 3);
    String warning = written("astray", files).at("/seeds/0/warning").asText();
    assertTrue(warning.contains("more than 10 times"), warning);
  }
}
