package org.bitgrad.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.bitgrad.model.Batch;
import org.bitgrad.model.BernoulliProblem;
import org.bitgrad.model.OutputLoss;
import org.bitgrad.model.Problem;
import org.bitgrad.model.StochasticBinaryNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GradientStudyTest {
  static Problem bits() {
    return BernoulliProblem.of(
        (bits, out) -> {
          for (int r = 0; r < bits.rows(); r++) {
            out[r] = Math.pow(bits.sum(r) - 1.3, 2);
          }
        },
        -1.0,
        0.3,
        2.0);
  }

  static Problem network() {
    double[][] x = {{0.3, -1.2}, {1.1, 0.4}, {-0.7, 0.9}};
    double[] y = {1, -1, 1};
    return StochasticBinaryNetwork.input(2)
        .bernoulli(3)
        .bernoulli(3)
        .head(1, OutputLoss.LOGISTIC)
        .initialise(7)
        .on(Batch.of(x, y));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 4, 16})
  void anyNumberOfThreadsGivesTheSameRows(int threads) {
    assertEquals(study(1).rows(), study(threads).rows());
  }

  private static StudyResult study(int threads) {
    return GradientStudy.of(network())
        .estimators("psa", "st", "reinforce(baseline=running-mean)")
        .samples(1, 7, 100, 1500)
        .trials(3001)
        .seed(5)
        .threads(threads)
        .run();
  }

  @Test
  void rowsComeByEstimatorThenGroupThenSamples() {
    StudyResult result = GradientStudy.of(bits()).estimators("reinforce", "arm").trials(30).run();
    List<String> order =
        result.rows().stream().map(r -> r.estimator() + r.group() + r.samples()).toList();
    assertEquals(
        List.of("reinforcelogits1", "reinforcelogits10", "armlogits1", "armlogits10"), order);
  }
}
