package org.bitgrad.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.bitgrad.numeric.RealArray;
import org.bitgrad.random.Noise;
import org.bitgrad.random.RandomStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Optimisers follow their formulas in both precisions, and go on bit for bit. */
class OptimiserTest {
  /** Rounding of a few operations of numbers near 1, in float64. */
  private static final double ROUNDING = 1e-14;

  /** Rounding of some hundred steps of numbers near 1, in float32. */
  private static final double SINGLE = 2e-5;

  private static final RandomStream STREAM = RandomStream.of(3, "optimisers");

  static Stream<Optimiser> recipes() {
    return Stream.of(
        Optimiser.sgd(0.1),
        Optimiser.sgd(0.03).momentum(0.9),
        Optimiser.sgd(0.03).momentum(0.9).nesterov().weightDecay(0.01),
        Optimiser.sgd(0.05).clipEntries(0.4).clipNorm(0.7),
        Optimiser.adam(0.02).weightDecay(0.1),
        Optimiser.adam(0.02).betas(0.5, 0.8).epsilon(1e-3).clipNorm(0.5),
        Optimiser.adamW(0.02, 0.3));
  }

  private static double[] gradient(int step, int size) {
    double[] g = new double[size];
    STREAM.child("step " + step).uniforms(0, g, 0, size);
    for (int i = 0; i < size; i++) {
      g[i] = 2 * g[i] - 1;
    }
    return g;
  }

