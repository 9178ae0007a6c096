package org.bitgrad.network;

import static org.bitgrad.network.SmallNetworks.path;
import static org.bitgrad.network.SmallNetworks.random;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.stream.LongStream;
import org.bitgrad.problem.Chain;
import org.bitgrad.problem.Gradient;
import org.bitgrad.problem.Problem;
import org.bitgrad.problem.SampledPath;
import org.bitgrad.problem.SlowForms;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NetworkPassTest {
  private static final double TOLERANCE = 1e-10;

  static LongStream seeds() {
    return LongStream.range(0, 200);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void fastFlipBackIsFlipByFlip(long seed) {
    Problem problem = SmallNetworks.problem(seed);
    SampledPath path = path(problem, seed, 3);
    Chain chain = problem.chain();
    for (int k = 1; k < chain.layers(); k++) {
      double[] delta = random(seed, "delta" + k, chain.units(k) * path.rows());
      double[] fast = new double[chain.units(k - 1) * path.rows()];
      double[] slow = fast.clone();
      double[] a = path.preactivations(k);
      path.pass().flipBack(k, path.previous(k), path.states(k), a, delta, fast);
      SlowForms.flipBack(path.pass(), k, path.previous(k), path.states(k), a, delta, slow);
      assertArrayEquals(slow, fast, TOLERANCE);
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void rowsOfPullBackAddUpToIt(long seed) {
    Problem problem = SmallNetworks.problem(seed);
    SampledPath path = path(problem, seed, 2);
    Chain chain = problem.chain();
    Gradient gradient = Gradient.zeros(chain.parameters());
    for (int k = 0; k < chain.layers(); k++) {
      double[] da = random(seed, "da" + k, chain.units(k) * path.rows());
      path.pass().pullBack(k, path.previous(k), da, gradient);
      double[] rows = new double[chain.parameters().size(k) * path.rows()];
      path.pass().pullBackRows(k, path.previous(k), da, rows);
      assertArrayEquals(gradient.group(k), sumsOverRows(rows, path.rows()), TOLERANCE);
    }
  }

  static double[] sumsOverRows(double[] rows, int count) {
    double[] sums = new double[rows.length / count];
    for (int i = 0; i < rows.length; i++) {
      sums[i / count] += rows[i];
    }
    return sums;
  }
}
