package org.bitgrad.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Sizes and class counts as the data sets' own descriptions state them. */
class RealDataTest {
  private static void assumePresent(String name) {
    String state = DataSets.named(name).find(DataSets.roots()).state();
    assumeTrue(!state.equals("missing"), name + " is not on this machine");
    assertEquals("present", state);
  }

  @Test
  void partOfCifar10IsBalancedAndBeginsAsTheWholeDoes() throws IOException {
    assumePresent("cifar10-subset");
    ImageData data = ImageData.cifar10Subset();
    assertTrue(Arrays.stream(data.train().counts()).allMatch(n -> n == 1000));
    assertTrue(Arrays.stream(data.validation().orElseThrow().counts()).allMatch(n -> n == 100));
    assertArrayEquals(
        new int[] {103, 89, 100, 103, 90, 86, 112, 102, 106, 109}, data.test().counts());
    // The first test image: class 3, its first red pixels.
    assertEquals(3, data.test().label(0));
    int[] red = {158, 159, 165, 166};
    for (int i = 0; i < red.length; i++) {
      assertEquals(red[i], data.test().pixel(0, i));
    }
  }

  @Test
  void wholeOfCifar10IsBalanced() throws IOException {
    assumePresent("cifar10");
    ImageData data = ImageData.cifar10();
    assertTrue(Arrays.stream(data.train().counts()).allMatch(n -> n == 5000));
    assertTrue(Arrays.stream(data.test().counts()).allMatch(n -> n == 1000));
  }

  /** Counts of the official description, where classes are listed from 0 to 9. */
  @Test
  void opticalDigitsHaveTheirOfficialClassCounts() throws IOException {
    assumePresent("optdigits");
    ImageData data = ImageData.opticalDigits();
    assertArrayEquals(
        new int[] {376, 389, 380, 389, 387, 376, 377, 387, 380, 382}, data.train().counts());
    assertArrayEquals(
        new int[] {178, 182, 177, 183, 181, 182, 181, 179, 174, 180}, data.test().counts());
  }

  /** The official description: 98.00 % by the nearest neighbour. */
  @Test
  void nearestNeighbourOnOpticalDigitsIsRightAsOftenAsTheOfficialDescriptionSays()
      throws IOException {
    assumePresent("optdigits");
    ImageData data = ImageData.opticalDigits();
    double right = NearestNeighbour.accuracy(data.train(), data.test());
    assertEquals(0.98, right, 1e-4);
  }

  @Test
  void newsgroupsHaveTheirDocumentedShapes() throws IOException {
    assumePresent("20news-w100");
    assumePresent("20news-w1000");
    TextData small = TextData.newsgroups100();
    assertArrayEquals(new int[] {4605, 3519, 2657, 5461}, small.train().asBits().counts());
    assertEquals(65_451, small.train().nonZeros());
    assertEquals(100, small.words().size());
    assertTrue(small.test().isEmpty());
    TextData large = TextData.newsgroups1000();
    assertEquals(11_256, large.train().size());
    assertEquals(329_602, large.train().nonZeros());
    assertEquals(7_489, large.test().orElseThrow().size());
    assertEquals(216_777, large.test().orElseThrow().nonZeros());
    assertEquals(1000, large.words().size());
    assertEquals(20, large.classNames().size());
  }
}
