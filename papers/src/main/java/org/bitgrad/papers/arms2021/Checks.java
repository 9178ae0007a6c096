package org.bitgrad.papers.arms2021;

import java.util.Arrays;
import org.bitgrad.analysis.GradientStudy;
import org.bitgrad.analysis.StudyRow;
import org.bitgrad.estimator.Estimator;
import org.bitgrad.estimator.Estimators;
import org.bitgrad.estimator.RowSink;
import org.bitgrad.estimator.coupled.Arms;
import org.bitgrad.exact.ExactMoments;
import org.bitgrad.exact.ExactOracle;
import org.bitgrad.exact.Moments;
import org.bitgrad.problem.Draw;
import org.bitgrad.problem.Problem;
import org.bitgrad.random.Copulas;
import org.bitgrad.random.RandomStream;
import org.bitgrad.report.Measurement;

/** Claims 1 to 3: the mean of ARMS, and what it becomes in two special cases. */
final class Checks {
  /** Differences below this, relative to the numbers compared, are rounding. */
  static final double ROUNDING = 1e-10;

  private static final int MOST_SAMPLES = 5;
  private static final int FUNCTIONS = 10;
  private static final int PAIRS = 10_000;

  private Checks() {}

  static Measurement bias(long seed) {
    double largest = 0;
    int cases = 0;
    for (int bits = 1; bits <= Sweep.MOST_BITS; bits++) {
      for (int i = 0; i < FUNCTIONS; i++) {
        Problem problem = RandomFunctions.of(seed, bits, i);
        double[] exact = ExactOracle.compute(problem).gradient().flat();
        for (int n = 2; n <= MOST_SAMPLES; n++) {
          Moments moments = ExactMoments.of(Estimators.parse("arms(" + n + ")"), problem);
          largest = Math.max(largest, distance(exact, moments.mean().flat()));
          cases++;
        }
      }
    }
    return Measurement.exact(largest, cases);
  }

  static Measurement gaussianBias(long seed, int estimates) {
    StudyRow row =
        GradientStudy.of(SharedCase.problem())
            .estimators("arms-gaussian(4)")
            .trials(estimates)
            .seed(seed)
            .run()
            .rows()
            .get(0);
    return new Measurement(
        row.relBias().getAsDouble(),
        row.relBiasLow().getAsDouble(),
        row.relBiasHigh().getAsDouble(),
        estimates,
        "the noise of sampling, 95 %");
  }

  static Measurement pairs(long seed) {
    double[] arms = sampled(Estimators.parse("arms(2)"), seed);
    double[] disarm = sampled(Estimators.parse("disarm"), seed);
    return Measurement.exact(largestDifference(disarm, arms), PAIRS);
  }

  private static double[] sampled(Estimator estimator, long seed) {
    Problem repeated = SharedCase.problem().repeat(0, PAIRS);
    RowSink sink = new RowSink(repeated);
    sink.clear();
    Draw draw = new PairDraw(RandomStream.of(seed, Arms2021.PAPER, "pairs"));
    estimator.open(repeated).estimate(draw, sink);
    return sink.group(0).clone();
  }

  static Measurement independent() {
    Estimator arms = new Arms(3, Copulas.independent());
    double[] coupled = ExactMoments.of(arms, SharedCase.problem()).variance().flat();
    return Measurement.exact(
        largestDifference(Variances.of(SharedCase.problem(), "loorf(3)"), coupled), 1);
  }

  private static double largestDifference(double[] expected, double[] actual) {
    double scale = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
    double largest = 0;
    for (int i = 0; i < expected.length; i++) {
      largest = Math.max(largest, Math.abs(actual[i] - expected[i]) / scale);
    }
    return largest;
  }

  private static double distance(double[] exact, double[] mean) {
    double error = 0;
    double norm = 0;
    for (int i = 0; i < exact.length; i++) {
      error += (mean[i] - exact[i]) * (mean[i] - exact[i]);
      norm += exact[i] * exact[i];
    }
    return Math.sqrt(error / norm);
  }
}
