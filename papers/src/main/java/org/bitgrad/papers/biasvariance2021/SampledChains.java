package org.bitgrad.papers.biasvariance2021;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bitgrad.analysis.Interval;
import org.bitgrad.estimator.RowSink;
import org.bitgrad.estimator.Session;
import org.bitgrad.estimator.relaxed.Concrete;
import org.bitgrad.problem.Draw;
import org.bitgrad.problem.Problem;
import org.bitgrad.random.RandomStream;
import org.bitgrad.report.RecordTable;

/**
 * Gradients of relaxed chains that are zero, nearly zero, or not.
 *
 * @param rows one per length and temperature
 */
record SampledChains(List<Row> rows) {
  private static final RecordTable<Row> TABLE =
      RecordTable.of(
          Row.class,
          "units",
          "tau",
          "all_slopes_exact",
          "chains",
          "all_slopes",
          "nearly_zero",
          "exactly_zero");

  static final String FILE = "chains.csv";
  static final double COLDEST = 1e-3;
  private static final double WARMEST = 1;
  private static final int TEMPERATURES = 13;
  private static final int BLOCK = 1000;

  SampledChains {
    rows = List.copyOf(rows);
  }

  /**
   * Counts at a temperature.
   *
   * @param units length of the chain
   * @param tau temperature
   * @param exact probability that every slope is at least {@link Chains#LEAST}
   * @param chains how many were sampled
   * @param all how many of them have every slope at least {@link Chains#LEAST}
   * @param small how many have a gradient below {@link Chains#LEAST} times the exact one
   * @param zero how many have a gradient of exactly 0
   */
  record Row(int units, double tau, double exact, int chains, int all, int small, int zero) {
    Interval allInterval() {
      return Interval.ofProbability(all, chains);
    }

    Interval smallInterval() {
      return Interval.ofProbability(small, chains);
    }

    Interval zeroInterval() {
      return Interval.ofProbability(zero, chains);
    }
  }

  static double[] grid() {
    return Plan.grid(COLDEST, WARMEST, TEMPERATURES);
  }

  static SampledChains run(Plan plan, long seed) throws InterruptedException {
    List<Row> rows = new ArrayList<>();
    double[] grid = grid();
    double[][] exact =
        Arrays.stream(grid).mapToObj(Chains::allSlopesAtLeast).toArray(double[][]::new);
    for (int units = 1; units <= Chains.LONGEST; units++) {
      for (int i = 0; i < grid.length; i++) {
        RandomStream stream =
            RandomStream.of(seed, BiasVariance2021.PAPER, "chains").child(units).child(i);
        Counter counter = new Counter(units, grid[i]);
        counter.count(stream, plan.chains());
        rows.add(counter.row(exact[i][units - 1]));
        if (Thread.interrupted()) {
          throw new InterruptedException("the run was interrupted");
        }
      }
    }
    return new SampledChains(rows);
  }

  /** Counts gradients, a block of chains at a time. */
  private static final class Counter {
    private final int units;
    private final double tau;
    private final double bound;
    private final Session session;
    private final RowSink sink;
    private int counted;
    private int all;
    private int small;
    private int zero;

    Counter(int units, double tau) {
      this.units = units;
      this.tau = tau;
      bound = Chains.LEAST * Chains.gradient(units);
      Problem problem = Chains.problem(units).repeat(0, BLOCK);
      session = new Concrete(tau).open(problem);
      sink = new RowSink(problem);
    }

    void count(RandomStream stream, int chains) {
      for (int block = 0; block < chains / BLOCK; block++) {
        sink.clear();
        session.estimate(Draw.of(stream.child(block)), sink);
        for (int r = 0; r < BLOCK; r++) {
          double gradient = derivative(0, r);
          zero += gradient == 0 ? 1 : 0;
          small += gradient < bound ? 1 : 0;
          all += everySlopeIsLarge(r) ? 1 : 0;
        }
      }
      counted += chains / BLOCK * BLOCK;
    }

    Row row(double exact) {
      return new Row(units, tau, exact, counted, all, small, zero);
    }

    /** In a unit's pre-activation: that in its bias, which follows its weight. */
    private double derivative(int layer, int row) {
      return sink.group(layer)[BLOCK + row];
    }

    private boolean everySlopeIsLarge(int row) {
      double after = 1;
      for (int l = units - 1; l >= 0; l--) {
        double here = derivative(l, row);
        if (here < Chains.LEAST * after) {
          return false;
        }
        after = here;
      }
      return true;
    }
  }

  List<Row> of(int units) {
    return rows.stream().filter(r -> r.units == units).toList();
  }

  String csv() {
    return TABLE.text(rows);
  }

  static SampledChains parse(String text) {
    return new SampledChains(TABLE.rows(text));
  }
}