  private static float[] floats(double... values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  private static double[] doubles(RealArray array) {
    double[] values = new double[array.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = array.get(i);
    }
    return values;
  }

  @Test
  void momentumUnderAConstantGradientIsAGeometricSum() {
    double[] x = {1};
    OptimiserRun run = Optimiser.sgd(0.1).momentum(0.5).start(RealArray.of(x));
    double expected = 1;
    for (int t = 1; t <= 20; t++) {
      run.step(RealArray.of(3.0));
      expected -= 0.1 * 3 * (1 - Math.pow(0.5, t)) / (1 - 0.5);
      assertEquals(expected, x[0], ROUNDING * t);
    }
    assertEquals(20, run.steps());
  }

  @Test
  void theRateOfAScheduleIsTakenAsItIs() {
    double[] x = {1};
    OptimiserRun run = Optimiser.sgd(0.5).start(RealArray.of(x));
    run.step(RealArray.of(1.0));
    run.rate(0.25);
    run.step(RealArray.of(1.0));
    assertEquals(0.25, x[0], 0);
    run.rate(0);
    run.step(RealArray.of(1.0));
    assertEquals(0.25, x[0], 0);
  }

  @Test
  void nesterovLooksOneGradientAhead() {
    double[] x = {1, -2};
    OptimiserRun run =
        Optimiser.sgd(0.1).momentum(0.9).nesterov().weightDecay(0.5).start(RealArray.of(x));
    double[] y = {1, -2};
    double[] v = new double[2];
    for (int t = 0; t < 30; t++) {
      double[] g = gradient(t, 2);
      for (int i = 0; i < 2; i++) {
        double d = g[i] + 0.5 * y[i];
        v[i] = 0.9 * v[i] + d;
        y[i] -= 0.1 * (d + 0.9 * v[i]);
      }
      run.step(RealArray.of(g));
    }
    assertArrayEquals(y, x, 100 * ROUNDING);
  }

  @Test
  void adamsFirstStepIsTheRateWhateverTheGradient() {
    double[] x = {5, 5, 5};
    Optimiser.adam(0.01).start(RealArray.of(x)).step(RealArray.of(1e-3, -7, 1e4));
    assertArrayEquals(new double[] {4.99, 5.01, 4.99}, x, 0.01 * 1e-8 / 1e-3 + ROUNDING);
  }

  @Test
  void adamFollowsItsTwoMeansWithDecayInsideTheGradientAndAdamWBesideIt() {
    for (boolean decoupled : new boolean[] {false, true}) {
      double[] x = {1, -2};
      Optimiser recipe =
          decoupled ? Optimiser.adamW(0.05, 0.2) : Optimiser.adam(0.05).weightDecay(0.2);
      OptimiserRun run = recipe.start(RealArray.of(x));
      double[] y = {1, -2};
      double[] m = new double[2];
      double[] v = new double[2];
      for (int t = 1; t <= 30; t++) {
        double[] g = gradient(t, 2);
        run.step(RealArray.of(g.clone()));
        for (int i = 0; i < 2; i++) {
          double d = decoupled ? g[i] : g[i] + 0.2 * y[i];
          y[i] -= decoupled ? 0.05 * 0.2 * y[i] : 0;
          m[i] = 0.9 * m[i] + 0.1 * d;
          v[i] = 0.999 * v[i] + 0.001 * d * d;
          double mean = m[i] / (1 - Math.pow(0.9, t));
          double square = v[i] / (1 - Math.pow(0.999, t));
          y[i] -= 0.05 * mean / (Math.sqrt(square) + 1e-8);
        }
      }
      // 1 - 0.999 and 0.001 differ by 1e-17, so relatively by 1e-14, in float64.
      assertArrayEquals(y, x, 1e-12);
    }
  }

  @Test
  void entriesAreClippedFirstAndThenTheNormOfAllGroupsTogether() {
    double[] x = {0, 0};
    double[] y = {0};
    double[] g = {30, 0.1};
    double[] h = {-40};
    OptimiserRun run =
        Optimiser.sgd(1).clipEntries(3).clipNorm(1).start(RealArray.of(x), RealArray.of(y));
    run.step(RealArray.of(g), RealArray.of(h));
    double length = Math.sqrt(9 + 0.01 + 9);
    assertArrayEquals(new double[] {-3 / length, -0.1 / length}, x, ROUNDING);
    assertEquals(3 / length, y[0], ROUNDING);
  }

  @Test
  void gradientsWithinTheLimitsAreLeftAsTheyAre() {
    double[] g = {0.3, -0.4};
    OptimiserRun run =
        Optimiser.sgd(1).clipEntries(0.4).clipNorm(0.5).start(RealArray.of(new double[2]));
    run.step(RealArray.of(g));
    assertArrayEquals(new double[] {0.3, -0.4}, g, 0);
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void float32FollowsFloat64ToItsRounding(Optimiser recipe) {
    double[] start = gradient(-1, 50);
    double[] x = start.clone();
    RealArray y = RealArray.of(floats(start));
    OptimiserRun wide = recipe.start(RealArray.of(x));
    OptimiserRun narrow = recipe.start(y);
    for (int t = 0; t < 100; t++) {
      double[] g = gradient(t, 50);
      narrow.step(RealArray.of(floats(g)));
      wide.step(RealArray.of(g));
    }
    assertArrayEquals(x, doubles(y), SINGLE);
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void theMinimumOfAQuadraticIsFound(Optimiser recipe) {
    double[] x = {3, -2};
    OptimiserRun run = recipe.start(RealArray.of(x));
    for (int t = 0; t < 6000; t++) {
      run.rate(recipe.rate() * (t < 3000 ? 1 : Math.pow(0.998, t - 3000)));
      run.step(RealArray.of(x[0], 4 * x[1]));
    }
    // The minimum is 0 with any weight decay, since it pulls there too.
    assertArrayEquals(new double[2], x, 1e-3);
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void aRestoredRunGoesOnBitForBit(Optimiser recipe) {
    for (boolean single : new boolean[] {true, false}) {
      double[] start = gradient(-1, 7);
      RealArray x = single ? RealArray.of(floats(start)) : RealArray.of(start);
      OptimiserRun run = recipe.start(x);
      run.rate(0.011);
      steps(run, 0, 10, single);
      RealArray y = x.copy();
      Map<String, RealArray> state = run.state();
      steps(run, 10, 20, single);
      assertNotEquals(doubles(y)[0], doubles(x)[0]);
      OptimiserRun resumed = recipe.start(y);
      resumed.restore(state);
      steps(resumed, 10, 20, single);
      assertArrayEquals(doubles(x), doubles(y), 0);
      assertEquals(run.steps(), resumed.steps());
    }
  }

  private static void steps(OptimiserRun run, int from, int to, boolean single) {
    for (int t = from; t < to; t++) {
      double[] g = gradient(t, 7);
      run.step(single ? RealArray.of(floats(g)) : RealArray.of(g));
    }
  }

  @Test
  void withoutItsMemoryARunGoesOnDifferently() {
    double[] x = {1};
    OptimiserRun run = Optimiser.sgd(0.1).momentum(0.9).start(RealArray.of(x));
    run.step(RealArray.of(1.0));
    double[] y = x.clone();
    run.step(RealArray.of(1.0));
    Optimiser.sgd(0.1).momentum(0.9).start(RealArray.of(y)).step(RealArray.of(1.0));
    assertEquals(0.09, y[0] - x[0], ROUNDING);
  }

  static Stream<BinaryRule> rules() {
    double[] latent = {0.3, -0.2, 0.01};
    return Stream.of(
        new MirrorDescent(Noise.logistic(), 0.1, 0.2, latent),
        new DecayedSignRule(0.05, latent),
        new Bop(0.5, 0.04, 1, -1, 1),
        BayesBinnRule.asPublished(0.1, 5, latent),
        BayesBinnRule.honest(0.1, 5, 0.7, latent));
  }

  @ParameterizedTest
  @MethodSource("rules")
  void rulesOfBinaryWeightsGoOnBitForBitEvenBetweenWeightsAndStep(BinaryRule rule) {
    RandomStream stream = RandomStream.of(5, "resumed rules");
    double[] out = new double[3];
    rule.rate(0.07);
    rule.weights(stream.child("first"), out);
    rule.step(gradient(0, 3));
    rule.weights(stream.child("second"), out);
    Map<String, RealArray> state = rule.state();
    double[] path = later(rule, stream);
    rule.rate(0.5);
    rule.restore(state);
    assertArrayEquals(path, later(rule, stream), 0);
  }

  /** Weights and latent parameters of the steps that follow. */
  private static double[] later(BinaryRule rule, RandomStream stream) {
    DoubleStream path = DoubleStream.empty();
    double[] out = new double[3];
    for (int t = 1; t < 10; t++) {
      rule.step(gradient(t, 3));
      rule.weights(stream.child("later " + t), out);
      path = DoubleStream.concat(path, Arrays.stream(out.clone()));
      path = DoubleStream.concat(path, Arrays.stream(rule.latent().clone()));
    }
    return path.toArray();
  }

  private static void refused(String part, Executable call) {
    String message = assertThrows(IllegalArgumentException.class, call).getMessage();
    assertTrue(message.contains(part), message);
  }

  @Test
  void badInputIsRefusedAndChangesNothing() {
    refused("rate must be a positive", () -> Optimiser.sgd(0));
    refused("rate must be a positive", () -> Optimiser.adam(Double.NaN));
    refused("momentum must be in [0, 1]", () -> Optimiser.sgd(1).momentum(1.1));
    refused("momentum before nesterov()", () -> Optimiser.sgd(1).nesterov());
    refused("decay must be", () -> Optimiser.sgd(1).weightDecay(-1));
    refused("decay must be", () -> Optimiser.adamW(1, -1));
    refused("beta2 must be in [0, 1)", () -> Optimiser.adam(1).betas(0, 1));
    refused("epsilon must be", () -> Optimiser.adam(1).epsilon(0));
    refused("limit of entries", () -> Optimiser.adam(1).clipEntries(0));
    refused("limit of the norm", () -> Optimiser.sgd(1).clipNorm(-3));
    refused("at least 1 group", () -> Optimiser.sgd(1).start());
    double[] x = {1, 2};
    double[] g = {5, 5};
    OptimiserRun run = Optimiser.sgd(1).clipEntries(1).start(RealArray.of(x), RealArray.of(x));
    refused("2 groups, but has 1", () -> run.step(RealArray.of(g)));
    refused("gradient 1 must have", () -> run.step(RealArray.of(g), RealArray.of(1.0)));
    refused("float64, but has", () -> run.step(RealArray.of(g), RealArray.of(floats(1, 2))));
    refused("rate must be", () -> run.rate(-1));
    refused("state must have", () -> run.restore(Map.of()));
    assertArrayEquals(new double[] {1, 2}, x, 0);
    assertArrayEquals(new double[] {5, 5}, g, 0);
  }
}
