package org.bitgrad.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bitgrad.estimator.Estimator;
import org.bitgrad.estimator.Estimators;
import org.bitgrad.estimator.Traits;
import org.bitgrad.problem.Problem;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs {@link EveryEstimatorBenchmark} for every registered estimator that does not refuse a size,
 * and {@link CoupledBitsBenchmark}, and prints JSON; progress goes to the error stream. {@code
 * toolkit/bench/compare-estimators} makes a table of it.
 *
 * <p>Usage: {@code CompareEstimators [forks [NAME...]]}
 */
public final class CompareEstimators {
  private static final int[] BITS = {8, 64, 512};

  /** What others are compared with; on the bound too, for those that are made for bounds. */
  private static final String YARDSTICK = "reinforce";

  private final int forks;
  private final List<String> rows = new ArrayList<>();
  private final List<String> bits = new ArrayList<>();

  private CompareEstimators(int forks) {
    this.forks = forks;
  }

  /**
   * Prints the times.
   *
   * @param arguments number of forks, 1 if absent, then names of estimators, all if absent
   * @throws RunnerException if a benchmark fails
   */
  public static void main(String[] arguments) throws RunnerException {
    CompareEstimators run =
        new CompareEstimators(arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1);
    List<String> named =
        List.of(arguments).subList(Math.min(1, arguments.length), arguments.length);
    List<Estimator> estimators =
        named.isEmpty() ? Estimators.all() : named.stream().map(Estimators::parse).toList();
    run.coupledBits();
    Estimator yardstick = Estimators.parse(YARDSTICK);
    run.estimator(yardstick, false);
    run.estimator(yardstick, true);
    for (Estimator estimator : estimators) {
      if (!estimator.equals(yardstick)) {
        run.estimator(estimator, estimator.traits().scope() == Traits.Scope.BOUND);
      }
    }
    System.out.printf(
        Locale.ROOT,
        "{\"bits\": [%s],%n\"estimates\": [%s]}%n",
        String.join(",\n", run.bits),
        String.join(",\n", run.rows));
  }

  private void estimator(Estimator estimator, boolean bound) throws RunnerException {
    Map<Integer, String> refusals = refusals(estimator, bound);
    refusals.forEach(
        (size, why) -> rows.add(row(estimator, bound, size, "\"refusal\": \"" + why + "\"")));
    String[] sizes =
        java.util.Arrays.stream(BITS)
            .filter(size -> !refusals.containsKey(size))
            .mapToObj(Integer::toString)
            .toArray(String[]::new);
    ChainedOptionsBuilder options =
        options(EveryEstimatorBenchmark.class)
            .param("estimator", estimator.name())
            .param("bound", Boolean.toString(bound))
            .param("bits", sizes);
    System.err.println(estimator.name() + (bound ? " on a bound" : ""));
    for (RunResult result : new Runner(options.build()).run()) {
      int size = Integer.parseInt(result.getParams().getParam("bits"));
      rows.add(row(estimator, bound, size, numbers(result)));
    }
  }

  private static Map<Integer, String> refusals(Estimator estimator, boolean bound) {
    Map<Integer, String> refusals = new LinkedHashMap<>();
    for (int size : BITS) {
      Problem problem = FunctionOfBits.problem(size);
      try {
        estimator.open(bound ? problem.bound(FunctionOfBits.BOUND) : problem);
      } catch (UnsupportedOperationException | IllegalArgumentException e) {
        refusals.put(size, e.getMessage().replace("\"", "'"));
      }
    }
    return refusals;
  }

  private static String row(Estimator estimator, boolean bound, int size, String rest) {
    Traits.Cost cost = estimator.traits().cost();
    int units = bound ? FunctionOfBits.BOUND * size : size;
    return String.format(
        Locale.ROOT,
        "{\"estimator\": \"%s\", \"bound\": %s, \"bits\": %d, \"evaluations\": %d,"
            + " \"gradients\": %d, %s}",
        estimator.name(),
        bound,
        size,
        cost.evaluations(1, units),
        cost.gradientEvaluations(),
        rest);
  }

  private void coupledBits() throws RunnerException {
    System.err.println("coupled bits");
    for (RunResult result : new Runner(options(CoupledBitsBenchmark.class).build()).run()) {
      int samples = Integer.parseInt(result.getParams().getParam("samples"));
      bits.add(
          String.format(
              Locale.ROOT,
              "{\"law\": \"%s\", \"samples\": %d, \"count\": %d, %s}",
              result.getParams().getParam("law"),
              samples,
              samples * CoupledBitsBenchmark.UNITS * CoupledBitsBenchmark.POINTS,
              numbers(result)));
    }
  }

  private ChainedOptionsBuilder options(Class<?> benchmark) {
    return new OptionsBuilder()
        .include(benchmark.getName())
        .forks(forks)
        .jvmArgsAppend("-XX:+UseSerialGC")
        .verbosity(VerboseMode.SILENT)
        .shouldFailOnError(true);
  }

  /** Mean and half-width of its 99.9 % interval, in nanoseconds. */
  private static String numbers(RunResult result) {
    Result<?> primary = result.getPrimaryResult();
    return String.format(
        Locale.ROOT,
        "\"nanoseconds\": %.4g, \"error\": %.2g",
        primary.getScore(),
        primary.getScoreError());
  }
}
