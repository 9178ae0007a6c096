package org.bitgrad.random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the package refuses, and that the message names the argument, its value and the range. */
class RandomRefusalsTest {

  private static final RandomStream STREAM = RandomStream.of(1);
  private static final double[] FIVE = new double[5];

  static Stream<Arguments> badNames() {
    String unpaired = "name must be well-formed Unicode, had an unpaired surrogate in 'a";
    return Stream.of(
        Arguments.of(null, "name must be a string of at least one character, was null"),
        Arguments.of("", "name must be a string of at least one character, was empty"),
        Arguments.of("a\uD83C", unpaired),
        Arguments.of("a\uDFB2", unpaired),
        Arguments.of("a\uDFB2\uD83C", unpaired));
  }

  @ParameterizedTest
  @MethodSource("badNames")
  void namesThatCannotBeHashedUniquelyAreRefused(String name, String message) {
    refused(message, () -> STREAM.child(name));
    refused(message, () -> RandomStream.of(1, name, "b"));
    refused(message, () -> RandomStream.of(1, "b", name));
  }

  @Test
  void missingArrayOfNamesIsRefused() {
    refused("names must be an array of names, was null", () -> RandomStream.of(1, (String[]) null));
  }

  @ParameterizedTest
  @CsvSource({"-1, 2", "0, 6", "5, 1", "6, 0", "2, -1", "2147483647, 1", "1, 2147483647"})
  void rangesOutsideTheArrayAreRefused(int offset, int length) {
    long[] words = new long[5];
    double[] out = new double[5];
    String end =
        " of 5 elements does not hold the range: offset "
            + offset
            + " and length "
            + length
            + " must be at least 0 and their sum at most 5";
    outside("out" + end, () -> STREAM.bits(0, words, offset, length));
    outside("out" + end, () -> STREAM.uniforms(0, out, offset, length));
    for (Noise noise : NoiseTest.noises()) {
      outside("a" + end, () -> noise.probabilities(FIVE, out, offset, length));
      outside("a" + end, () -> noise.densities(FIVE, out, offset, length));
    }
    for (VectorMathTest.Function function : VectorMathTest.functions()) {
      outside("a" + end, () -> function.bulk().apply(FIVE, out, offset, length));
    }
    assertArrayEquals(new long[5], words);
    assertArrayEquals(new double[5], out);
  }

  @Test
  void outputArraysThatAreTooShortAreRefused() {
    double[] two = new double[2];
    String message = "out of 2 elements does not hold the range: offset 0 and length 5";
    outside(message, () -> Noise.logistic().probabilities(FIVE, two, 0, 5));
    outside(message, () -> Noise.gaussian(1).densities(FIVE, two, 0, 5));
    outside(message, () -> VectorMath.softplus(FIVE, two, 0, 5));
  }

  @Test
  void missingArraysAreRefused() {
    refused("out must be an array, was null", () -> STREAM.bits(0, null, 0, 0));
    refused("out must be an array, was null", () -> STREAM.uniforms(0, null, 0, 0));
    for (Noise noise : NoiseTest.noises()) {
      refused("a must be an array, was null", () -> noise.probabilities(null, FIVE, 0, 1));
      refused("out must be an array, was null", () -> noise.probabilities(FIVE, null, 0, 1));
      refused("a must be an array, was null", () -> noise.densities(null, FIVE, 0, 1));
      refused("out must be an array, was null", () -> noise.densities(FIVE, null, 0, 1));
    }
    for (VectorMathTest.Function function : VectorMathTest.functions()) {
      refused("a must be an array, was null", () -> function.bulk().apply(null, FIVE, 0, 1));
      refused("out must be an array, was null", () -> function.bulk().apply(FIVE, null, 0, 1));
    }
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {
        0,
        -0.0,
        -1,
        9.9e-101,
        1.1e100,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY
      })
  void scalesOutsideTheirRangeAreRefused(double scale) {
    String message = "scale of a noise must be in [1e-100, 1e100], was " + scale;
    refused(message, () -> Noise.logistic(scale));
    refused(message, () -> Noise.uniform(scale));
    refused(message, () -> Noise.triangular(scale));
    refused(message, () -> Noise.gaussian(scale));
    refused(message, () -> Noise.of("uniform", scale));
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {0, -0.0, 1, -1e-9, 1 + 1e-9, Double.NaN, Double.POSITIVE_INFINITY, -1e308})
  void quantilesOutsideTheOpenIntervalAreRefused(double u) {
    for (Noise noise : NoiseTest.noises()) {
      refused("u must be in the open interval (0, 1), was " + u, () -> noise.quantile(u));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "normal", "logistic ", "sigmoid", "logistic(1)"})
  void unknownFamiliesAreRefusedWithTheKnownOnes(String family) {
    refused(
        "noise must be one of logistic, uniform, triangular, gaussian, was '" + family + "'",
        () -> Noise.of(family, 1));
  }

