package org.bitgrad.papers.biasvariance2021;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.bitgrad.analysis.GradientStudy;
import org.bitgrad.analysis.Interval;
import org.bitgrad.analysis.StudyResult;
import org.bitgrad.estimator.relaxed.Concrete;
import org.bitgrad.papers.biasvariance2021.SampledTemperatures.Known;
import org.bitgrad.problem.Encoding;
import org.bitgrad.problem.Problem;
import org.bitgrad.random.RandomStream;
import org.bitgrad.report.RecordTable;

/**
 * The error of a mean of M estimates of one unit, {@code f = x^2}, each method at its best
 * temperature.
 *
 * @param rows one per method and M
 */
record Averages(List<Row> rows) {
  private static final RecordTable<Row> TABLE =
      RecordTable.of(
          Row.class,
          "estimator",
          "samples",
          "tau",
          "error",
          "sampled",
          "sampled_low",
          "sampled_high");

  static final String FILE = "averages.csv";
  static final Scalar FUNCTION = Scalar.SQUARE;
  static final double P = 0.3;
  static final double FEWEST = 1e4;
  static final double MOST = 1e7;
  static final List<Integer> SAMPLED = List.of(10, 100, 1000);

  private static final double COLDEST = 2e-3;
  private static final double WARMEST = 20;
  private static final int BRACKETS = 41;
  private static final int SECTIONS = 24;
  private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

  Averages {
    rows = List.copyOf(rows);
  }

  /**
   * An error.
   *
   * @param method name without temperature
   * @param samples M
   * @param tau best temperature, 0 for a method without
   * @param error root mean squared error by quadrature
   * @param sampled the same from sampled means; the exact number where nothing was sampled
   */
  record Row(String method, double samples, double tau, double error, Known sampled) {
    boolean isSampled() {
      return sampled.low() < sampled.high();
    }
  }

  static Averages run(Plan plan, long seed, int threads) throws InterruptedException {
    List<Row> rows = new ArrayList<>();
    for (String method : Temperatures.METHODS) {
      Best best = new Best(method);
      for (double samples : numbers()) {
        double tau = best.temperature(samples);
        double error = best.error(tau, samples);
        boolean drawn = method.equals("concrete") && SAMPLED.contains((int) samples);
        Known sampled =
            drawn
                ? sampled(tau, (int) samples, plan.averagedTrials(), seed, threads)
                : new Known(error, error, error);
        rows.add(new Row(method, samples, tau, error, sampled));
        if (Thread.interrupted()) {
          throw new InterruptedException("the run was interrupted");
        }
      }
    }
    for (String method : Temperatures.OTHERS) {
      UnitMoments moments = UnitMoments.of(method, problem());
      for (double samples : numbers()) {
        double error = moments.error(samples);
        rows.add(new Row(method, samples, 0, error, new Known(error, error, error)));
      }
    }
    return new Averages(rows);
  }

  private static double[] numbers() {
    return new double[] {1, 10, 100, 1e3, FEWEST, 1e5, 1e6, MOST};
  }

  private static Problem problem() {
    return FUNCTION.unit(Encoding.BITS, P);
  }

  private static Known sampled(double tau, int samples, int trials, long seed, int threads) {
    Concrete concrete = new Concrete(tau);
    StudyResult study =
        GradientStudy.of(problem())
            .estimators(concrete)
            .trials(trials)
            .samples(samples)
            .threads(threads)
            .seed(RandomStream.of(seed, BiasVariance2021.PAPER, "averages").key())
            .run();
    String group = study.groups().get(0);
    double gradient = Math.abs(study.exact().orElseThrow().gradient().flat()[0]);
    Interval interval = study.rmseInterval(concrete.name(), group, samples).orElseThrow();
    double error = study.row(concrete.name(), group, samples).rmse().orElseThrow();
    return new Known(gradient * error, gradient * interval.low(), gradient * interval.high());
  }

  /** Looks for the temperature of least error of a method. */
  private static final class Best {
    private final String method;
    private final Map<Double, UnitMoments> known = new HashMap<>();

    Best(String method) {
      this.method = method;
    }

    double error(double tau, double samples) {
      return known
          .computeIfAbsent(tau, t -> Temperatures.moments(FUNCTION, P, method, t))
          .error(samples);
    }

    /** On a grid first, then by golden section between the neighbours of its best point. */
    double temperature(double samples) {
      double[] grid = Plan.grid(COLDEST, WARMEST, BRACKETS);
      int best = 1;
      for (int i = 2; i < grid.length - 1; i++) {
        best = error(grid[i], samples) < error(grid[best], samples) ? i : best;
      }
      DoubleUnaryOperator error = log -> error(Math.exp(log), samples);
      return Math.exp(least(error, Math.log(grid[best - 1]), Math.log(grid[best + 1])));
    }

    private static double least(DoubleUnaryOperator error, double from, double to) {
      double low = from;
      double high = to;
      for (int i = 0; i < SECTIONS; i++) {
        double left = high - GOLDEN * (high - low);
        double right = low + GOLDEN * (high - low);
        if (error.applyAsDouble(left) < error.applyAsDouble(right)) {
          high = right;
        } else {
          low = left;
        }
      }
      return 0.5 * (low + high);
    }
  }

  List<Row> of(String method) {
    return rows.stream().filter(r -> r.method.equals(method)).toList();
  }

  Row of(String method, double samples) {
    return of(method).stream().filter(r -> r.samples == samples).findFirst().orElseThrow();
  }

  String csv() {
    return TABLE.text(rows);
  }

  static Averages parse(String text) {
    return new Averages(TABLE.rows(text));
  }
}
