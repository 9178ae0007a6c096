package org.bitgrad.papers.psa2020;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.bitgrad.analysis.Interval;
import org.bitgrad.analysis.Progress;
import org.bitgrad.exact.ExactOracle;
import org.bitgrad.model.Batch;
import org.bitgrad.model.StochasticBinaryNetwork;
import org.bitgrad.report.ExperimentContext;
import org.bitgrad.report.Measurement;

/**
 * The authors' network after one epoch, for who has it: its parameters and data are not ours to
 * ship. The variable {@code BITGRAD_GOLDEN} names the folder that holds it. No other claim depends
 * on it.
 */
final class Golden {
  /** The name of the claim in the claims file. */
  static final String CLAIM = "chk-1";

  private static final String VARIABLE = "BITGRAD_GOLDEN";
  private static final String FILE = "psa-5-5-5-chk1.json";

  /** Why its parts are not tested. */
  static final String ABSENT =
      "needs the authors' network: set " + VARIABLE + " to the folder that holds " + FILE;

  private final Optional<NetworkStudy> study;

  private Golden(Optional<NetworkStudy> study) {
    this.study = study;
  }

  static Golden fromEnvironment(ExperimentContext context)
      throws IOException, InterruptedException {
    String folder = System.getenv(VARIABLE);
    Optional<Path> file =
        Optional.ofNullable(folder).map(f -> Path.of(f, FILE)).filter(Files::isRegularFile);
    return file.isPresent() ? study(file.get(), context) : new Golden(Optional.empty());
  }

  private static Golden study(Path file, ExperimentContext context)
      throws IOException, InterruptedException {
    JsonNode root = NetworkFile.tree(Files.readString(file));
    StochasticBinaryNetwork network = NetworkFile.network(root);
    Batch data = NetworkFile.data(root);
    double loss = ExactOracle.compute(network.on(data)).expectedLoss();
    // Number 0, and the recipe whose networks are studied at few M.
    Checkpoint checkpoint = new Checkpoint(Stage.EARLY, Recipe.EXACT, 0, 20, loss, network);
    Studies studies =
        new Studies(
            data, Plan.of(context.scale()), context.seed(), context.threads(), Progress.NONE);
    return new Golden(Optional.of(studies.of(checkpoint)));
  }

  /** The study, where the network is at hand. */
  Optional<NetworkStudy> study() {
    return study;
  }

  /** The measurements, by {@code "chk-1 part"}; none without the network. */
  Map<String, Supplier<Measurement>> tests() {
    Map<String, Supplier<Measurement>> tests = new LinkedHashMap<>();
    study.ifPresent(
        s -> {
          tests.put(CLAIM + " loss", () -> Measurement.exact(s.checkpoint().loss(), 1));
          for (String estimator : Names.ALL) {
            for (int layer = 0; layer < 4; layer++) {
              add(tests, s.moments(estimator, layer));
            }
          }
        });
    return tests;
  }

  private static void add(Map<String, Supplier<Measurement>> tests, Moments moments) {
    String part = moments.estimator() + "-layer" + moments.layer();
    for (String number : List.of("bias", "std")) {
      boolean bias = number.equals("bias");
      double value = bias ? moments.bias() : moments.std();
      Interval interval = bias ? moments.biasInterval() : moments.stdInterval();
      tests.put(
          CLAIM + " " + number + "-" + part,
          () -> new Measurement(value, interval.low(), interval.high(), 1));
    }
  }
}