  @Test
  void misspeltFamiliesAreAnsweredWithTheNearestAndCaseDoesNotMatter() {
    String known = "noise must be one of logistic, uniform, triangular, gaussian, was ";
    refused(known + "'Gausian' (did you mean 'gaussian'?)", () -> Noise.of("Gausian", 1));
    refused(known + "'unifrom' (did you mean 'uniform'?)", () -> Noise.parse("unifrom(0.5)"));
    refused(
        "copula must be one of independent, dirichlet, gaussian, rotation, but is Dirichlt"
            + " (did you mean 'dirichlet'?)",
        () -> Copulas.of("Dirichlt"));
    assertEquals("uniform(0.5)", Noise.parse("Uniform(0.5)").name());
    assertEquals("logistic", Noise.of("LOGISTIC", 1).name());
    assertEquals("rotation", Copulas.of("Rotation").name());
  }

  static List<Arguments> badTexts() {
    String known = "noise must be one of logistic, uniform, triangular, gaussian";
    String range = "scale of a noise must be ";
    return List.of(
        Arguments.of(null, known + ", was null"),
        Arguments.of("", known + ", optionally with a scale in parentheses"),
        Arguments.of("probit", known + ", was 'probit'"),
        Arguments.of("probit(2)", known + ", was 'probit'"),
        Arguments.of("gaussian()", known + ", optionally"),
        Arguments.of("gaussian(2", known + ", optionally"),
        Arguments.of("gaussian(2) ", known + ", optionally"),
        Arguments.of("gaussian(NaN)", known + ", optionally"),
        Arguments.of("gaussian(0x1p3)", known + ", optionally"),
        Arguments.of("gaussian(1e)", range + "a number in [1e-100, 1e100], was '1e'"),
        Arguments.of("gaussian(1.2.3)", range + "a number in [1e-100, 1e100], was '1.2.3'"),
        Arguments.of("gaussian(-1)", range + "in [1e-100, 1e100], was -1.0"),
        Arguments.of("gaussian(1e999)", range + "in [1e-100, 1e100], was Infinity"));
  }

  @ParameterizedTest
  @MethodSource("badTexts")
  void textsThatAreNoNameOfANoiseAreRefused(String text, String message) {
    refused(message, () -> Noise.parse(text));
  }

  @Test
  void missingFamilyIsRefused() {
    refused(
        "noise must be one of logistic, uniform, triangular, gaussian, was null",
        () -> Noise.of(null, 1));
  }

  private static void refused(String message, Executable call) {
    check(message, assertThrows(IllegalArgumentException.class, call));
  }

  private static void outside(String message, Executable call) {
    check(message, assertThrows(IndexOutOfBoundsException.class, call));
  }

  private static void check(String message, Exception refusal) {
    assertTrue(refusal.getMessage().startsWith(message), refusal.getMessage());
    assertEquals(1, refusal.getMessage().lines().count());
  }
}
