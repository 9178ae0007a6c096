package org.bitgrad.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.bitgrad.train.EpochMetrics;
import org.bitgrad.train.Evaluation;
import org.bitgrad.train.TrainingResult;
import org.bitgrad.train.UnitStatistics;
import tech.tablesaw.api.Table;

/** What was measured in trainings, as tables. */
final class TrainingTables {
  private TrainingTables() {}

  static Table of(TrainingResult result) {
    List<String> groups = result.groups();
    int layers = result.epochs().stream().mapToInt(e -> e.units().size()).max().orElse(0);
    boolean cosines = result.epochs().stream().anyMatch(e -> !e.cosines().isEmpty());
    TableBuilder table = TableBuilder.of("Training by " + result.method());
    table.numbers("epoch", "steps", "learning_rate", "training_loss");
    table.numbers("validation_loss", "one_sample_accuracy", "ensemble_accuracy", "samples");
    for (int k = 0; k < layers; k++) {
      table.numbers("entropy_" + k, "flip_rate_" + k, "saturated_" + k);
    }
    groups.forEach(name -> table.numbers("gradient_norm_" + name));
    if (cosines) {
      groups.forEach(name -> table.numbers("cosine_" + name));
    }
    for (EpochMetrics epoch : result.epochs()) {
      List<Double> row = new ArrayList<>(start(epoch));
      row.addAll(units(epoch.units(), layers));
      row.addAll(epoch.gradientNorms());
      if (cosines) {
        row.addAll(epoch.cosines().isEmpty() ? nothing(groups.size()) : epoch.cosines());
      }
      table.row(row.toArray());
    }
    return table.build();
  }

  private static List<Double> start(EpochMetrics epoch) {
    List<Double> row = new ArrayList<>();
    row.add((double) epoch.epoch());
    row.add((double) epoch.steps());
    row.add(epoch.rate());
    row.add(epoch.trainingLoss());
    Optional<Evaluation> validation = epoch.validation();
    row.add(validation.map(Evaluation::loss).orElse(null));
    row.add(validation.map(Evaluation::oneSample).flatMap(TrainingTables::boxed).orElse(null));
    row.add(validation.map(Evaluation::ensemble).flatMap(TrainingTables::boxed).orElse(null));
    row.add(validation.map(v -> (double) v.samples()).orElse(null));
    return row;
  }

  private static Optional<Double> boxed(OptionalDouble number) {
    return number.isPresent() ? Optional.of(number.getAsDouble()) : Optional.empty();
  }

  private static List<Double> units(List<UnitStatistics> units, int layers) {
    if (units.isEmpty()) {
      return nothing(3 * layers);
    }
    List<Double> row = new ArrayList<>();
    for (UnitStatistics layer : units) {
      row.addAll(List.of(layer.entropy(), layer.flipRate(), layer.saturated()));
    }
    return row;
  }

  private static List<Double> nothing(int cells) {
    List<Double> row = new ArrayList<>();
    for (int i = 0; i < cells; i++) {
      row.add(null);
    }
    return row;
  }
}
