package org.bitgrad.papers.autoencoder;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.bitgrad.exact.ExactOracle;
import org.bitgrad.exact.ExactResult;
import org.bitgrad.problem.Problem;
import org.bitgrad.random.RandomStream;
import org.junit.jupiter.api.Test;

class AutoencoderTest {
  private static final RandomStream STREAM = RandomStream.of(3, "autoencoder");
  private static final Autoencoder.Size SIZE = new Autoencoder.Size(3, 5);
  private static final double STEP = 1e-5;

  private final double[][] images = Bars.images(STREAM.child("images"), 7);
  private final Autoencoder model = new Autoencoder(SIZE, STREAM.child("start"));

  /** Shares of 600 images; each tolerance is 4 deviations or more. */
  @Test
  void barsRunAlongRowsOrColumnsWithFewFlips() {
    double[][] many = Bars.images(STREAM.child("many"), 600);
    int along = 0;
    int ones = 0;
    int clean = 0;
    for (double[] image : many) {
      int rows = agreement(image, 1, 4);
      int columns = agreement(image, 4, 1);
      along += rows > columns ? 1 : 0;
      for (double pixel : image) {
        assertTrue(pixel == 0 || pixel == 1);
        ones += (int) pixel;
      }
      clean += Math.max(rows, columns) == 12 ? 1 : 0;
    }
    assertEquals(0.5, ones / 9600.0, 0.05);
    // No pixel of 16 is flipped.
    assertEquals(Math.pow(0.95, 16), clean / 600.0, 0.08);
    assertTrue(along > 200 && along < 350, "along rows " + along);
  }

  /** Neighbours that agree along one direction, of 12. */
  private static int agreement(double[] image, int step, int line) {
    int equal = 0;
    for (int a = 0; a < 4; a++) {
      for (int b = 0; b < 3; b++) {
        equal += image[a * line + b * step] == image[a * line + (b + 1) * step] ? 1 : 0;
      }
    }
    return equal;
  }

  @Test
  void theBoundIsTheOraclesExpectedLossAndThePrior() {
    double[] logits = model.logits(images);
    double expected = ExactOracle.compute(model.decoding(logits, images)).expectedLoss();
    for (double logit : logits) {
      double p = 1 / (1 + Math.exp(-logit));
      expected += (p * Math.log(2 * p) + (1 - p) * Math.log(2 * (1 - p))) / images.length;
    }
    assertEquals(expected, model.bound(images), 1e-12);
  }

  @Test
  void derivativesOfTheBoundAreFiniteDifferences() {
    double[] logits = model.logits(images);
    Problem problem = model.decoding(logits, images);
    ExactResult exact = ExactOracle.compute(problem);
    double[] dLogits = exact.gradient().group(0).clone();
    Autoencoder.addPriorGradient(logits, 1.0 / images.length, dLogits);
    double[] dEncoder = new double[model.encoderTheta().length];
    Perceptron.Pass pass = model.encoder().open(images.length);
    pass.forward(model.encoderTheta(), Autoencoder.inputs(images), logits.clone());
    pass.parameterGradient(dLogits, dEncoder);
    check(model.encoderTheta(), dEncoder);
    check(model.decoderTheta(), exact.gradient().group(1));
  }

  @Test
  void theGradientWithSharedCodesIsTheOracles() {
    double[] logits = model.logits(images);
    double[] expected = ExactOracle.compute(model.decoding(logits, images)).gradient().flat();
    assertArrayEquals(expected, model.decodingGradient(logits, images).flat(), 1e-13);
  }

  private void check(double[] theta, double[] gradient) {
    for (int i = 0; i < theta.length; i += 7) {
      double kept = theta[i];
      theta[i] = kept + STEP;
      double above = model.bound(images);
      theta[i] = kept - STEP;
      double below = model.bound(images);
      theta[i] = kept;
      // Central differences are off by the square of the step and by rounding over the step.
      assertEquals((above - below) / (2 * STEP), gradient[i], 1e-8, "parameter " + i);
    }
  }

  @Test
  void trainingLowersTheBoundAndIsTheSameTwice() throws InterruptedException {
    List<Double> bounds = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      AutoencoderTraining training = new AutoencoderTraining(SIZE, "zgr", STREAM);
      double before = training.bound();
      training.until(60);
      bounds.add(training.bound());
      assertTrue(training.bound() < before - 0.5, before + " to " + training.bound());
    }
    assertEquals(bounds.get(0), bounds.get(1));
  }

  @Test
  void theExactGradientIsTheMeanOfAnUnbiasedEstimator() throws InterruptedException {
    AutoencoderTraining exact = new AutoencoderTraining(SIZE, AutoencoderTraining.EXACT, STREAM);
    AutoencoderTraining summed = new AutoencoderTraining(SIZE, "enumeration", STREAM);
    exact.until(5);
    summed.until(5);
    assertEquals(exact.bound(), summed.bound(), 1e-10);
  }
}
