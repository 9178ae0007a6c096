package org.bitgrad.train;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bitgrad.data.Sha256;
import org.bitgrad.data.WholeFiles;
import org.bitgrad.numeric.RealArray;

/** A {@link LearningRateSearch} whose trials are short trainings from the same initial point. */
final class RateSearch {
  private static final String FILE = "rates.trials";

  private final TrainingPlan plan;
  private final TrainableNetwork network;
  private final List<RealArray> initial;
  private final Map<String, RealArray> initialState;
  private final String settings;

  RateSearch(TrainingPlan plan, TrainableNetwork network, String range) {
    this.plan = plan;
    this.network = network;
    initial = network.parameters().stream().map(p -> p.values().copy()).toList();
    initialState = network.state();
    settings = TrainingSettings.of(plan, network) + "\n" + range;
  }

  List<LearningRateSearch.Trial> run(LearningRateSearch search) {
    try {
      return search.onTrial(this::save).run(load(), this::score);
    } finally {
      reset();
      network.publish();
    }
  }

  private void reset() {
    for (int g = 0; g < initial.size(); g++) {
      network.parameters().get(g).values().copyFrom(initial.get(g));
    }
    network.restore(initialState);
  }

  /** Running training loss of the last epoch; infinite where training diverged. */
  private double score(double rate) {
    reset();
    TrainingPlan trial = plan.copy();
    trial.optimiser = Optional.of(plan.optimiser.orElseThrow().withRate(rate));
    trial.validation = Optional.empty();
    trial.reference = "";
    trial.evaluateEvery = plan.epochs;
    trial.listener = unused -> {};
    try {
      return new TrainingRun(trial, network, Optional.empty()).run().last().trainingLoss();
    } catch (DivergedException e) {
      return Double.POSITIVE_INFINITY;
    }
  }

  private Optional<Path> file() {
    return plan.folder.map(f -> f.resolve(FILE));
  }

  private void save(List<LearningRateSearch.Trial> trials) {
    if (file().isEmpty()) {
      return;
    }
    StringBuilder text = new StringBuilder(fingerprint()).append('\n');
    for (LearningRateSearch.Trial trial : trials) {
      text.append(hex(trial.log10())).append(' ').append(hex(trial.score())).append('\n');
    }
    Path file = file().get();
    try {
      Files.createDirectories(file.getParent());
      byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
      WholeFiles.store(file.resolveSibling(FILE + ".part"), file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot write the trials '" + file + "': " + WholeFiles.reason(e), e);
    }
  }

  private static String hex(double value) {
    return Long.toHexString(Double.doubleToLongBits(value));
  }

  private String fingerprint() {
    return Sha256.of(settings.getBytes(StandardCharsets.UTF_8));
  }

  private List<LearningRateSearch.Trial> load() {
    if (file().isEmpty() || !Files.exists(file().get())) {
      return List.of();
    }
    Path file = file().get();
    try {
      List<String> lines =
          new String(WholeFiles.read(file), StandardCharsets.UTF_8).lines().toList();
      if (lines.isEmpty() || !lines.get(0).equals(fingerprint())) {
        throw new IllegalArgumentException(
            "the trials in '"
                + file
                + "' are of other settings; allowed: the same settings, or another folder");
      }
      List<LearningRateSearch.Trial> trials = new ArrayList<>();
      for (String line : lines.subList(1, lines.size())) {
        int space = line.indexOf(' ');
        trials.add(
            new LearningRateSearch.Trial(
                number(line.substring(0, space)), number(line.substring(space + 1))));
      }
      return trials;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot read the trials '" + file + "': " + WholeFiles.reason(e), e);
    }
  }

  private static double number(String hex) {
    return Double.longBitsToDouble(Long.parseUnsignedLong(hex, 16));
  }
}
