package org.bitgrad.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.bitgrad.random.RandomStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Constants are those of the numbers that a network sees, whatever makes them. */
class StandardisationTest {
  private static final RandomStream STREAM = RandomStream.of(3, "standardisation of tests");
  private static final Transform BITS = Transforms.dynamicBinarisation();
  private static final LabelledImages TRAIN = ImageData.strokeDigits(5, 40, 10).train();

  private static double[] changed(Transform transform, double[] x, long from) {
    double[] changed = x.clone();
    transform.apply(changed, new double[x.length], STREAM, from);
    return changed;
  }

  private static double[] numbers(Examples examples, int n) {
    double[] x = new double[examples.features()];
    examples.numbers(n, x);
    return x;
  }

  private static Standardisation fit(String form, Transform... before) {
    return form.equals("pixel")
        ? Standardisation.perFeature(TRAIN, before)
        : Standardisation.perChannel(TRAIN, before);
  }

  /** The law of the bits is known: both values of each, weighted with their probabilities. */
  @ParameterizedTest
  @ValueSource(strings = {"pixel", "channel"})
  void drawnBitsHaveMean0AndDeviation1OverTheirLaw(String form) {
    Standardisation fitted = fit(form, BITS);
    int features = TRAIN.features();
    double[] ofZeros = changed(fitted, new double[features], 0);
    double[] ones = new double[features];
    Arrays.fill(ones, 1);
    double[] ofOnes = changed(fitted, ones, 0);
    int blocks = fitted.mean().length;
    double[] means = new double[blocks];
    double[] squares = new double[blocks];
    double count = TRAIN.size() * (features / (double) blocks);
    for (int n = 0; n < TRAIN.size(); n++) {
      double[] p = numbers(TRAIN, n);
      for (int i = 0; i < features; i++) {
        int c = i * blocks / features;
        means[c] += (p[i] * ofOnes[i] + (1 - p[i]) * ofZeros[i]) / count;
        squares[c] += (p[i] * ofOnes[i] * ofOnes[i] + (1 - p[i]) * ofZeros[i] * ofZeros[i]) / count;
      }
    }
    int constant = 0;
    for (int c = 0; c < blocks; c++) {
      assertEquals(0, means[c], 1e-12);
      boolean varies = fitted.deviation()[c] < 1;
      constant += varies ? 0 : 1;
      assertEquals(varies ? 1 : 0, squares[c], 1e-9);
    }
    assertTrue(constant < blocks, "nothing varies");
  }

  @ParameterizedTest
  @ValueSource(strings = {"pixel", "channel"})
  void bitsOfAThresholdHaveMean0AndDeviation1(String form) {
    Transform threshold = Transforms.threshold(0.5);
    Standardisation fitted = fit(form, threshold);
    int features = TRAIN.features();
    int blocks = fitted.mean().length;
    double[] sums = new double[blocks];
    double[] squares = new double[blocks];
    boolean[] varies = new boolean[blocks];
    double[] first = changed(threshold, numbers(TRAIN, 0), 0);
    for (int n = 0; n < TRAIN.size(); n++) {
      double[] bits = changed(threshold, numbers(TRAIN, n), 0);
      double[] z = changed(fitted, bits, 0);
      for (int i = 0; i < features; i++) {
        int c = i * blocks / features;
        varies[c] |= bits[i] != first[i] || blocks == 1;
        sums[c] += z[i];
        squares[c] += z[i] * z[i];
      }
    }
    double count = TRAIN.size() * (features / (double) blocks);
    for (int c = 0; c < blocks; c++) {
      assertEquals(0, sums[c] / count, 1e-12);
      assertEquals(varies[c] ? 1 : 0, squares[c] / count, 1e-9);
    }
  }

  @Test
  void certainBitsHaveDeviation1AndOthersThatOfTheirMean() {
    ImageShape shape = new ImageShape(1, 1, 4);
    byte white = (byte) 255;
    byte[] pixels = {0, white, 51, 0, 0, white, 51, 51};
    LabelledImages train = LabelledImages.of(shape, 2, pixels, new byte[2]);
    Standardisation fitted = Standardisation.perFeature(train, BITS);
    assertArrayEquals(new double[] {0, 1, 0.2, 0.1}, fitted.mean(), 1e-15);
    assertArrayEquals(new double[] {1, 1, 0.4, 0.3}, fitted.deviation(), 1e-15);
    // The mixture over pixels and images.
    Standardisation all = Standardisation.perChannel(train, BITS);
    assertEquals(0.325, all.mean()[0], 1e-15);
    assertEquals(Math.sqrt(0.325 * 0.675), all.deviation()[0], 1e-15);
    // One example has a law of its bits, though no spread of its numbers.
    LabelledImages one = train.first(1);
    assertEquals(0.4, Standardisation.perFeature(one, BITS).deviation()[2], 1e-15);
    refused("at least 2 examples", "1", () -> Standardisation.perFeature(one));
  }

