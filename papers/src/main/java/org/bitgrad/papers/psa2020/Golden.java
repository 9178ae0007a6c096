package org.bitgrad.papers.psa2020;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.bitgrad.analysis.Interval;
import org.bitgrad.analysis.Progress;
import org.bitgrad.exact.ExactOracle;
import org.bitgrad.network.Batch;
import org.bitgrad.network.StochasticBinaryNetwork;
import org.bitgrad.report.CsvFile;
import org.bitgrad.report.ExperimentContext;
import org.bitgrad.report.Measurement;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

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

  /** The claims that are measured where the network is at hand. */
  static Set<String> keys() {
    Set<String> keys = new TreeSet<>(Set.of(CLAIM + " loss"));
    expected().forEach(e -> keys.add(CLAIM + " " + e.estimator()));
    return keys;
  }

  /** The measurements, by {@code "chk-1 part"}; none without the network. */
  Map<String, Supplier<Measurement>> tests() {
    Map<String, Supplier<Measurement>> tests = new LinkedHashMap<>();
    study.ifPresent(
        s -> {
          tests.put(CLAIM + " loss", () -> Measurement.exact(s.checkpoint().loss(), 1));
          for (String estimator :
              expected().stream().map(Expected::estimator).distinct().toList()) {
            tests.put(CLAIM + " " + estimator, () -> largestDeviation(s, estimator));
          }
        });
    return tests;
  }

  /** The largest relative deviation from the expected numbers, with its interval. */
  private static Measurement largestDeviation(NetworkStudy study, String estimator) {
    double value = 0;
    double low = 0;
    double high = 0;
    int n = 0;
    for (Expected expected : expected()) {
      if (expected.estimator().equals(estimator)) {
        Interval interval = expected.interval(study);
        double below = interval.low() / expected.value() - 1;
        double above = interval.high() / expected.value() - 1;
        value = Math.max(value, Math.abs(expected.measured(study) / expected.value() - 1));
        high = Math.max(high, Math.max(Math.abs(below), Math.abs(above)));
        boolean covered = below <= 0 && above >= 0;
        low = Math.max(low, covered ? 0 : Math.min(Math.abs(below), Math.abs(above)));
        n++;
      }
    }
    return new Measurement(
        value, low, high, n, "noise of the estimates, 95 % for each of " + n + " numbers");
  }

  /** Number by number: expected, measured, deviation. */
  static Table table(NetworkStudy study) {
    StringColumn estimator = StringColumn.create("estimator");
    IntColumn layer = IntColumn.create("layer");
    StringColumn number = StringColumn.create("number");
    DoubleColumn computed = DoubleColumn.create("computed_from_authors_parameters");
    DoubleColumn measured = DoubleColumn.create("measured");
    DoubleColumn deviation = DoubleColumn.create("relative_deviation");
    for (Expected expected : expected()) {
      estimator.append(expected.estimator());
      layer.append(expected.layer());
      number.append(expected.number());
      computed.append(expected.value());
      measured.append(expected.measured(study));
      deviation.append(expected.measured(study) / expected.value() - 1);
    }
    return Table.create(CLAIM, estimator, layer, number, computed, measured, deviation);
  }

  /** The numbers that were computed from the authors' parameters. */
  static List<Expected> expected() {
    try (InputStream in = Golden.class.getResourceAsStream("chk-1.csv")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return CsvFile.parse(text).stream().skip(1).map(Expected::parse).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("chk-1.csv", e);
    }
  }

  /**
   * A number that was computed from the authors' parameters.
   *
   * @param estimator name in the library
   * @param layer 0 to 3
   * @param number {@code bias} or {@code std}, relative to the exact gradient
   * @param value what was computed
   */
  record Expected(String estimator, int layer, String number, double value) {
    static Expected parse(List<String> cells) {
      return new Expected(
          cells.get(0),
          Integer.parseInt(cells.get(1)),
          cells.get(2),
          Double.parseDouble(cells.get(3)));
    }

    double measured(NetworkStudy study) {
      Moments moments = study.moments(estimator, layer);
      return number.equals("bias") ? moments.bias() : moments.std();
    }

    Interval interval(NetworkStudy study) {
      Moments moments = study.moments(estimator, layer);
      return number.equals("bias") ? moments.biasInterval() : moments.stdInterval();
    }
  }
}
