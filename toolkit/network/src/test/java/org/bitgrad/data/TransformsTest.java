package org.bitgrad.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.bitgrad.random.RandomStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class TransformsTest {
  private static final RandomStream STREAM = RandomStream.of(9, "transforms");
  private static final ImageShape SHAPE = new ImageShape(3, 5, 7);

  /** All numbers differ, none is 0. */
  private static double[] image(ImageShape shape) {
    double[] x = new double[shape.size()];
    Arrays.setAll(x, i -> i + 1);
    return x;
  }

  private static double[] changed(Transform transform, double[] x, long from) {
    double[] changed = x.clone();
    double[] scratch = new double[Math.max(x.length, transform.draws(x.length))];
    Arrays.fill(scratch, -7);
    transform.apply(changed, scratch, STREAM, from);
    return changed;
  }

  /** The image surrounded by zeros, as {@code [channels][rows][columns]}. */
  private static double[][][] padded(double[] x, ImageShape shape, int padding) {
    double[][][] padded =
        new double[shape.channels()][shape.rows() + 2 * padding][shape.columns() + 2 * padding];
    int next = 0;
    for (int c = 0; c < shape.channels(); c++) {
      for (int r = 0; r < shape.rows(); r++) {
        for (int k = 0; k < shape.columns(); k++) {
          padded[c][r + padding][k + padding] = x[next++];
        }
      }
    }
    return padded;
  }

  private static double[] cut(double[][][] from, int top, int left) {
    double[] cut = new double[SHAPE.size()];
    int next = 0;
    for (double[][] channel : from) {
      for (int r = 0; r < SHAPE.rows(); r++) {
        for (int k = 0; k < SHAPE.columns(); k++) {
          cut[next++] = channel[top + r][left + k];
        }
      }
    }
    return cut;
  }

  /** 1500 visits: the chance that one of 81 places is never taken is 7e-7. */
  @Test
  void cropsAreThoseOfThePaddedImageAndEveryPlaceOccurs() {
    int padding = 4;
    Transform crop = Transforms.randomCrop(SHAPE, padding);
    double[] x = image(SHAPE);
    double[][][] padded = padded(x, SHAPE, padding);
    Set<Integer> places = new HashSet<>();
    for (int visit = 0; visit < 1500; visit++) {
      int top = (int) (STREAM.uniform(2L * visit) * 9);
      int left = (int) (STREAM.uniform(2L * visit + 1) * 9);
      places.add(9 * top + left);
      assertArrayEquals(cut(padded, top, left), changed(crop, x, 2L * visit));
    }
    assertEquals(81, places.size());
    assertArrayEquals(x, changed(Transforms.randomCrop(SHAPE, 0), x, 3));
  }

  @Test
  void flipsMirrorRowsOfEveryChannelInHalfOfTheVisits() {
    Transform flip = Transforms.horizontalFlip(SHAPE);
    double[] x = image(SHAPE);
    int flips = 0;
    for (int visit = 0; visit < 200; visit++) {
      boolean mirrored = STREAM.uniform(visit) >= 0.5;
      double[] expected = new double[x.length];
      for (int i = 0; i < x.length; i++) {
        int row = i / SHAPE.columns();
        int column = i % SHAPE.columns();
        expected[i] = mirrored ? x[row * SHAPE.columns() + SHAPE.columns() - 1 - column] : x[i];
      }
      assertArrayEquals(expected, changed(flip, x, visit));
      flips += mirrored ? 1 : 0;
    }
    // Binomial, 4.9 deviations: false alarm 1e-6.
    assertEquals(100, flips, 4.9 * Math.sqrt(50));
  }

  @Test
  void thresholdsSeparatePixel127From128() {
    double[] x = {0, 127 / 255.0, 128 / 255.0, 1};
    assertArrayEquals(new double[] {0, 0, 1, 1}, changed(Transforms.threshold(0.5), x, 0));
  }

  @Test
  void dynamicBitsAreThoseOfTheUniformNumbersOfTheVisit() {
    double[] x = {0, 0.1, 0.5, 0.9, 1, -0.5, 1.5};
    Transform draw = Transforms.dynamicBinarisation();
    int ones = 0;
    for (int visit = 0; visit < 1000; visit++) {
      double[] bits = changed(draw, x, 7L * visit);
      for (int i = 0; i < x.length; i++) {
        assertEquals(STREAM.uniform(7L * visit + i) < x[i] ? 1 : 0, bits[i]);
      }
      assertEquals(0, bits[0]);
      assertEquals(1, bits[4]);
      assertEquals(0, bits[5]);
      assertEquals(1, bits[6]);
      ones += bits[1] == 1 ? 1 : 0;
    }
    assertEquals(100, ones, 4.9 * Math.sqrt(90));
  }

  @Test
  void standardisedTrainingNumbersHaveMean0AndDeviation1() {
    int[][] counts = new int[50][4];
    for (int n = 0; n < counts.length; n++) {
      counts[n] = new int[] {n, 3, n % 2, 7 * n % 50 + 1000};
    }
    LabelledExamples train = LabelledCounts.of(counts, 1, new int[50]).asCounts();
    Standardisation fitted = Standardisation.perFeature(train);
    double[] sums = new double[4];
    double[] squares = new double[4];
    double[] x = new double[4];
    for (int n = 0; n < 50; n++) {
      train.numbers(n, x);
      double[] z = changed(fitted, x, 0);
      for (int i = 0; i < 4; i++) {
        sums[i] += z[i];
        squares[i] += z[i] * z[i];
      }
    }
    assertArrayEquals(new double[4], sums, 1e-11);
    assertArrayEquals(new double[] {50, 0, 50, 50}, squares, 1e-11);
    // What never varied in training is shifted only, so that it stays finite elsewhere.
    assertArrayEquals(new double[] {24.5, 3, 0.5, 1024.5}, fitted.mean(), 1e-12);
    assertEquals(1, fitted.deviation()[1]);
    assertEquals(2, changed(fitted, new double[] {0, 5, 0, 0}, 0)[1]);
  }

  @Test
  void channelsAreStandardisedEachByItsOwnConstants() {
    ImageShape shape = new ImageShape(2, 1, 2);
    LabelledImages train =
        LabelledImages.of(shape, 1, new byte[] {0, 51, 102, 102, 51, 102, 102, 102}, new byte[2]);
    Standardisation fitted = Standardisation.perChannel(train);
    assertArrayEquals(new double[] {0.2, 0.4}, fitted.mean(), 1e-15);
    assertArrayEquals(new double[] {Math.sqrt(0.02), 1}, fitted.deviation(), 1e-15);
    double[] z = changed(fitted, new double[] {0.2, 0.4, 0.4, 1.4}, 0);
    assertArrayEquals(new double[] {0, 0.2 / Math.sqrt(0.02), 0, 1}, z, 1e-14);
  }

  @Test
  void badArgumentsAreRefusedWithNameAndValue() {
    refused("padding", "-1", () -> Transforms.randomCrop(SHAPE, -1));
    refused("threshold", "NaN", () -> Transforms.threshold(Double.NaN));
    refused("shape", "104", () -> Transforms.horizontalFlip(SHAPE).draws(104));
    refused("shape", "104", () -> Transforms.randomCrop(SHAPE, 1).draws(104));
    Standardisation fitted =
        Standardisation.perFeature(
            LabelledCounts.of(new int[][] {{1, 2}, {3, 4}}, 1, 0, 0).asCounts());
    refused(
        "train",
        "1",
        () -> Standardisation.perFeature(LabelledCounts.of(new int[][] {{1, 2}}, 1, 0).asCounts()));
    refused("features", "3", () -> fitted.draws(3));
  }

  private static void refused(String name, String value, Executable call) {
    String message = assertThrows(IllegalArgumentException.class, call).getMessage();
    assertTrue(message.contains(name) && message.contains(value), message);
  }
}
