package org.bitgrad.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.bitgrad.network.Batch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelledImagesTest {
  private static final ImageShape SHAPE = new ImageShape(1, 1, 2);

  private static LabelledImages three() {
    return LabelledImages.of(
        SHAPE, 3, new byte[] {0, (byte) 255, 51, 102, 10, 20}, new byte[] {2, 0, 1});
  }

  @Test
  void batchesAreStandardisedWithTheClassAsTarget() {
    Batch batch = three().batch(0.2, 0.5);
    assertArrayEquals(new double[] {-0.4, 1.6}, batch.x()[0], 1e-15);
    assertArrayEquals(new double[] {0, 0.4}, batch.x()[1], 1e-15);
    assertArrayEquals(new double[] {2}, batch.targets()[0]);
  }

  @Test
  void partsKeepImageAndLabelTogether() {
    LabelledImages part = three().at(2, 0, 2);
    assertEquals(3, part.size());
    assertEquals(20, part.pixel(0, 1));
    assertEquals(1, part.label(2));
    assertEquals(255, part.pixel(1, 1));
    assertArrayEquals(new int[] {1, 0, 1}, three().first(2).counts());
  }

  @Test
  void imagesDoNotChangeWithTheArraysTheyCameFrom() {
    byte[] pixels = {1, 2};
    LabelledImages one = LabelledImages.of(SHAPE, 1, pixels, new byte[1]);
    pixels[0] = 9;
    assertEquals(1, one.pixel(0, 0));
  }

  @Test
  void badArgumentsAreRefusedWithNameAndValue() {
    refused("classes", "257", () -> LabelledImages.of(SHAPE, 257, new byte[2], new byte[1]));
    refused("pixels", "3 for 2", () -> LabelledImages.of(SHAPE, 2, new byte[3], new byte[2]));
    refused("pixels", "0 for 0", () -> LabelledImages.of(SHAPE, 2, new byte[0], new byte[0]));
    refused("labels[0]", "2", () -> LabelledImages.of(SHAPE, 2, new byte[2], new byte[] {2}));
    refused("images[1]", "3", () -> three().at(0, 3));
    refused("images", "empty", () -> three().at());
    refused("count", "4", () -> three().first(4));
    refused("deviation", "0.0", () -> three().batch(0, 0));
    refused("rows", "0", () -> new ImageShape(1, 0, 1));
    refused("name", "cifar", () -> ImageData.load("cifar", List.of()));
  }

  private static void refused(String name, String value, Executable call) {
    String message = assertThrows(IllegalArgumentException.class, call).getMessage();
    assertTrue(message.contains(name) && message.contains(value), message);
  }

  private static ImageData real(String name) throws IOException {
    boolean present = DataSets.named(name).find(DataSets.roots()).present();
    assumeTrue(present, name + " is not on this machine");
    return ImageData.load(name, DataSets.roots());
  }

  /** The first labels as the files' documentation prints them. */
  @ParameterizedTest
  @CsvSource({"mnist, 5041921314, 7210414959", "fashion-mnist, 9, 9"})
  void publishedFilesHaveTheirKnownFirstLabels(String name, String train, String test)
      throws IOException {
    ImageData data = real(name);
    assertEquals(60_000, data.train().size());
    assertEquals(10_000, data.test().size());
    assertEquals(new ImageShape(1, 28, 28), data.train().shape());
    assertEquals(train, firstLabels(data.train(), train.length()));
    assertEquals(test, firstLabels(data.test(), test.length()));
  }

  private static String firstLabels(LabelledImages images, int count) {
    StringBuilder labels = new StringBuilder();
    for (int i = 0; i < count; i++) {
      labels.append(images.label(i));
    }
    return labels.toString();
  }

  @Test
  void fashionMnistIsBalanced() throws IOException {
    ImageData data = real("fashion-mnist");
    assertTrue(Arrays.stream(data.train().counts()).allMatch(n -> n == 6_000));
    assertTrue(Arrays.stream(data.test().counts()).allMatch(n -> n == 1_000));
  }

  /** Mean and deviation by which MNIST is usually standardised. */
  @Test
  void mnistHasItsKnownMeanAndDeviation() throws IOException {
    LabelledImages train = real("mnist").train();
    double[] x = new double[train.shape().size()];
    double sum = 0;
    double squares = 0;
    for (int n = 0; n < train.size(); n++) {
      train.input(n, 0.1307, 0.3081, x);
      for (double v : x) {
        sum += v;
        squares += v * v;
      }
    }
    double count = (double) x.length * train.size();
    // The published constants have four digits.
    assertEquals(0, sum / count, 2e-4);
    assertEquals(1, Math.sqrt(squares / count), 2e-4);
  }
}
