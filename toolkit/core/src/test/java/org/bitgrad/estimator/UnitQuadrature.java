package org.bitgrad.estimator;

import java.util.ArrayList;
import java.util.List;
import org.bitgrad.problem.Draw;
import org.bitgrad.problem.Problem;
import org.bitgrad.reference.GaussPoints;

/**
 * Mean and variance of estimates that are smooth functions of two uniform numbers u and v per unit
 * of one layer, on each side of {@code u = p}: products of Gauss rules on graded panels.
 */
final class UnitQuadrature {
  private final double[] mean;
  private final double[] variance;

  private UnitQuadrature(int units) {
    mean = new double[units];
    variance = new double[units];
  }

  /**
   * How numbers are integrated.
   *
   * @param levels panels are halved so often towards both ends of an interval; 0 for one panel
   * @param points Gauss points per panel
   */
  record Rule(int levels, int points) {}

  @SuppressWarnings("ArrayRecordComponent")
  private record Nodes(double[] at, double[] weights) {}

  double[] mean() {
    return mean;
  }

  double[] variance() {
    return variance;
  }

  static UnitQuadrature of(
      Estimator estimator, Problem problem, double[] p, Rule rule, double... state) {
    int units = p.length;
    List<Nodes> digits = new ArrayList<>();
    int rows = 1;
    for (int j = 0; j < units; j++) {
      digits.add(nodes(rule, 0, p[j], 1));
      digits.add(nodes(rule, 0, 1));
      rows *= digits.get(2 * j).at.length * digits.get(2 * j + 1).at.length;
    }
    Problem repeated = problem.repeat(0, rows);
    RowSink sink = new RowSink(repeated);
    Session session = estimator.open(repeated);
    session.restore(state.length == 0 ? session.state() : state);
    session.estimate(draw(digits), sink);
    return new UnitQuadrature(units).sum(sink.group(0), weights(digits, rows));
  }

  private UnitQuadrature sum(double[] estimates, double[] weights) {
    int rows = weights.length;
    for (int j = 0; j < mean.length; j++) {
      double square = 0;
      for (int r = 0; r < rows; r++) {
        double g = estimates[j * rows + r];
        mean[j] += weights[r] * g;
        square += weights[r] * g * g;
      }
      variance[j] = square - mean[j] * mean[j];
    }
    return this;
  }

  private static double[] weights(List<Nodes> digits, int rows) {
    double[] weights = new double[rows];
    for (int r = 0; r < rows; r++) {
      weights[r] = 1;
      int rest = r;
      for (Nodes digit : digits) {
        weights[r] *= digit.weights[rest % digit.at.length];
        rest /= digit.at.length;
      }
    }
    return weights;
  }

  private static Draw draw(List<Nodes> digits) {
    return new Draw() {
      @Override
      public void uniforms(String site, int rows, int units, double[] out) {
        int offset = site.startsWith("v") ? 1 : 0;
        int stride = 1;
        for (int d = 0; d < digits.size(); d++) {
          Nodes digit = digits.get(d);
          for (int r = 0; r < rows && d % 2 == offset; r++) {
            out[d / 2 * rows + r] = digit.at[r / stride % digit.at.length];
          }
          stride *= digit.at.length;
        }
      }

      @Override
      public Draw at(String name, long index) {
        throw new AssertionError("no part " + name);
      }
    };
  }

  private static Nodes nodes(Rule rule, double... ends) {
    double[][] gauss = GaussPoints.of(rule.points);
    List<double[]> found = new ArrayList<>();
    for (int i = 1; i < ends.length; i++) {
      List<Double> cuts = graded(rule.levels, ends[i - 1], ends[i]);
      for (int c = 1; c < cuts.size(); c++) {
        double half = (cuts.get(c) - cuts.get(c - 1)) / 2;
        double middle = (cuts.get(c) + cuts.get(c - 1)) / 2;
        for (int k = 0; k < rule.points; k++) {
          found.add(new double[] {middle + half * gauss[0][k], half * gauss[1][k]});
        }
      }
    }
    return new Nodes(
        found.stream().mapToDouble(n -> n[0]).toArray(),
        found.stream().mapToDouble(n -> n[1]).toArray());
  }

  private static List<Double> graded(int levels, double from, double to) {
    List<Double> cuts = new ArrayList<>();
    double width = to - from;
    cuts.add(from);
    for (int l = levels; l > 1; l--) {
      cuts.add(from + width * Math.pow(2, -l));
    }
    if (levels > 0) {
      cuts.add(from + width / 2);
    }
    for (int l = 2; l <= levels; l++) {
      cuts.add(to - width * Math.pow(2, -l));
    }
    cuts.add(to);
    return cuts;
  }
}
