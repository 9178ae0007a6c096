package org.bitgrad.report;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.bitgrad.train.EpochMetrics;
import org.bitgrad.train.TrainingResult;
import org.bitgrad.train.UnitStatistics;

/** Curves of trainings over epochs. */
final class TrainingCharts {
  private static final String EPOCH = "epoch";

  private TrainingCharts() {}

  /** Loss and accuracy of each result under its name; units and gradient norms if it is one. */
  static Chart of(List<String> names, List<TrainingResult> results) {
    Plot loss = Plot.of("Expected loss", Axis.linear(EPOCH), Axis.linear("loss in nats"));
    Plot error = Plot.of("Error on validation", Axis.linear(EPOCH), Axis.linear("error in %"));
    boolean validated = false;
    for (int i = 0; i < results.size(); i++) {
      String name = names.get(i);
      List<EpochMetrics> epochs = results.get(i).epochs();
      loss = curve(loss, name + ", training", epochs, e -> OptionalDouble.of(e.trainingLoss()));
      loss = curve(loss, name + ", validation", epochs, TrainingCharts::validationLoss);
      int before = error.curves().size();
      error = curve(error, name + ", 1 sample", epochs, e -> error(e, true));
      error = curve(error, name + ", " + samples(epochs), epochs, e -> error(e, false));
      validated |= error.curves().size() > before;
    }
    List<Chart> charts = new ArrayList<>(List.of(loss));
    if (validated) {
      charts.add(error);
    }
    if (results.size() == 1) {
      charts.addAll(details(results.get(0)));
    }
    return Chart.grid(charts.toArray(Chart[]::new));
  }

  private static String samples(List<EpochMetrics> epochs) {
    int samples =
        epochs.stream()
            .flatMap(e -> e.validation().stream())
            .mapToInt(v -> v.samples())
            .max()
            .orElse(0);
    return "ensemble of " + samples;
  }

  private static OptionalDouble validationLoss(EpochMetrics epoch) {
    return epoch.validation().map(v -> OptionalDouble.of(v.loss())).orElse(OptionalDouble.empty());
  }

  private static OptionalDouble error(EpochMetrics epoch, boolean alone) {
    OptionalDouble accuracy =
        epoch
            .validation()
            .map(v -> alone ? v.oneSample() : v.ensemble())
            .orElse(OptionalDouble.empty());
    return accuracy.isPresent()
        ? OptionalDouble.of(100 * (1 - accuracy.getAsDouble()))
        : OptionalDouble.empty();
  }

  private static List<Plot> details(TrainingResult result) {
    List<EpochMetrics> epochs = result.epochs();
    Plot units = Plot.of("Units", Axis.linear(EPOCH), Axis.linear("share, or entropy in bits"));
    int layers = epochs.stream().mapToInt(e -> e.units().size()).max().orElse(0);
    for (int k = 0; k < layers; k++) {
      int layer = k;
      units = curve(units, "entropy " + k, epochs, unit(layer, UnitStatistics::entropy));
      units = curve(units, "flip rate " + k, epochs, unit(layer, UnitStatistics::flipRate));
      units = curve(units, "saturated " + k, epochs, unit(layer, UnitStatistics::saturated));
    }
    Plot norms = Plot.of("Gradient", Axis.linear(EPOCH), Axis.log("Euclidean norm"));
    for (int g = 0; g < result.groups().size(); g++) {
      int group = g;
      norms =
          curve(
              norms,
              result.groups().get(g),
              epochs,
              e -> OptionalDouble.of(e.gradientNorms().get(group)));
    }
    return units.curves().isEmpty() ? List.of(norms) : List.of(units, norms);
  }

  private static Function<EpochMetrics, OptionalDouble> unit(
      int layer, Function<UnitStatistics, Double> number) {
    return e ->
        e.units().isEmpty()
            ? OptionalDouble.empty()
            : OptionalDouble.of(number.apply(e.units().get(layer)));
  }

  /** Adds the epochs that have the number; nothing if none has. */
  private static Plot curve(
      Plot plot,
      String name,
      List<EpochMetrics> epochs,
      Function<EpochMetrics, OptionalDouble> number) {
    int[] have =
        IntStream.range(0, epochs.size())
            .filter(i -> number.apply(epochs.get(i)).isPresent())
            .toArray();
    if (have.length == 0) {
      return plot;
    }
    double[] x = IntStream.of(have).mapToDouble(i -> epochs.get(i).epoch()).toArray();
    double[] y =
        IntStream.of(have).mapToDouble(i -> number.apply(epochs.get(i)).getAsDouble()).toArray();
    return plot.line(name, x, y);
  }
}