  /** All moves are listed, and those that are drawn are among them. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void statisticsOfMovedPixelsAreThoseOverAllMoves(boolean bits) {
    ImageShape shape = new ImageShape(2, 2, 3);
    byte[] pixels = {1, 0, 2, 4, 4, 3, 0, 0, 0, 1, 1, 4, 2, 2, 0, 1, 0, 0, 4, 3, 3, 3, 1, 1};
    LabelledImages train = LabelledImages.of(shape, 4, pixels, new byte[2]);
    Transform half = Transforms.threshold(-0.1);
    Transform crop = Transforms.randomCrop(shape, 1);
    Transform flip = Transforms.horizontalFlip(shape);
    Standardisation fitted =
        bits
            ? Standardisation.perFeature(train, flip, crop, BITS)
            : Standardisation.perFeature(train, flip, crop);
    double[] sums = new double[12];
    double[] squares = new double[12];
    for (int n = 0; n < 2; n++) {
      double[] x = numbers(train, n);
      for (int move = 0; move < 18; move++) {
        for (int i = 0; i < 12; i++) {
          int row = i / 3 % 2 + move / 3 % 3 - 1;
          int column = i % 3 + move % 3 - 1;
          boolean inside = row >= 0 && row < 2 && column >= 0 && column < 3;
          int from = i / 6 * 6 + 3 * row + (move < 9 ? column : 2 - column);
          double value = inside ? x[from] : 0;
          sums[i] += value / 36;
          squares[i] += (bits ? value : value * value) / 36;
        }
      }
    }
    assertArrayEquals(sums, fitted.mean(), 1e-15);
    for (int i = 0; i < 12; i++) {
      assertEquals(Math.sqrt(squares[i] - sums[i] * sums[i]), fitted.deviation()[i], 1e-14);
    }
    // A threshold below 0 makes ones of the border, too.
    Standardisation ones = Standardisation.perFeature(train, crop, half);
    assertArrayEquals(
        new double[] {1, 1}, new double[] {ones.mean()[0], ones.deviation()[0]}, 1e-15);
  }

  /** Numbers outside [0, 1] are bits that are certain. */
  @Test
  void numbersThatAreNoProbabilitiesCountAsTheBitsThatTheyGive() {
    LabelledExamples counts = LabelledCounts.of(new int[][] {{0, 3}, {1, 5}}, 1, 0, 0).asCounts();
    Standardisation fitted = Standardisation.perFeature(counts, BITS);
    assertArrayEquals(new double[] {0.5, 1}, fitted.mean());
    assertArrayEquals(new double[] {0.5, 1}, fitted.deviation());
  }

  @Test
  void anotherOrderThanThatOfTheStatisticsIsRefused() {
    BatchPlan plan = BatchPlan.of(TRAIN, 10);
    Transform plain = Standardisation.perFeature(TRAIN);
    Transform ofBits = Standardisation.perFeature(TRAIN, BITS);
    Transform channel = Standardisation.perChannel(TRAIN);
    Transform flip = Transforms.horizontalFlip(TRAIN.shape());
    Transform half = Transforms.threshold(0.5);
    plan.with(BITS).with(ofBits);
    plan.with(flip).with(channel);
    plan.with(flip).with(BITS).with(Standardisation.perChannel(TRAIN, BITS));
    plan.with(Transforms.threshold(0.5)).with(Standardisation.perFeature(TRAIN, half));
    plan.with(plain).with(flip).with(Transforms.threshold(0));
    refused("dynamic-binarisation", "examples as they are", () -> plan.with(BITS).with(plain));
    refused("dynamic-binarisation", "examples as they are", () -> plan.with(ofBits));
    refused("must come before", "dynamic-binarisation", () -> plan.with(plain).with(BITS));
    refused("threshold", "as they are", () -> plan.with(half).with(plain));
    refused(
        "threshold",
        "statistics",
        () -> plan.with(Transforms.threshold(0.3)).with(Standardisation.perFeature(TRAIN, half)));
    refused("statistics", "horizontal-flip", () -> plan.with(flip).with(plain));
    Transform crop = Transforms.randomCrop(TRAIN.shape(), 2);
    refused("statistics", "random-crop", () -> plan.with(crop).with(plain));
    Transform moved = Standardisation.perFeature(TRAIN, crop, BITS);
    plan.with(crop).with(BITS).with(moved);
    plan.with(BITS).with(moved);
    refused("statistics", "crop", () -> plan.with(flip).with(BITS).with(moved));
    refused("draw nothing", "dynamic", () -> Standardisation.perChannel(TRAIN, BITS, half));
  }

  @Test
  void batchesOfEveryPartHaveTheConstantsOfTheTrainingPart() {
    LabelledImages test = ImageData.strokeDigits(5, 40, 10).test();
    Standardisation fitted = Standardisation.perFeature(TRAIN, BITS);
    for (Examples part : List.of(TRAIN, test)) {
      BatchPlan bits = BatchPlan.of(part, 10).with(BITS).from(STREAM);
      BatchBuffer drawn = BatchBuffer.ofDoubles(bits);
      new BatchReader(bits).read(0, 0, drawn);
      BatchBuffer seen = BatchBuffer.ofDoubles(bits.with(fitted));
      new BatchReader(bits.with(fitted)).read(0, 0, seen);
      for (int i = 0; i < seen.doubles().length; i++) {
        int f = i % TRAIN.features();
        double expected = (drawn.doubles()[i] - fitted.mean()[f]) / fitted.deviation()[f];
        assertEquals(expected, seen.doubles()[i]);
      }
    }
  }

  private static void refused(String one, String other, Executable call) {
    String message = assertThrows(IllegalArgumentException.class, call).getMessage();
    assertTrue(message.contains(one) && message.contains(other), message);
    assertTrue(message.length() <= 300, message);
  }
}
