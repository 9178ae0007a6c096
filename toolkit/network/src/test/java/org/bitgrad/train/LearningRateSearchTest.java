package org.bitgrad.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.bitgrad.train.LearningRateSearch.Trial;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** The search finds known minima, avoids divergence, and goes on where it was stopped. */
class LearningRateSearchTest {
  private static double notAgain(double rate) {
    throw new AssertionError("not to be tried again: " + rate);
  }

  private static double[] minimum(DoubleUnaryOperator f, int most) {
    BoundedMinimiser brent = new BoundedMinimiser(-6, 0, 1e-7);
    int calls = 0;
    double best = Double.POSITIVE_INFINITY;
    double at = 0;
    for (; calls < most && !brent.done(); calls++) {
      double x = brent.next();
      assertTrue(x > -6 && x < 0, () -> "outside: " + x);
      double value = f.applyAsDouble(x);
      if (Double.isFinite(value) && value < best) {
        best = value;
        at = x;
      }
      brent.tell(value);
    }
    return new double[] {at, calls};
  }

  @Test
  void knownMinimaAreFound() {
    // Values flat to rounding around a minimum of 0 or 1: no search sees more than their root.
    assertEquals(-2.7, minimum(x -> (x + 2.7) * (x + 2.7), 50)[0], 1e-7);
    assertEquals(-Math.PI / 2, minimum(x -> Math.sin(x) + (x < -4 ? 9 : 0), 60)[0], 1e-6);
    assertEquals(-1, minimum(x -> Math.abs(x + 1), 80)[0], 1e-6);
    assertEquals(-4, minimum(x -> Math.exp(x) - Math.exp(-4) * x, 60)[0], 1e-5);
    assertEquals(0, minimum(x -> -x, 80)[0], 1e-6);
    assertEquals(-6, minimum(x -> x, 80)[0], 1e-6);
  }

  @Test
  void smoothMinimaCostFarFewerValuesThanGoldenSections() {
    // Golden sections need log(6e7) / log(1.618) = 37 values for this tolerance.
    assertTrue(minimum(x -> (x + 2.7) * (x + 2.7), 50)[1] <= 8);
    assertTrue(minimum(x -> Math.exp(x) - Math.exp(-4) * x, 60)[1] <= 25);
  }

  @Test
  void theMinimumOfAParabolaIsFoundInTenValuesWhereverItLies() {
    for (int k = 1; k < 60; k++) {
      double at = -0.1 * k;
      assertEquals(at, minimum(x -> (x - at) * (x - at), 10)[0], 1e-6);
    }
  }

  @Test
  void aMinimumFarBelowDivergenceIsFound() {
    for (double worst : new double[] {Double.NaN, 1 / 0.0, -1 / 0.0}) {
      assertEquals(-5, minimum(x -> x > -3 ? worst : (x + 5) * (x + 5), 30)[0], 1e-6);
    }
  }

  @Test
  void nothingIsTriedAboveARateThatDiverged() {
    for (double worst : new double[] {Double.NaN, 1 / 0.0, -1 / 0.0}) {
      for (double largest = -5.9; largest < 0; largest += 0.1) {
        BoundedMinimiser brent = new BoundedMinimiser(-6, 0, 1e-5);
        double diverged = 0;
        for (int trial = 0; trial < 12 && !brent.done(); trial++) {
          double x = brent.next();
          double bound = diverged;
          assertTrue(x < bound, () -> x + " is not below " + bound);
          boolean diverges = x > largest;
          diverged = diverges ? x : diverged;
          brent.tell(diverges ? worst : -x);
        }
      }
    }
  }

  @Test
  void theFirstTwoTrialsAreGoldenSections() {
    List<Trial> trials = LearningRateSearch.published().trials(2).run(List.of(), rate -> rate);
    double golden = (3 - Math.sqrt(5)) / 2;
    assertEquals(-6 + 6 * golden, trials.get(0).log10(), 1e-14);
    assertEquals(-6 * golden, trials.get(1).log10(), 1e-14);
    assertEquals(Math.pow(10, -6 + 6 * golden), trials.get(0).rate(), 1e-18);
  }

  /** The loss of a training that diverges above a rate. */
  private static double loss(double rate, double largest) {
    return rate > largest ? Double.NaN : Math.abs(Math.log10(rate / largest) + 0.3);
  }

  @Test
  void tenTrialsComeCloseAlthoughTrainingDivergesAbove() {
    for (double largest : new double[] {0.9, 0.1, 3e-3, 1e-4, 1e-5}) {
      List<Trial> trials =
          LearningRateSearch.published().run(List.of(), rate -> loss(rate, largest));
      assertEquals(10, trials.size());
      assertEquals(
          0, LearningRateSearch.best(trials).score(), 0.15, () -> "diverges at " + largest);
    }
  }

  @Test
  void aStoppedSearchGoesOnWithTheSameTrials() {
    List<List<Trial>> told = new ArrayList<>();
    LearningRateSearch search = LearningRateSearch.published().onTrial(told::add);
    List<Trial> all = search.run(List.of(), rate -> loss(rate, 0.01));
    assertEquals(10, told.size());
    assertEquals(all, told.get(9));
    for (List<Trial> done : told) {
      assertEquals(all, LearningRateSearch.published().run(done, rate -> loss(rate, 0.01)));
    }
    assertEquals(all, LearningRateSearch.published().run(all, LearningRateSearchTest::notAgain));
  }

  private static void refused(String part, Executable call) {
    String message = assertThrows(IllegalArgumentException.class, call).getMessage();
    assertTrue(message.contains(part), message);
  }

  @Test
  void badInputIsRefused() {
    refused("low must be below high", () -> LearningRateSearch.between(0, 0));
    refused("low must be below high", () -> LearningRateSearch.between(Double.NaN, 0));
    refused("trials must be at least 1", () -> LearningRateSearch.published().trials(0));
    refused("none of 1 has", () -> LearningRateSearch.best(List.of(new Trial(-1, Double.NaN))));
    List<Trial> foreign = List.of(new Trial(-1, 2));
    refused(
        "done[0] must be",
        () -> LearningRateSearch.published().run(foreign, LearningRateSearchTest::notAgain));
    List<Trial> two = LearningRateSearch.published().trials(2).run(List.of(), rate -> rate);
    refused(
        "at most the 1",
        () -> LearningRateSearch.published().trials(1).run(two, LearningRateSearchTest::notAgain));
  }
}
