package org.bitgrad.estimator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.bitgrad.estimator.contract.ContractProblem;
import org.bitgrad.estimator.contract.ContractProblems;
import org.bitgrad.estimator.contract.SiteDraw;
import org.bitgrad.estimator.score.Loorf;
import org.bitgrad.problem.BernoulliProblem;
import org.bitgrad.problem.Problem;
import org.bitgrad.random.Noise;
import org.bitgrad.reference.Output;
import org.bitgrad.reference.Paths;
import org.bitgrad.reference.ReferenceNetwork;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * VarGrad: the derivative of half the sample variance of log-ratios, the samples held fixed, is
 * leave-one-out REINFORCE on the same samples. By central differences.
 */
class VarGradTest {
  private static final double STEP = 1e-5;

  /** Error of central differences of numbers of the order of 1. */
  private static final double TOLERANCE = 1e-9;

  /** Some samples have equal losses; not all of a test's. */
  private static final double CLEAR = 0.01;

  private static final int DRAWS = 5;

  private static double[] leaveOneOut(int n, Problem problem, long seed) {
    MeanSink sink = new MeanSink(problem);
    sink.clear();
    new Loorf(n).open(problem).estimate(SiteDraw.random(seed), sink);
    sink.finish();
    return sink.gradient().flat().clone();
  }

  private static double halfVariance(double... numbers) {
    double mean = Arrays.stream(numbers).average().orElseThrow();
    double squares = Arrays.stream(numbers).map(x -> (x - mean) * (x - mean)).sum();
    return squares / (numbers.length - 1) / 2;
  }

  /** Gives the largest number. */
  private static double assertClose(double[] expected, double[] actual) {
    assertArrayEquals(expected, actual, TOLERANCE);
    return Arrays.stream(expected).map(Math::abs).max().orElseThrow();
  }

  /** Fills in the paths that a seed gives, as many as there is room for, and gives their losses. */
  private static double[] sample(ReferenceNetwork net, int point, long seed, int[][][] to) {
    double[] f = new double[to.length];
    for (int k = 0; k < f.length; k++) {
      to[k] = new int[net.layers()][];
      for (int l = 0; l < net.layers(); l++) {
        to[k][l] = new int[net.units(l)];
        double[] inputs = net.inputs(l, to[k], point);
        for (int j = 0; j < net.units(l); j++) {
          double p = net.probability(l, net.a(l, j, inputs), 1);
          double u = SiteDraw.number(seed, "layer" + (l + 1), j, k * net.points() + point);
          to[k][l][j] = u < p ? 1 : 0;
        }
      }
      f[k] = net.loss(to[k], point);
    }
    return f;
  }

  /** Half the sample variance of {@code own + log q'}, mean over points. */
  private static double logVariance(ReferenceNetwork net, int[][][][] paths, double[][] own) {
    double mean = 0;
    for (int point = 0; point < net.points(); point++) {
      double[] ratios = own[point].clone();
      for (int k = 0; k < ratios.length; k++) {
        ratios[k] += Math.log(Paths.probability(net, point, paths[point][k]));
      }
      mean += halfVariance(ratios) / net.points();
    }
    return mean;
  }

  /** At the own law q' = q the ratios {@code f + log q' - log q} are the losses. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 5})
  void slopeOfTheVarianceOfLogRatiosIsLeaveOneOutInANetwork(int n) {
    ReferenceNetwork net =
        ContractProblems.network(
            "2-3-2-1",
            Output.LOGISTIC,
            1,
            new int[] {2, 3, 2},
            Noise.gaussian(0.8),
            Noise.logistic());
    Problem problem = ContractProblem.of(net).problem();
    double largest = 0;
    for (int seed = 1; seed <= DRAWS; seed++) {
      int[][][][] paths = new int[net.points()][n][][];
      double[][] own = new double[net.points()][];
      for (int point = 0; point < net.points(); point++) {
        own[point] = sample(net, point, seed, paths[point]);
        for (int k = 0; k < n; k++) {
          own[point][k] -= Math.log(Paths.probability(net, point, paths[point][k]));
        }
      }
      MeanSink sink = new MeanSink(problem);
      sink.clear();
      new Loorf(n).open(problem).estimate(SiteDraw.random(seed), sink);
      sink.finish();
      for (int g = 0; g < net.layers(); g++) {
        double[] slope = new double[net.groups()[g].length];
        for (int i = 0; i < slope.length; i++) {
          double at = net.groups()[g][i];
          net.groups()[g][i] = at + STEP;
          double above = logVariance(net, paths, own);
          net.groups()[g][i] = at - STEP;
          double below = logVariance(net, paths, own);
          net.groups()[g][i] = at;
          slope[i] = (above - below) / (2 * STEP);
        }
        largest = Math.max(largest, assertClose(slope, sink.gradient().group(g)));
      }
    }
    assertTrue(largest > CLEAR, "largest " + largest);
  }

  private static final double[] TARGET = {0.3, -0.8, 1.1};

  private static double logProbability(double[] logits, double[] bits) {
    double log = 0;
    for (int j = 0; j < logits.length; j++) {
      log -= Math.log1p(Math.exp(bits[j] == 1 ? -logits[j] : logits[j]));
    }
    return log;
  }

  /**
   * Variational inference: the loss is {@code log q - log p}, and the ratio {@code log q' - log p}.
   */
  @ParameterizedTest
  @ValueSource(ints = {2, 4})
  void slopeOfTheLogVarianceLossIsLeaveOneOutOfTheDivergence(int n) {
    double[] logits = {-0.9, 0.4, 1.6};
    Problem problem =
        BernoulliProblem.of(
            (bits, out) -> {
              for (int r = 0; r < bits.rows(); r++) {
                double[] b = {bits.get(r, 0), bits.get(r, 1), bits.get(r, 2)};
                out[r] = logProbability(logits, b) - logProbability(TARGET, b);
              }
            },
            logits);
    double largest = 0;
    for (int seed = 1; seed <= DRAWS; seed++) {
      double[][] bits = new double[n][logits.length];
      for (int k = 0; k < n; k++) {
        for (int j = 0; j < logits.length; j++) {
          double p = 1 / (1 + Math.exp(-logits[j]));
          bits[k][j] = SiteDraw.number(seed, "layer1", j, k) < p ? 1 : 0;
        }
      }
      double[] slope = new double[logits.length];
      for (int j = 0; j < slope.length; j++) {
        for (int sign = -1; sign <= 1; sign += 2) {
          double[] moved = logits.clone();
          moved[j] += sign * STEP;
          double[] ratios = new double[n];
          for (int k = 0; k < n; k++) {
            ratios[k] = logProbability(moved, bits[k]) - logProbability(TARGET, bits[k]);
          }
          slope[j] += sign * halfVariance(ratios) / (2 * STEP);
        }
      }
      largest = Math.max(largest, assertClose(slope, leaveOneOut(n, problem, seed)));
    }
    assertTrue(largest > CLEAR, "largest " + largest);
  }
}
