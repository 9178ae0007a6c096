package org.bitgrad.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bitgrad.analysis.GradientStudy;
import org.bitgrad.data.ImageData;
import org.bitgrad.problem.BernoulliProblem;
import org.bitgrad.problem.Problem;
import org.junit.jupiter.api.Test;

/** What is printed says what it is. */
class PlainTextTest {
  @Test
  void problemsBatchesAndStudiesSayWhatTheyAre() {
    Problem bits = BernoulliProblem.of(row -> row.sum(), 0.5, -1);
    assertEquals(
        "problem: Bernoulli layers of [2] units, loss f (values only), points: 1, parameters: 2",
        bits.toString());
    Batch batch = Batch.of(new double[][] {{1, 2}, {3, 4}, {5, 6}}, new double[] {1, -1, 1});
    assertEquals("batch: points: 3, inputs: 2, targets: 1", batch.toString());
    GradientStudy study = GradientStudy.of(bits).estimators("psa", "arm").trials(20);
    assertEquals("study, not run yet, of psa, arm on " + bits, study.toString());
    assertEquals(
        "study of psa, arm; estimates of each: 20, gradient exact", study.run().toString());
  }

  @Test
  void networksAndImagesSayWhatTheyAre() {
    StochasticBinaryNetwork net =
        StochasticBinaryNetwork.input(2).bernoulli(3).head(1, OutputLoss.LOGISTIC).initialise(1);
    assertTrue(
        net.toString().startsWith("network: layer0: dense 2 -> 3, logistic; "), net::toString);
    assertTrue(net.toString().endsWith("; loss logistic"), net::toString);
    String images = ImageData.strokeDigits(1, 30, 10).train().toString();
    assertTrue(images.startsWith("images: 30 of ") && images.endsWith("classes: 10"), images);
  }
}
