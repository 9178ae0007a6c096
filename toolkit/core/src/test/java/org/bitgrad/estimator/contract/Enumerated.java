package org.bitgrad.estimator.contract;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bitgrad.estimator.Estimator;
import org.bitgrad.estimator.MeanSink;
import org.bitgrad.estimator.RowSink;
import org.bitgrad.estimator.Session;
import org.bitgrad.model.Draw;
import org.bitgrad.model.Problem;

/**
 * Mean and variance of one estimate on the whole batch, by running the estimator on every
 * combination of {@link Cells} of its random numbers.
 */
public final class Enumerated {
  /** More combinations than this are not tried. */
  public static final double LIMIT = 5e5;

  private static final int ROWS = 1024;

  private final double[][] mean;
  private final double[][] variance;
  private double value;

  private Enumerated(Problem problem) {
    mean = new double[problem.parameters().groups()][];
    variance = new double[mean.length][];
    for (int g = 0; g < mean.length; g++) {
      mean[g] = new double[problem.parameters().size(g)];
      variance[g] = new double[mean[g].length];
    }
  }

  /** {@return the exact mean, group by group} */
  public double[][] mean() {
    return mean;
  }

  /** {@return the exact variance, group by group} */
  public double[][] variance() {
    return variance;
  }

  /** {@return the exact mean of the reported value} */
  public double value() {
    return value;
  }

  /** One random number: a unit of a site in one of the samples that share a point. */
  private record Digit(String site, int unit, int sample, Cells cells) {}

  /** {@return the number of combinations at a point} */
  static double combinations(Estimator estimator, ContractProblem on, Cells.Fineness fineness) {
    double product = 1;
    for (Digit digit : digits(estimator, on, 0, fineness)) {
      product *= digit.cells.nodes().length;
    }
    return product;
  }

  /**
   * Enumerates.
   *
   * @param estimator recipe
   * @param on problem
   * @param fineness how the random numbers are cut
   * @param state adapted state, empty if none
   * @return the moments
   */
  static Enumerated of(
      Estimator estimator, ContractProblem on, Cells.Fineness fineness, double... state) {
    Enumerated result = new Enumerated(on.problem());
    int points = on.problem().points();
    for (int point = 0; point < points; point++) {
      result.addPoint(estimator, on, point, digits(estimator, on, point, fineness), state);
    }
    return result;
  }

  private static List<Digit> digits(
      Estimator estimator, ContractProblem on, int point, Cells.Fineness fineness) {
    Problem one = on.problem().at(point);
    List<Digit> digits = new ArrayList<>();
    SiteDraw recorder =
        SiteDraw.of(
            (site, unit, row, rows) -> {
              Cells cells = Cells.of(on.reference(), point, site, unit, fineness);
              digits.add(new Digit(site, unit, row, cells));
              return 0.5;
            });
    estimator.open(one).estimate(recorder, new MeanSink(one));
    return digits;
  }

  private void addPoint(
      Estimator estimator, ContractProblem on, int point, List<Digit> digits, double[] state) {
    long total = 1;
    Map<String, DigitPlace> places = new HashMap<>();
    for (Digit digit : digits) {
      double[] nodes = digit.cells.nodes();
      places.put(key(digit.site, digit.unit, digit.sample), new DigitPlace(nodes, (int) total));
      total *= nodes.length;
    }
    int rows = (int) Math.min(ROWS, total);
    Problem repeated = on.problem().repeat(point, rows);
    Session session = estimator.open(repeated);
    session.restore(state);
    RowSink sink = new RowSink(repeated);
    PointSums sums = new PointSums(mean);
    for (long first = 0; first < total; first += rows) {
      sink.clear();
      session.estimate(combinations(places, first, rows), sink);
      for (int r = 0; r < rows && first + r < total; r++) {
        sums.add(sink, r, rows, weight(digits, first + r));
      }
    }
    finish(sums, on.problem().points());
  }

  /** The nodes of a digit and how many combinations share one. */
  @SuppressWarnings("ArrayRecordComponent")
  private record DigitPlace(double[] nodes, int stride) {
    double at(long combination) {
      return nodes[(int) (combination / stride % nodes.length)];
    }
  }

  /** Row r % rows stands for a combination; rows beyond hold further samples of it. */
  private static Draw combinations(Map<String, DigitPlace> places, long first, int rows) {
    return SiteDraw.byUnit(
        (site, unit, readRows) -> {
          DigitPlace[] samples = new DigitPlace[readRows / rows];
          for (int s = 0; s < samples.length; s++) {
            samples[s] = places.get(key(site, unit, s));
          }
          return row -> samples[row / rows].at(first + row % rows);
        });
  }

  private static String key(String site, int unit, int sample) {
    return site + "#" + unit + "#" + sample;
  }

  private static double weight(List<Digit> digits, long combination) {
    double weight = 1;
    long rest = combination;
    for (Digit digit : digits) {
      double[] weights = digit.cells.weights();
      weight *= weights[(int) (rest % weights.length)];
      rest /= weights.length;
    }
    return weight;
  }

  private void finish(PointSums sums, int points) {
    value += sums.value / points;
    for (int g = 0; g < mean.length; g++) {
      for (int i = 0; i < mean[g].length; i++) {
        double m = sums.first[g][i];
        mean[g][i] += m / points;
        variance[g][i] += Math.max(0, sums.second[g][i] - m * m) / points / points;
      }
    }
  }

  /** Weighted sums at one point. */
  private static final class PointSums {
    private final double[][] first;
    private final double[][] second;
    private double value;

    PointSums(double[][] shape) {
      first = new double[shape.length][];
      second = new double[shape.length][];
      for (int g = 0; g < shape.length; g++) {
        first[g] = new double[shape[g].length];
        second[g] = new double[shape[g].length];
      }
    }

    void add(RowSink sink, int row, int rows, double weight) {
      value += weight * sink.value()[row];
      for (int g = 0; g < first.length; g++) {
        for (int i = 0; i < first[g].length; i++) {
          double x = sink.group(g)[i * rows + row];
          first[g][i] += weight * x;
          second[g][i] += weight * x * x;
        }
      }
    }
  }
}
