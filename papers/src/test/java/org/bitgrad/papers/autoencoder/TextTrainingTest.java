package org.bitgrad.papers.autoencoder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.bitgrad.data.LabelledCounts;
import org.bitgrad.exact.ExactOracle;
import org.bitgrad.network.Batch;
import org.bitgrad.network.HeadLoss;
import org.bitgrad.problem.Encoding;
import org.bitgrad.problem.LossPass;
import org.bitgrad.problem.States;
import org.bitgrad.random.RandomStream;
import org.junit.jupiter.api.Test;

class TextTrainingTest {
  private static final RandomStream STREAM = RandomStream.of(3, "texts");
  private static final TextTraining.Size SIZE = new TextTraining.Size(5, 3);
  private static final int WORDS = 6;
  private static final int[] BATCH = IntStream.range(0, TextTraining.BATCH).toArray();
  private static final double STEP = 1e-5;

  /** Of two kinds: words 0 to 2, or 3 to 5. */
  private static Documents documents(int size) {
    int[][] counts = new int[size][WORDS];
    for (int n = 0; n < size; n++) {
      double[] u = new double[WORDS];
      STREAM.child("counts").child(n).uniforms(0, u, 0, WORDS);
      for (int w = 0; w < WORDS; w++) {
        counts[n][w] = w / 3 == n % 2 ? (int) (4 * u[w]) : 0;
      }
      counts[n][n % 2 * 3]++;
    }
    return Documents.of(LabelledCounts.of(counts, 1, new int[size]), size, STREAM.child("which"));
  }

  private static TextTraining training(String estimator, int size) {
    return new TextTraining(documents(size), SIZE, estimator, STREAM);
  }

  @Test
  void theLossIsMinusTheLogarithmOfTheProbabilityOfAllWords() {
    double[][] counts = {{2, 0, 1}};
    double[] theta = {0.5, -1, 0.25, 0.1, 0.2, -0.3};
    HeadLoss loss =
        HeadLoss.of(3, WordLoss.MULTINOMIAL, Batch.of(new double[][] {{0}}, counts), theta);
    LossPass pass = loss.open(1);
    States one = States.zeros(Encoding.BITS, 1, 1);
    one.values()[0] = 1;
    pass.at(one);
    double[] odds = {Math.exp(0.6), Math.exp(-0.8), Math.exp(-0.05)};
    double all = Arrays.stream(odds).sum();
    double probability = odds[0] / all * (odds[0] / all) * (odds[2] / all);
    assertEquals(-Math.log(probability), pass.values()[0], 1e-14);
  }

  @Test
  void inputsAreLogarithmsAndTargetsCounts() {
    Documents some = documents(60);
    double[][] inputs = some.batch().x();
    double[][] counts = some.batch().targets();
    for (int n = 0; n < 60; n++) {
      for (int w = 0; w < WORDS; w++) {
        assertEquals(Math.log(1 + counts[n][w]), inputs[n][w], 1e-14);
      }
    }
    assertEquals(1, Arrays.stream(some.logShares()).map(Math::exp).sum(), 1e-14);
  }

  /** The sum over all codes of every document, and the prior. */
  private static double exactBound(TextTraining training) {
    double prior = 0;
    for (double logit : training.logits(BATCH)) {
      double p = 1 / (1 + Math.exp(-logit));
      prior += p * Math.log(2 * p) + (1 - p) * Math.log(2 * (1 - p));
    }
    return ExactOracle.compute(training.decoding(BATCH)).expectedLoss() + prior / BATCH.length;
  }

  @Test
  void derivativesOfTheBoundAreFiniteDifferences() {
    TextTraining training = training("enumeration", 50);
    WordEncoder encoder = training.encoder();
    // Away from the start, where biases are 0 and a unit may lie at its corner.
    Arrays.setAll(encoder.firstBias(), i -> 0.3 - 0.1 * i);
    double[] decoder = training.gradient(BATCH);
    WordEncoder d = training.dEncoder();
    for (int w = 0; w < WORDS; w++) {
      check(training, encoder.first()[w], d.first()[w].clone());
    }
    for (int i = 0; i < SIZE.hidden(); i++) {
      check(training, encoder.second()[i], d.second()[i].clone());
    }
    check(training, encoder.firstBias(), d.firstBias().clone());
    check(training, encoder.secondBias(), d.secondBias().clone());
    check(training, training.decoder(), decoder.clone());
  }

  private static void check(TextTraining training, double[] theta, double[] gradient) {
    for (int i = 0; i < theta.length; i++) {
      double kept = theta[i];
      theta[i] = kept + STEP;
      double above = exactBound(training);
      theta[i] = kept - STEP;
      double below = exactBound(training);
      theta[i] = kept;
      // Central differences are off by the square of the step and by rounding over the step.
      assertEquals((above - below) / (2 * STEP), gradient[i], 1e-7, "parameter " + i);
    }
  }

  /** Bits of probability within 1e-17 of 0 and 1 leave nothing to draw. */
  @Test
  void theBoundOfCertainCodesIsExact() {
    TextTraining training = training("st", 50);
    for (double[] row : training.encoder().second()) {
      Arrays.fill(row, 0);
    }
    System.arraycopy(new double[] {40, -40, 40}, 0, training.encoder().secondBias(), 0, 3);
    double cost = ExactOracle.compute(training.decoding(BATCH)).expectedLoss();
    assertEquals(cost + 3 * Math.log(2), training.bound(), 1e-12);
  }

  @Test
  void trainingLowersTheBoundAndIsTheSameTwice() throws InterruptedException {
    TextTraining first = training("st", 200);
    TextTraining second = training("st", 200);
    double before = first.bound();
    first.until(400);
    second.until(150);
    second.until(400);
    assertTrue(first.bound() < before - 0.5, before + " to " + first.bound());
    assertEquals(first.bound(), second.bound());
  }

  @Test
  void estimatorsShareTheStart() throws InterruptedException {
    TextTraining st = training("st", 100);
    TextTraining arm = training("arm", 100);
    assertEquals(st.bound(), arm.bound());
    st.until(2);
    arm.until(2);
    assertNotEquals(st.bound(), arm.bound());
  }
}
