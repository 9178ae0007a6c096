package org.bitgrad.papers.biasvariance2021;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bitgrad.analysis.EstimatorResult;
import org.bitgrad.analysis.GradientStudy;
import org.bitgrad.analysis.Interval;
import org.bitgrad.analysis.StudyResult;
import org.bitgrad.analysis.StudyRow;
import org.bitgrad.estimator.Estimators;
import org.bitgrad.problem.Encoding;
import org.bitgrad.problem.Problem;
import org.bitgrad.random.RandomStream;
import org.bitgrad.report.RecordTable;

/**
 * Bias, deviation and error of one estimate against the temperature, from sampled estimates.
 *
 * @param rows one per function, probability, estimator and temperature
 */
record SampledTemperatures(List<Row> rows) {
  private static final RecordTable<Row> TABLE =
      RecordTable.of(
          Row.class,
          "function",
          "p",
          "estimator",
          "tau",
          "mean",
          "mean_low",
          "mean_high",
          "bias",
          "bias_low",
          "bias_high",
          "deviation",
          "deviation_low",
          "deviation_high",
          "error",
          "error_low",
          "error_high");

  static final String FILE = "temperatures-sampled.csv";
  private static final double NORMAL = 1.959963984540054;

  SampledTemperatures {
    rows = List.copyOf(rows);
  }

  /**
   * A number with its 95 % interval.
   *
   * @param value the number
   * @param low lower end
   * @param high upper end
   */
  record Known(double value, double low, double high) {}

  /**
   * What was sampled at a temperature.
   *
   * @param function name of the function
   * @param p probability of 1
   * @param method name without temperature
   * @param tau temperature
   * @param mean of one estimate
   * @param bias its absolute value, with the noise of sampling taken off
   * @param deviation standard deviation of one estimate
   * @param error root mean squared error of one estimate
   */
  record Row(
      String function,
      double p,
      String method,
      double tau,
      Known mean,
      Known bias,
      Known deviation,
      Known error) {}

  static SampledTemperatures run(Plan plan, long seed, int threads) throws InterruptedException {
    List<Row> rows = new ArrayList<>();
    for (Scalar f : Scalar.ALL) {
      for (double p : Temperatures.PROBABILITIES) {
        for (String method : Temperatures.METHODS) {
          double[] grid = Plan.grid(Temperatures.LEAST, Temperatures.MOST, plan.dots());
          String[] names =
              Arrays.stream(grid)
                  .mapToObj(tau -> Estimators.parse(method + "(" + tau + ")").name())
                  .toArray(String[]::new);
          StudyResult study =
              study(f.unit(Encoding.BITS, p), plan.trials(), seedOf(seed, f, p, method))
                  .threads(threads)
                  .estimators(names)
                  .run();
          for (int i = 0; i < grid.length; i++) {
            rows.add(row(study, names[i], new Case(f.name(), p, method, grid[i])));
          }
          if (Thread.interrupted()) {
            throw new InterruptedException("the run was interrupted");
          }
        }
      }
    }
    return new SampledTemperatures(rows);
  }

  /** A study names its random numbers by estimator and trial: cases apart need seeds apart. */
  private static long seedOf(long seed, Scalar f, double p, String method) {
    return RandomStream.of(seed, BiasVariance2021.PAPER, "temperatures", f.name(), method)
        .child(Temperatures.PROBABILITIES.indexOf(p))
        .key();
  }

  private static GradientStudy study(Problem problem, int trials, long seed) {
    return GradientStudy.of(problem).trials(trials).samples(1).seed(seed);
  }

  private record Case(String function, double p, String method, double tau) {}

  private static Row row(StudyResult study, String name, Case at) {
    EstimatorResult result = study.estimator(name);
    String group = study.groups().get(0);
    StudyRow row = study.row(name, group, 1);
    double gradient = Math.abs(study.exact().orElseThrow().gradient().flat()[0]);
    double mean = result.mean().flat()[0];
    double variance = result.variance().orElseThrow().flat()[0];
    double half = NORMAL * Math.sqrt(variance / result.trials());
    Interval bias = study.relBiasInterval(name, group).orElseThrow();
    Interval deviation = study.relStdInterval(name, group).orElseThrow();
    Interval error = study.rmseInterval(name, group, 1).orElseThrow();
    return new Row(
        at.function,
        at.p,
        at.method,
        at.tau,
        new Known(mean, mean - half, mean + half),
        known(gradient, row.relBias().orElseThrow(), bias),
        known(gradient, row.relStd().orElseThrow(), deviation),
        known(gradient, row.rmse().orElseThrow(), error));
  }

  private static Known known(double unit, double value, Interval interval) {
    return new Known(unit * value, unit * interval.low(), unit * interval.high());
  }

  List<Row> of(String function, double p, String method) {
    return rows.stream()
        .filter(r -> r.function.equals(function) && r.p == p && r.method.equals(method))
        .toList();
  }

  String csv() {
    return TABLE.text(rows);
  }

  static SampledTemperatures parse(String text) {
    return new SampledTemperatures(TABLE.rows(text));
  }
}
