package org.bitgrad.estimator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bitgrad.problem.BernoulliProblem;
import org.bitgrad.problem.BitLoss;
import org.bitgrad.problem.Draw;
import org.bitgrad.problem.Encoding;
import org.bitgrad.problem.Problem;
import org.bitgrad.random.Noise;
import org.bitgrad.random.RandomStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What estimators lower when they adapt is the square of their estimate. */
class AdaptationTest {
  private static final double STEP = 1e-5;

  /** Error of central differences, relative to the largest derivative. */
  private static final double TOLERANCE = 1e-6;

  /** Adam's first moment after one step from 0 is this share of the derivative. */
  private static final double FIRST_SHARE = 0.1;

  private static Problem problem() {
    return BernoulliProblem.of(RebarTest.WAVY, Noise.gaussian(0.8), Encoding.SPINS, 0.4, -0.7, 0.2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"double-cv(2)", "double-cv(4)", "relax(0.7)", "rodeo(2)", "rodeo(4)"})
  void stepsGoAgainstTheSlopeOfTheSquaredEstimate(String name) {
    Problem problem = problem();
    Session session = Estimators.parse(name).open(problem);
    double[] start = session.state();
    int size = (start.length - 1) / 3;
    RandomStream stream = RandomStream.of(31, name);
    for (int i = 0; i < size; i++) {
      start[i] += 0.4 * stream.uniform(i) - 0.2;
    }
    for (int t = 0; t < 3; t++) {
      Draw draw = Draw.of(stream.child("draw").child(t));
      session.restore(start);
      session.adapt(draw);
      double[] after = session.state();
      assertEquals(1, after[3 * size]);
      double[] expected = new double[size];
      double[] actual = new double[size];
      double largest = 0;
      for (int i = 0; i < size; i++) {
        actual[i] = after[size + i] / FIRST_SHARE;
        expected[i] = slope(session, problem, draw, start, i);
        largest = Math.max(largest, Math.abs(expected[i]));
        assertTrue(actual[i] == 0 || (after[i] < start[i]) == (actual[i] > 0), "number " + i);
      }
      assertTrue(largest > 0);
      assertArrayEquals(expected, actual, TOLERANCE * largest);
    }
  }

  private static double slope(
      Session session, Problem problem, Draw draw, double[] start, int number) {
    double[] moved = start.clone();
    moved[number] = start[number] + STEP;
    double above = square(session, problem, draw, moved);
    moved[number] = start[number] - STEP;
    return (above - square(session, problem, draw, moved)) / (2 * STEP);
  }

  private static double square(Session session, Problem problem, Draw draw, double[] state) {
    session.restore(state);
    MeanSink sink = new MeanSink(problem);
    session.estimate(draw, sink);
    sink.finish();
    double square = 0;
    for (double g : sink.gradient().flat()) {
      square += g * g;
    }
    return square;
  }

  /** Points are averaged over: a batch of equal draws at equal points is one of them. */
  @ParameterizedTest
  @ValueSource(strings = {"double-cv(2)", "relax(0.7)", "relax(0.7,n=6)", "rodeo(3)"})
  void equalPointsAdaptLikeOne(String name) {
    Estimator estimator = Estimators.parse(name);
    Problem problem = problem();
    Session one = estimator.open(problem);
    Session three = estimator.open(problem.at(0, 0, 0));
    for (int t = 0; t < 5; t++) {
      Draw draw = Draw.of(RandomStream.of(32, name).child(t));
      one.adapt(draw);
      three.adapt(repeated(draw, 3));
    }
    // Adam divides by the size of a derivative, so that rounding shows where it is nearly 0.
    assertArrayEquals(one.state(), three.state(), 1e-9);
  }

  private static Draw repeated(Draw draw, int times) {
    return new Draw() {
      @Override
      public void uniforms(String site, int rows, int units, double[] out) {
        double[] once = new double[rows / times * units];
        draw.uniforms(site, rows / times, units, once);
        for (int i = 0; i < rows * units; i++) {
          out[i] = once[i / times];
        }
      }

      @Override
      public Draw at(String name, long index) {
        return repeated(draw.at(name, index), times);
      }
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"double-cv", "relax", "rodeo"})
  void whatIsNotFiniteStopsTheStep(String name) {
    BitLoss huge =
        BitLoss.of(
            "huge",
            (bits, out) -> {
              for (int r = 0; r < bits.rows(); r++) {
                out[r] = 1e200 * bits.sum(r);
              }
            },
            (bits, out) -> java.util.Arrays.fill(out, 1e200));
    Problem problem = BernoulliProblem.of(huge, Noise.logistic(), Encoding.BITS, 0.1, -0.3);
    Session session = Estimators.parse(name).open(problem);
    ArithmeticException stop =
        assertThrows(
            ArithmeticException.class,
            () -> {
              for (int t = 0; t < 20; t++) {
                session.adapt(Draw.of(RandomStream.of(33, "huge").child(t)));
              }
            });
    assertTrue(stop.getMessage().contains("squared estimate"), stop.getMessage());
  }

  @Test
  void statesThatCannotBeAreRefused() {
    Session session = Estimators.parse("relax").open(problem());
    double[] state = session.state();
    state[0] = Double.NaN;
    String message =
        assertThrows(IllegalArgumentException.class, () -> session.restore(state)).getMessage();
    assertTrue(message.contains("state") && message.contains("NaN"), message);
  }
}
