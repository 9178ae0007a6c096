package org.bitgrad.exact;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bitgrad.estimator.Estimator;
import org.bitgrad.estimator.RowSink;
import org.bitgrad.estimator.Session;
import org.bitgrad.estimator.score.Reinforce;
import org.bitgrad.problem.BitLoss;
import org.bitgrad.problem.Draw;
import org.bitgrad.problem.Loss;
import org.bitgrad.problem.Problem;

/**
 * Mean and variance at one point of REINFORCE with the leave-one-out baseline (LOORF) for any
 * number {@code n} of samples. It is the U-statistic of the kernel {@code (f - f')(s - s') / 2} of
 * two samples with losses {@code f} and scores {@code s}; with {@code c = f - E f} and {@code g =
 * E[c s]} (W. Hoeffding 1948),
 *
 * <pre>
 * Var(n) = (4 (n - 2) zeta1 + 2 zeta2) / (n (n - 1))
 * zeta1 = (E[c^2 s^2] - g^2) / 4,   zeta2 = (E[c^2 s^2] + E[c^2] E[s^2]) / 2
 * </pre>
 *
 * so that the outcomes of one sample suffice. The loss's own parameters take the mean of n samples.
 */
final class LeaveOneOutMoments {
  /** One sample without baseline; its outcomes are those of a single path. */
  static final Estimator PATH = new Reinforce();

  /** Its estimates are the scores: no digit of them depends on the size of the loss. */
  private static final Loss ONE =
      BitLoss.of("one", (bits, out) -> Arrays.fill(out, 0, bits.rows(), 1));

  private static final int ROWS = 256;

  private final Problem problem;
  private final OutcomeDigits digits;
  private final int rows;
  private final Session path;
  private final Session unit;
  private final RowSink losses;
  private final RowSink scores;
  private final MomentSum value = new MomentSum(1);
  private final List<MomentSum> plain = new ArrayList<>();
  private final List<double[]> squaredScores = new ArrayList<>();
  private final List<double[]> products = new ArrayList<>();
  private final List<double[]> squaredProducts = new ArrayList<>();

  private LeaveOneOutMoments(Problem problem, int point, OutcomeDigits digits) {
    this.problem = problem;
    this.digits = digits;
    rows = (int) Math.min(ROWS, digits.count());
    Problem repeated = problem.repeat(point, rows);
    path = PATH.open(repeated);
    Problem one = Problem.of(repeated.chain(), ONE);
    unit = PATH.open(one);
    losses = new RowSink(repeated);
    scores = new RowSink(one);
    for (int g = 0; g < problem.parameters().groups(); g++) {
      int size = problem.parameters().size(g);
      plain.add(new MomentSum(size));
      squaredScores.add(new double[size]);
      products.add(new double[size]);
      squaredProducts.add(new double[size]);
    }
  }

  static PointMoments of(Estimator estimator, Problem problem, int point, OutcomeDigits digits) {
    int layers = problem.chain().layers();
    long n = estimator.traits().cost().evaluations(layers, problem.chain().units(layers - 1));
    LeaveOneOutMoments sums = new LeaveOneOutMoments(problem, point, digits);
    sums.everyOutcome(weights -> sums.value.add(sums.losses.value().clone(), weights));
    sums.everyOutcome(sums::add);
    return sums.moments(n);
  }

  private interface Block {
    void take(double[] weights);
  }

  private void everyOutcome(Block block) {
    Outcomes outcomes = new Outcomes(digits, rows);
    for (long first = 0; first < outcomes.count(); first += rows) {
      OracleRun.stopIfInterrupted();
      losses.clear();
      scores.clear();
      Draw draw = outcomes.select(first);
      path.estimate(draw, losses);
      double[] weights = outcomes.weights().clone();
      unit.estimate(outcomes.select(first), scores);
      block.take(weights);
    }
  }

  private void add(double[] weights) {
    double mean = value.mean()[0];
    for (int g = 0; g < problem.chain().parameters().groups(); g++) {
      double[] of = scores.group(g);
      for (int i = 0; i < products.get(g).length; i++) {
        for (int r = 0; r < rows; r++) {
          if (weights[r] != 0) {
            double s = of[i * rows + r];
            double cs = (losses.value()[r] - mean) * s;
            squaredScores.get(g)[i] += weights[r] * s * s;
            products.get(g)[i] += weights[r] * cs;
            squaredProducts.get(g)[i] += weights[r] * cs * cs;
          }
        }
      }
    }
    for (int g = 0; g < plain.size(); g++) {
      plain.get(g).add(losses.group(g), weights);
    }
  }

  private PointMoments moments(long n) {
    List<MomentSum> groups = new ArrayList<>();
    int chainGroups = problem.chain().parameters().groups();
    for (int g = 0; g < plain.size(); g++) {
      groups.add(g < chainGroups ? scored(g, n) : plain.get(g).ofMean(n));
    }
    return new PointMoments(groups, value.ofMean(n));
  }

  private MomentSum scored(int g, long n) {
    double[] variance = new double[products.get(g).length];
    for (int i = 0; i < variance.length; i++) {
      double mean = products.get(g)[i];
      double square = squaredProducts.get(g)[i];
      double zeta1 = (square - mean * mean) / 4;
      double zeta2 = (square + value.variance()[0] * squaredScores.get(g)[i]) / 2;
      variance[i] = (4 * (n - 2) * zeta1 + 2 * zeta2) / (n * (n - 1.0));
    }
    return MomentSum.known(products.get(g), variance);
  }
}
