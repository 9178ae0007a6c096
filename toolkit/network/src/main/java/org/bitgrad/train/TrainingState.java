package org.bitgrad.train;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bitgrad.numeric.RealArray;

/** Where a training is: all numbers that later steps and the result depend on. */
final class TrainingState {
  private static final String OPTIMISER = "optimiser: ";
  private static final String NETWORK = "network: ";
  private static final String SUMS = "sums of the epoch";
  private static final String METRICS = "metrics of epoch ";
  private static final String SECONDS = "seconds";
  private static final String FIRST = "loss of the first step";

  final TrainableNetwork network;
  final OptimiserRun optimiser;
  final EpochSums sums;
  final List<EpochMetrics> metrics = new ArrayList<>();
  final List<Double> seconds = new ArrayList<>();

  /** Loss of the first step of all, with the initial parameters; 0 before it. */
  double firstLoss;

  /** The epoch under way, from 0. */
  long epoch;

  /** Steps done in it; when all are done its evaluation is due. */
  int step;

  TrainingState(TrainableNetwork network, Optimiser recipe) {
    this.network = network;
    optimiser =
        recipe.start(
            network.parameters().stream().map(NamedArray::values).toArray(RealArray[]::new));
    sums = new EpochSums(network.parameters().size());
  }

  void save(TrainingCheckpoint checkpoint) {
    List<NamedArray> arrays = new ArrayList<>();
    put(OPTIMISER, optimiser.state(), arrays);
    put(NETWORK, network.state(), arrays);
    arrays.add(NamedArray.flat(SUMS, sums.numbers()));
    for (int e = 0; e < metrics.size(); e++) {
      arrays.add(NamedArray.flat(METRICS + e, RealArray.of(metrics.get(e).numbers())));
    }
    double[] times = seconds.stream().mapToDouble(Double::doubleValue).toArray();
    arrays.add(NamedArray.flat(SECONDS, RealArray.of(times)));
    arrays.add(NamedArray.flat(FIRST, RealArray.of(new double[] {firstLoss})));
    Map<String, Long> counters = new LinkedHashMap<>();
    counters.put("epoch", epoch);
    counters.put("step", (long) step);
    checkpoint.save(counters, network.parameters(), arrays);
  }

  private static void put(String prefix, Map<String, RealArray> from, List<NamedArray> to) {
    from.forEach((name, array) -> to.add(NamedArray.flat(prefix + name, array)));
  }

  /** Takes over a checkpoint of the same settings. */
  void restore(WeightsFile file) {
    for (int g = 0; g < network.parameters().size(); g++) {
      network.parameters().get(g).values().copyFrom(file.parameters().get(g).values());
    }
    Map<String, RealArray> state = file.state();
    optimiser.restore(part(OPTIMISER, state));
    network.restore(part(NETWORK, state));
    sums.numbers().copyFrom(state.get(SUMS));
    metrics.clear();
    for (int e = 0; state.containsKey(METRICS + e); e++) {
      metrics.add(EpochMetrics.of(numbers(state.get(METRICS + e))));
    }
    seconds.clear();
    for (double time : numbers(state.get(SECONDS))) {
      seconds.add(time);
    }
    // Checkpoints of earlier versions do not have it.
    firstLoss = state.containsKey(FIRST) ? state.get(FIRST).get(0) : 0;
    epoch = file.counters().get("epoch");
    step = Math.toIntExact(file.counters().get("step"));
  }

  private static Map<String, RealArray> part(String prefix, Map<String, RealArray> all) {
    Map<String, RealArray> part = new LinkedHashMap<>();
    all.forEach(
        (name, array) -> {
          if (name.startsWith(prefix)) {
            part.put(name.substring(prefix.length()), array);
          }
        });
    return part;
  }

  private static double[] numbers(RealArray array) {
    double[] numbers = new double[array.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = array.get(i);
    }
    return numbers;
  }
}
