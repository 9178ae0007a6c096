package org.bitgrad.estimator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.bitgrad.estimator.contract.SiteDraw;
import org.bitgrad.exact.ExactMoments;
import org.bitgrad.problem.Draw;
import org.bitgrad.problem.Problem;
import org.bitgrad.random.RandomStream;
import org.junit.jupiter.api.Test;

/** REINFORCE with the best constant of each unit: what it learns, and that it is the best. */
class BestConstantTest {
  private static final Estimator BEST = Estimators.parse("reinforce(baseline=optimal)");

  private static final UnbiasedSmall GOLDEN = UnbiasedSmall.read();

  private static final String ENTRY = "reinforce_optimal_coordinate_baseline_n1";

  private static final int STEPS = 50;

  /** Losses weighted with the given power of the score's size, over the draws of adaptation. */
  private static double[] weighted(double power) {
    double[] p = GOLDEN.numbers("case", "p");
    double[] f = GOLDEN.numbers("f_table");
    double[] sums = new double[p.length];
    double[] weights = new double[p.length];
    for (int step = 0; step < STEPS; step++) {
      int state = 0;
      for (int i = 0; i < p.length; i++) {
        state = 2 * state + (SiteDraw.number(step, "layer1", i, 0) < p[i] ? 1 : 0);
      }
      for (int i = 0; i < p.length; i++) {
        double score = (state >> (p.length - 1 - i) & 1) - p[i];
        double weight = Math.pow(Math.abs(score), power);
        weights[i] += weight;
        sums[i] += weight * f[state];
      }
    }
    for (int i = 0; i < p.length; i++) {
      sums[i] /= weights[i];
    }
    return sums;
  }

  /** The score itself as weight gives other constants, as does no weight. */
  @Test
  void itIsTheMeanOfTheLossesWeightedWithSquaredScores() {
    Session session = BEST.open(GOLDEN.table());
    for (int step = 0; step < STEPS; step++) {
      session.adapt(SiteDraw.random(step));
    }
    double[] learned = Arrays.copyOf(session.state(), 4);
    assertArrayEquals(weighted(2), learned, 1e-12);
    for (double wrong : new double[] {0, 1}) {
      double[] other = weighted(wrong);
      for (int i = 0; i < other.length; i++) {
        assertTrue(Math.abs(other[i] - learned[i]) > 1e-3, "unit " + i + ", power " + wrong);
      }
    }
  }

  private static double[] variance(double... constants) {
    double[] state = Arrays.copyOf(constants, 2 * constants.length);
    return ExactMoments.given(BEST, GOLDEN.table(), state).variance().flat();
  }

  /** The variance is a parabola with its minimum there: {@code (c - best)^2 p (1 - p)} more. */
  @Test
  void everyOtherConstantVariesMore() {
    double[] p = GOLDEN.numbers("case", "p");
    double[] best = GOLDEN.numbers("estimators", ENTRY, "baseline");
    double[] least = variance(best);
    for (double off : new double[] {-2, -0.01, 0.01, 2}) {
      double[] others = variance(Arrays.stream(best).map(c -> c + off).toArray());
      for (int i = 0; i < p.length; i++) {
        assertEquals(off * off * p[i] * (1 - p[i]), others[i] - least[i], 1e-12);
      }
    }
  }

  /**
   * After 20 000 draws each constant is within 5 standard errors of the best one (false alarm 4 x
   * 5.7e-7); the mean of the losses, which equal weights would give, is at least 14 off.
   */
  @Test
  void itComesCloseToTheBestConstant() {
    int draws = 20_000;
    Problem problem = GOLDEN.table().repeat(0, 100);
    Session session = BEST.open(problem);
    for (int step = 0; step < draws / 100; step++) {
      session.adapt(Draw.of(RandomStream.of(17, "best").child(step)));
    }
    double[] p = GOLDEN.numbers("case", "p");
    double[] best = GOLDEN.numbers("estimators", ENTRY, "baseline");
    double mean = GOLDEN.at("expected_f").asDouble();
    for (int i = 0; i < p.length; i++) {
      double error = standardError(i, p, best[i]) / Math.sqrt(draws);
      assertEquals(best[i], session.state()[i], 5 * error, "unit " + i);
      assertTrue(Math.abs(mean - best[i]) > 14 * error, "unit " + i);
    }
  }

  /** Of a ratio of means: the deviation of {@code s^2 (f - best)}, over the mean of s^2. */
  private static double standardError(int unit, double[] p, double best) {
    double[] f = GOLDEN.numbers("f_table");
    double square = 0;
    for (int s = 0; s < f.length; s++) {
      double probability = 1;
      for (int i = 0; i < p.length; i++) {
        probability *= (s >> (p.length - 1 - i) & 1) == 1 ? p[i] : 1 - p[i];
      }
      double score = (s >> (p.length - 1 - unit) & 1) - p[unit];
      square += probability * Math.pow(score * score * (f[s] - best), 2);
    }
    return Math.sqrt(square) / (p[unit] * (1 - p[unit]));
  }
}
