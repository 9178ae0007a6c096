package org.bitgrad.papers.psa2020;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.bitgrad.estimator.Estimators;
import org.bitgrad.estimator.MeanSink;
import org.bitgrad.estimator.Session;
import org.bitgrad.network.Batch;
import org.bitgrad.network.NetworkBuilder;
import org.bitgrad.network.OutputLoss;
import org.bitgrad.network.StochasticBinaryNetwork;
import org.bitgrad.papers.shared.Decision;
import org.bitgrad.problem.Draw;
import org.bitgrad.problem.Problem;
import org.bitgrad.random.RandomStream;
import org.bitgrad.report.CsvFile;
import org.bitgrad.report.Measurement;

/**
 * The cost of PSA, ST and ARM as networks grow. Counts of layer passes are exact; seconds are not,
 * and stand in a file of their own. Claims on seconds have wide bounds and are judged by the share
 * of sizes that keep them, so that their verdicts do not depend on small noise.
 */
final class Cost {
  static final int[] WIDTHS = {8, 16, 32, 64, 128};
  static final int[] DEPTHS = {2, 4, 8, 16, 32};
  private static final double MOST_RATIO = 30;

  /** When the depth doubles: 2 is linear, 4 quadratic. */
  private static final double MOST_GROWTH = 3.5;

  private static final int LEAST_REPEATS = 20;
  static final int USUAL_DEPTH = 3;
  static final int USUAL_WIDTH = 16;
  static final List<String> TIMED = List.of(Names.PSA, Names.ST, Names.ARM);

  private final Batch data;
  private final RandomStream stream;
  private final List<Size> widths = new ArrayList<>();
  private final List<Size> depths = new ArrayList<>();

  /**
   * Costs of one estimate at one size.
   *
   * @param units units of each hidden layer
   * @param layers hidden layers
   * @param seconds time by estimator, the best of several
   * @param forward layers whose pre-activations were computed, by estimator
   * @param backward layers pulled back through, by estimator
   */
  private record Size(
      int units,
      int layers,
      Map<String, Double> seconds,
      Map<String, Integer> forward,
      Map<String, Integer> backward) {}

  private Cost(Batch data, long seed) {
    this.data = data;
    stream = RandomStream.of(seed, Psa2020.PAPER, "cost");
  }

  /** Measures, for about so many seconds at each size and estimator. */
  static Cost measure(Batch data, long seed, double seconds) throws InterruptedException {
    Cost cost = new Cost(data, seed);
    for (int width : WIDTHS) {
      cost.widths.add(cost.size(width, USUAL_DEPTH, seconds));
    }
    for (int depth : DEPTHS) {
      cost.depths.add(cost.size(USUAL_WIDTH, depth, seconds));
    }
    return cost;
  }

  /** The claims that are measured. */
  static Set<String> keys() {
    return Set.of("12 passes-psa", "12 passes-arm", "12 width", "12 depth");
  }

  /** The measurements of the claims, by {@code "claim part"}. */
  Map<String, Supplier<Measurement>> tests() {
    Map<String, Supplier<Measurement>> tests = new LinkedHashMap<>();
    tests.put("12 passes-psa", () -> Measurement.exact(growth(Names.PSA, true), DEPTHS.length));
    tests.put("12 passes-arm", () -> Measurement.exact(growth(Names.ARM, false), DEPTHS.length));
    tests.put(
        "12 width",
        () ->
            Decision.share(
                widths.stream()
                    .map(
                        s ->
                            Decision.of(
                                s.seconds.get(Names.PSA) <= MOST_RATIO * s.seconds.get(Names.ST)))
                    .toList(),
                "sizes"));
    tests.put(
        "12 depth",
        () ->
            Decision.share(
                IntStream.range(2, DEPTHS.length)
                    .mapToObj(i -> Decision.of(time(i) <= MOST_GROWTH * time(i - 1)))
                    .toList(),
                "sizes"));
    return tests;
  }

  private double time(int depth) {
    return depths.get(depth).seconds.get(Names.PSA);
  }

  /** The exponent of growth of layer passes at the last doubling of depth. */
  private double growth(String estimator, boolean both) {
    Size half = depths.get(DEPTHS.length - 2);
    Size full = depths.get(DEPTHS.length - 1);
    double passes = full.forward.get(estimator) + (both ? full.backward.get(estimator) : 0);
    double before = half.forward.get(estimator) + (both ? half.backward.get(estimator) : 0);
    return Math.log(passes / before) / Math.log(2);
  }

  /** Exact counts of layer passes. */
  String counts() {
    CsvFile csv = new CsvFile("layers", "units", "estimator", "forward_passes", "backward_passes");
    for (Size size : all()) {
      for (String name : TIMED) {
        csv.row(size.layers, size.units, name, size.forward.get(name), size.backward.get(name));
      }
    }
    return csv.text();
  }

  /** Seconds of one estimate, and the ratio to ST. */
  String timing() {
    CsvFile csv = new CsvFile("layers", "units", "estimator", "seconds", "ratio_to_st");
    for (Size size : all()) {
      for (String name : TIMED) {
        double seconds = size.seconds.get(name);
        csv.row(size.layers, size.units, name, seconds, seconds / size.seconds.get(Names.ST));
      }
    }
    return csv.text();
  }

  private List<Size> all() {
    List<Size> all = new ArrayList<>(widths);
    all.addAll(depths);
    return all;
  }

  private Size size(int units, int layers, double seconds) throws InterruptedException {
    NetworkBuilder builder = StochasticBinaryNetwork.input(data.inputs());
    for (int k = 0; k < layers; k++) {
      builder.bernoulli(units);
    }
    long seed = stream.child(units).child(layers).bits(0);
    Problem problem = builder.head(1, OutputLoss.LOGISTIC).initialise(seed).on(data);
    Size size =
        new Size(
            units, layers, new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>());
    for (String name : TIMED) {
      CountingChain counting = new CountingChain(problem.chain());
      sample(name, Problem.of(counting, problem.loss()));
      size.forward.put(name, counting.forward());
      size.backward.put(name, counting.backward());
      size.seconds.put(name, time(name, problem, seconds));
    }
    return size;
  }

  private void sample(String name, Problem problem) {
    Estimators.parse(name).open(problem).estimate(Draw.of(stream.child(0)), new MeanSink(problem));
  }

  /** The shortest time of an estimate. */
  private double time(String name, Problem problem, double seconds) throws InterruptedException {
    Session session = Estimators.parse(name).open(problem);
    MeanSink sink = new MeanSink(problem);
    long end = System.nanoTime() + (long) (seconds * 1e9);
    long best = Long.MAX_VALUE;
    for (int draw = 0; draw < LEAST_REPEATS || System.nanoTime() < end; draw++) {
      if (Thread.interrupted()) {
        throw new InterruptedException("measuring costs was interrupted");
      }
      long start = System.nanoTime();
      sink.clear();
      session.estimate(Draw.of(stream.child(draw)), sink);
      best = Math.min(best, System.nanoTime() - start);
    }
    return best / 1e9;
  }
}
