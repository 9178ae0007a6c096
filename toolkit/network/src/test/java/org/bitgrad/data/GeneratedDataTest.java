package org.bitgrad.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.bitgrad.random.RandomStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Data made from a seed: the same again, as described, and saying that they are generated. */
class GeneratedDataTest {
  private static final RandomStream STREAM = RandomStream.of(11, "generated");

  private static double[] pixels(LabelledImages images, int image) {
    double[] out = new double[images.features()];
    images.numbers(image, out);
    return out;
  }

  @Test
  void moonsWithoutNoiseAreHalfCircles() {
    double[][] x = PlaneData.twoMoons(STREAM, 50, 0).points().x();
    double[][] y = PlaneData.twoMoons(STREAM, 50, 0).points().targets();
    for (int n = 0; n < 100; n++) {
      boolean first = n < 50;
      assertEquals(first ? -1 : 1, y[n][0]);
      double across = first ? x[n][0] : 1 - x[n][0];
      double up = first ? x[n][1] : 0.5 - x[n][1];
      assertEquals(1, Math.hypot(across, up), 1e-14);
      assertTrue(up >= 0, n + " is on the wrong side");
    }
  }

  /**
   * Distances from the noiseless points, 20000 coordinates. The mean square of Gaussian noise has
   * deviation {@code sqrt(2/20000)} = 1 %; limit 4.9 of them, false alarm 1e-6; a deviation off by
   * 4 % is found with probability 0.999.
   */
  @Test
  void moonsHaveTheNoiseThatWasAskedFor() {
    double[][] clean = PlaneData.twoMoons(STREAM, 5000, 0).points().x();
    double[][] noisy = PlaneData.twoMoons(STREAM, 5000, 0.1).points().x();
    double squares = 0;
    double sum = 0;
    for (int n = 0; n < clean.length; n++) {
      for (int i = 0; i < 2; i++) {
        double z = (noisy[n][i] - clean[n][i]) / 0.1;
        squares += z * z;
        sum += z;
      }
    }
    assertEquals(1, squares / 20_000, 0.049);
    assertEquals(0, sum / 20_000, 4.9 / Math.sqrt(20_000));
  }

  @Test
  void largerSetsBeginWithSmallerOnes() {
    double[][] few = PlaneData.twoMoons(STREAM, 3, 0.1).points().x();
    double[][] many = PlaneData.twoMoons(STREAM, 9, 0.1).points().x();
    double[][] fewCosine = PlaneData.halfCosine(STREAM, 3).points().x();
    double[][] manyCosine = PlaneData.halfCosine(STREAM, 9).points().x();
    for (int n = 0; n < 3; n++) {
      assertArrayEquals(few[n], many[n]);
      assertArrayEquals(few[3 + n], many[9 + n]);
      assertArrayEquals(fewCosine[n], manyCosine[n]);
      assertArrayEquals(fewCosine[3 + n], manyCosine[9 + n]);
    }
    LabelledImages digits = StrokeDigits.images(STREAM, 20);
    assertArrayEquals(pixels(digits, 12), pixels(StrokeDigits.images(STREAM, 13), 12));
  }

  @Test
  void pointsAreExamplesForBatches() {
    PlaneData data = PlaneData.halfCosine(STREAM, 4);
    Examples examples = data.examples();
    double[] out = new double[2];
    for (int n = 0; n < 8; n++) {
      examples.numbers(n, out);
      assertArrayEquals(data.points().x()[n], out);
      assertEquals(data.points().targets()[n][0], examples.target(n));
    }
    assertEquals(4, BatchPlan.of(examples, 2).batches());
  }

  @Test
  void digitsAreBalancedReproducibleAndEachDrawnOtherwise() {
    ImageData data = ImageData.strokeDigits(3, 200, 50);
    assertTrue(Arrays.stream(data.train().counts()).allMatch(n -> n == 20));
    assertEquals(new ImageShape(1, 28, 28), data.train().shape());
    ImageData again = ImageData.strokeDigits(3, 200, 50);
    ImageData other = ImageData.strokeDigits(4, 200, 50);
    for (int n = 0; n < 50; n++) {
      assertArrayEquals(pixels(data.train(), n), pixels(again.train(), n));
      assertFalse(Arrays.equals(pixels(data.train(), n), pixels(other.train(), n)));
      assertFalse(Arrays.equals(pixels(data.train(), n), pixels(data.train(), n + 10)));
      assertFalse(Arrays.equals(pixels(data.train(), n), pixels(data.test(), n)));
    }
  }

  /** A pen on an empty page: the border stays white paper, strokes are dark, neither fills it. */
  @Test
  void digitsAreDarkStrokesInsideTheImage() {
    LabelledImages digits = StrokeDigits.images(STREAM, 300);
    for (int n = 0; n < digits.size(); n++) {
      double[] x = pixels(digits, n);
      double ink = Arrays.stream(x).sum() / x.length;
      assertTrue(ink > 0.02 && ink < 0.4, "digit " + n + " covers " + ink);
      assertTrue(Arrays.stream(x).max().orElseThrow() > 0.6, "digit " + n + " is pale");
      assertTrue(corners(x) == 0, "digit " + n + " reaches a corner");
    }
  }

  private static double corners(double[] x) {
    return x[0] + x[27] + x[27 * 28] + x[783];
  }

  /**
   * Neither trivial nor hopeless: nearest neighbours of 500 images are mostly, not always right.
   */
  @Test
  void digitsCanBeToldApart() {
    ImageData data = ImageData.strokeDigits(1, 500, 200);
    double right = NearestNeighbour.accuracy(data.train(), data.test());
    assertTrue(right > 0.8, "share of right answers " + right);
  }

  @Test
  void everythingGeneratedSaysSo() {
    assertTrue(ImageData.strokeDigits(1, 1, 1).name().contains("generated"));
    assertTrue(PlaneData.twoMoons(STREAM, 1, 0.1).name().contains("generated"));
    assertTrue(PlaneData.halfCosine(STREAM, 1).name().contains("generated"));
  }

  @Test
  void badArgumentsAreRefusedWithNameAndValue() {
    refused("count", "0", () -> StrokeDigits.images(STREAM, 0));
    refused("pointsPerClass", "0", () -> PlaneData.twoMoons(STREAM, 0, 0));
    refused("pointsPerClass", "-2", () -> PlaneData.halfCosine(STREAM, -2));
    refused("noise", "-1.0", () -> PlaneData.twoMoons(STREAM, 1, -1));
    refused("noise", "NaN", () -> PlaneData.twoMoons(STREAM, 1, Double.NaN));
  }

  private static void refused(String name, String value, Executable call) {
    String message = assertThrows(IllegalArgumentException.class, call).getMessage();
    assertTrue(message.contains(name) && message.contains(value), message);
  }
}
