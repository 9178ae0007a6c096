package org.bitgrad.papers.straightthrough2021;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.bitgrad.analysis.GradientStudy;
import org.bitgrad.analysis.StudyResult;
import org.bitgrad.estimator.Estimators;
import org.bitgrad.exact.ExactMoments;
import org.bitgrad.exact.ExactOracle;
import org.bitgrad.papers.autoencoder.AutoencoderTraining;
import org.bitgrad.papers.straightthrough2021.LayerCase.Kind;
import org.bitgrad.problem.Problem;
import org.bitgrad.random.RandomStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the experiments on straight-through rest on. */
class StraightThroughTheoryTest {
  private static final double STEP = 1e-5;

  @ParameterizedTest
  @EnumSource(Kind.class)
  void derivativesOfTheFunctionsAreFiniteDifferences(Kind kind) {
    for (int index = 0; index < 12; index++) {
      LayerCase at = LayerCase.of(3, kind, index);
      double[] x = Normals.of(RandomStream.of(4, "x").child(index), at.a().length, 0.5);
      for (int i = 0; i < x.length; i++) {
        double kept = x[i];
        x[i] = kept + STEP;
        double above = at.function().value(x);
        x[i] = kept - STEP;
        double below = at.function().value(x);
        x[i] = kept;
        double slope = (above - below) / (2 * STEP);
        assertEquals(slope, at.function().derivative(x, i), 1e-7 * (1 + Math.abs(slope)));
      }
    }
  }

  /** The slope of the derivative on a grid comes near its bound and does not pass it. */
  @ParameterizedTest
  @EnumSource(Kind.class)
  void theLipschitzConstantIsOne(Kind kind) {
    for (int index = 0; index < 12; index++) {
      LayerCase at = LayerCase.of(3, kind, index);
      double[] x = new double[at.a().length];
      for (int i = 0; i < x.length; i++) {
        double bound = at.function().lipschitz(i);
        for (double from = -1; from < 1; from += 0.125) {
          Arrays.setAll(x, j -> j % 2 == 0 ? 1 : -1);
          x[i] = from;
          double left = at.function().derivative(x, i);
          x[i] = from + 0.125;
          double right = at.function().derivative(x, i);
          assertTrue(Math.abs(right - left) <= 0.125 * bound + 1e-12, kind + " " + index);
        }
      }
    }
  }

  @Test
  void oneWideLayerHasTheGradientsOfTheNetwork() {
    for (int width : new int[] {2, 4}) {
      WideLayer layer = WideLayer.of(width, RandomStream.of(5, "layer").child(width));
      double[] exact = ExactOracle.compute(layer.network()).gradient().group(0);
      double[] mean = ExactMoments.of(Estimators.parse("st"), layer.network()).mean().group(0);
      assertArrayEquals(Arrays.copyOfRange(exact, width, 2 * width), layer.exact(), 1e-12);
      assertArrayEquals(
          Arrays.copyOfRange(mean, width, 2 * width), layer.meanOfStraightThrough(), 1e-12);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 5})
  void deepNetworksHaveNoBiases(int layers) {
    Problem problem = DeepNetwork.of(RandomStream.of(6, "deep"), layers);
    assertEquals(layers, problem.chain().layers());
    assertEquals(DeepNetwork.WIDTH, problem.chain().units(layers - 1));
  }

  @ParameterizedTest
  @EnumSource(Divergence.class)
  void divergencesAreZeroAtTheirPlaceAndPositiveElsewhere(Divergence divergence) {
    assertEquals(0, divergence.of(0.3, 0.3), 1e-15);
    for (double p : new double[] {0, 0.01, 0.29, 0.31, 0.9, 1}) {
      assertTrue(divergence.of(p, 0.3) > 0, divergence + " at " + p);
    }
  }

  /** The gradient of the divergence is the difference of quantiles. */
  @ParameterizedTest
  @EnumSource(Divergence.class)
  void theQuantileIsTheGradientMap(Divergence divergence) {
    for (double p : new double[] {0.05, 0.4, 0.8}) {
      double slope = (divergence.of(p + STEP, 0.3) - divergence.of(p - STEP, 0.3)) / (2 * STEP);
      double expected = divergence.noise().quantile(p) - divergence.noise().quantile(0.3);
      assertEquals(expected, slope, 1e-7);
    }
  }

  /**
   * Rows of one draw depend on one another, so that enumeration row by row does not apply. Each of
   * 24 derivatives to 5.5 deviations of its mean: false alarms below 1e-6; a bias of a tenth of a
   * deviation of one estimate, as of a baseline with the image's own loss, is 14 of them.
   */
  @Test
  void reinforceWithTheMeanOfTheBatchIsUnbiased() throws InterruptedException {
    AutoencoderTraining training = Codes.training(7, Codes.BATCH_MEAN, 0);
    training.until(3);
    double[][] images = Arrays.copyOf(training.firstImages(), 3);
    Problem problem = training.model().decoding(training.model().logits(images), images);
    int trials = 20_000;
    StudyResult study =
        GradientStudy.of(problem).estimators(Codes.batchMean()).trials(trials).seed(3).run();
    double[] exact = ExactOracle.compute(problem).gradient().group(0);
    double[] mean = study.estimator(Codes.BATCH_MEAN).mean().group(0);
    double[] variance = study.estimator(Codes.BATCH_MEAN).variance().orElseThrow().group(0);
    for (int i = 0; i < exact.length; i++) {
      assertEquals(exact[i], mean[i], 5.5 * Math.sqrt(variance[i] / trials), "derivative " + i);
    }
  }
}
