package org.bitgrad.papers.straightthrough2021;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bitgrad.estimator.Estimators;
import org.bitgrad.estimator.MeanSink;
import org.bitgrad.network.Batch;
import org.bitgrad.network.OutputLoss;
import org.bitgrad.network.StochasticBinaryNetwork;
import org.bitgrad.network.WarpedChain;
import org.bitgrad.problem.Draw;
import org.bitgrad.problem.Gradient;
import org.bitgrad.problem.Problem;
import org.bitgrad.random.Noise;
import org.bitgrad.random.RandomStream;
import org.bitgrad.report.RecordTable;

/**
 * How much estimates change when a network is written in another way, at the same noise.
 *
 * @param rows one per way and estimator
 */
record Invariances(List<Row> rows) {
  private static final RecordTable<Row> TABLE =
      RecordTable.of(Row.class, "way", "estimator", "largest_change");

  static final String FILE = "invariances.csv";
  static final String FLIP = "a unit negated";
  static final String NOISE = "another noise variable";
  static final List<String> PROXIES = List.of("st-hardtanh", "st-identity(mean)");

  private static final List<String> ESTIMATORS =
      List.of("st", "st-hardtanh", "st-identity(mean)", "concrete(0.5)", "psa", "reinforce");
  private static final List<Noise> OWN = List.of(Noise.logistic(), Noise.gaussian(1));
  private static final List<Noise> OTHERS =
      List.of(Noise.logistic(2.5), Noise.uniform(1.7), Noise.triangular(0.6), Noise.gaussian(1.3));
  private static final int DRAWS = 4;

  /** Differences of rounding where a group is all but 0. */
  private static final double NOTHING = 1e-13;

  Invariances {
    rows = List.copyOf(rows);
  }

  /**
   * A change.
   *
   * @param way in which the network is written
   * @param estimator name
   * @param change largest, relative to the group's largest number in both ways
   */
  record Row(String way, String estimator, double change) {}

  static Gradient estimate(String name, Problem problem, RandomStream stream) {
    return estimate(name, problem, Draw.of(stream));
  }

  private static Gradient estimate(String name, Problem problem, Draw draw) {
    MeanSink sink = new MeanSink(problem);
    Estimators.parse(name).open(problem).estimate(draw, sink);
    sink.finish();
    return sink.gradient();
  }

  static Invariances run(Plan plan, long seed) {
    List<Row> rows = new ArrayList<>();
    for (String name : ESTIMATORS) {
      double flip = 0;
      double warp = 0;
      for (Noise noise : OWN) {
        for (int i = 0; i < plan.networks(); i++) {
          RandomStream stream = StraightThrough2021.stream(seed, "invariances").child(i);
          flip = Math.max(flip, underFlip(name, stream, noise));
          warp = Math.max(warp, underNoise(name, stream, noise));
        }
      }
      rows.add(new Row(FLIP, name, flip));
      rows.add(new Row(NOISE, name, warp));
    }
    return new Invariances(rows);
  }

  /** Each unit in turn: its row and the column that reads it change their signs. */
  private static double underFlip(String name, RandomStream stream, Noise noise) {
    StochasticBinaryNetwork net = SmallNetworks.network(stream, noise, OutputLoss.LOGISTIC);
    Batch input = SmallNetworks.input(stream);
    double change = 0;
    for (int layer = 0; layer < net.layers(); layer++) {
      for (int unit = 0; unit < net.sizes()[layer + 1]; unit++) {
        StochasticBinaryNetwork other = net.copy();
        negate(other, layer, unit, other.group(layer), other.group(layer + 1));
        Draw draw = Draw.of(stream.child("draw"));
        double[][] right = groups(estimate(name, net.on(input), draw));
        negate(net, layer, unit, right[layer], right[layer + 1]);
        Draw mirrored = new MirroredDraw(draw, layer, unit);
        double[][] left = groups(estimate(name, other.on(input), mirrored));
        change = Math.max(change, change(right, left));
      }
    }
    return change;
  }

  private static void negate(
      StochasticBinaryNetwork net, int layer, int unit, double[] own, double[] next) {
    int in = net.sizes()[layer];
    int out = net.sizes()[layer + 1];
    for (int i = 0; i < in; i++) {
      own[unit * in + i] *= -1;
    }
    own[out * in + unit] *= -1;
    for (int j = 0; j < net.sizes()[layer + 2]; j++) {
      next[j * out + unit] *= -1;
    }
  }

  private static double underNoise(String name, RandomStream stream, Noise noise) {
    Problem problem =
        SmallNetworks.network(stream, noise, OutputLoss.LOGISTIC).on(SmallNetworks.input(stream));
    double change = 0;
    for (Noise other : OTHERS) {
      Problem warped = Problem.of(new WarpedChain(problem.chain(), other), problem.loss());
      for (int d = 0; d < DRAWS; d++) {
        RandomStream draw = stream.child("draw").child(d);
        double[][] right = groups(estimate(name, problem, draw));
        double[][] left = groups(estimate(name, warped, draw));
        change = Math.max(change, change(right, left));
      }
    }
    return change;
  }

  private static double[][] groups(Gradient gradient) {
    double[][] groups = new double[gradient.layout().groups()][];
    Arrays.setAll(groups, g -> gradient.group(g).clone());
    return groups;
  }

  private static double change(double[][] right, double[][] left) {
    double change = 0;
    for (int g = 0; g < right.length; g++) {
      double scale = Math.max(largest(right[g]), largest(left[g]));
      for (int i = 0; i < right[g].length; i++) {
        double difference = Math.abs(right[g][i] - left[g][i]);
        change = Math.max(change, difference < NOTHING ? 0 : difference / scale);
      }
    }
    return change;
  }

  private static double largest(double... group) {
    return Arrays.stream(group).map(Math::abs).max().orElse(0);
  }

  double of(String way, String estimator) {
    return rows.stream()
        .filter(row -> row.way.equals(way) && row.estimator.equals(estimator))
        .mapToDouble(Row::change)
        .findFirst()
        .orElseThrow();
  }

  String csv() {
    return TABLE.text(rows);
  }

  static Invariances parse(String text) {
    return new Invariances(TABLE.rows(text));
  }
}
