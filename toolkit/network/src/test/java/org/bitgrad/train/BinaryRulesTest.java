package org.bitgrad.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.bitgrad.estimator.MeanSink;
import org.bitgrad.estimator.StFormulas;
import org.bitgrad.estimator.StFormulas.Scalar;
import org.bitgrad.estimator.contract.SiteDraw;
import org.bitgrad.estimator.relaxed.Concrete;
import org.bitgrad.exact.ExactOracle;
import org.bitgrad.problem.Encoding;
import org.bitgrad.problem.Problem;
import org.bitgrad.random.Noise;
import org.bitgrad.random.RandomStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules for binary weights agree with the reference file and with one another. */
public class BinaryRulesTest {
  private static final StFormulas FILE = StFormulas.read();
  private static final JsonNode TOY = FILE.json().get("bayesbinn_collapse");
  private static final double[] X = StFormulas.numbers(TOY.get("X"));
  private static final double[] Y = StFormulas.numbers(TOY.get("y"));
  private static final RandomStream STREAM = RandomStream.of(7, "rules");

  /** The numbers of the file that are compared here, or go in. */
  static Stream<String> covered() {
    return Stream.of(
            StFormulas.fields("bayesbinn_collapse", "X", "y", "lam0", "alpha", "trainset_scale"),
            StFormulas.fields("bayesbinn_collapse", "eps", "tau", "steps", "identical_steps"),
            StFormulas.fields("bayesbinn_collapse", "unsaturated_draws", "final_weights"),
            StFormulas.fields("bayesbinn_collapse", "hamming_per_step", "weights_first8"),
            StFormulas.fields("bayesbinn_collapse", "min_margin"),
            StFormulas.fields("bayesbinn_saturated_scale", "lam", "float32"),
            StFormulas.fields("bayesbinn_scale", "lam", "code_scale_saturated_float32"),
            StFormulas.fields("bayesbinn_scale", "prob_not_saturated_f32_approx"),
            StFormulas.fields("mirror_descent", "theta", "g_theta", "eps", "lam", "eta_logit"),
            StFormulas.fields("mirror_descent", "theta_md_kl", "theta_md_kl_composite"),
            StFormulas.fields("mirror_descent", "theta_md_euclid_clip", "theta_md_gaussian"),
            StFormulas.fields("mirror_descent", "theta_plain_sgd_on_logit", "wd_equivalent_eps"),
            StFormulas.fields("bop_equivalence", "grads", "eps", "lam", "eta0", "signs"),
            StFormulas.fields("bop_equivalence", "final_eta", "final_m"))
        .flatMap(fields -> fields);
  }

  /** The mean of softplus(-y x.w), differentiated. */
  private static double[] toyGradient(double[] w) {
    double[] g = new double[w.length];
    for (int k = 0; k < Y.length; k++) {
      double score = 0;
      for (int i = 0; i < w.length; i++) {
        score += X[k * w.length + i] * w[i];
      }
      double factor = -Y[k] / (1 + Math.exp(Y[k] * score)) / Y.length;
      for (int i = 0; i < w.length; i++) {
        g[i] += factor * X[k * w.length + i];
      }
    }
    return g;
  }

  private static List<double[]> run(BinaryRule rule, List<Double> margins) {
    List<double[]> weights = new ArrayList<>();
    for (int step = 0; step < TOY.get("steps").asInt(); step++) {
      double[] w = new double[rule.size()];
      rule.weights(STREAM.child(step), w);
      weights.add(w);
      rule.step(toyGradient(w));
      double[] size = Arrays.stream(rule.latent()).map(Math::abs).toArray();
      margins.add(Arrays.stream(size).min().orElse(0) / Arrays.stream(size).max().orElse(1));
    }
    return weights;
  }

  @Test
  void asPublishedBayesBinnIsTheNoiseFreeRule() {
    double[] lambda = StFormulas.numbers(TOY.get("lam0"));
    double alpha = TOY.get("alpha").asDouble();
    double examples = Y.length * TOY.get("trainset_scale").asDouble();
    List<Double> margins = new ArrayList<>();
    List<double[]> noisy =
        run(BayesBinnRule.asPublished(alpha, examples, lambda), new ArrayList<>());
    double[] scaled = Arrays.stream(lambda).map(l -> l / (examples * 1e10)).toArray();
    List<double[]> plain = run(new DecayedSignRule(alpha, scaled), margins);
    assertEquals(BayesBinnRule.PUBLISHED, TOY.get("eps").asDouble());
    assertEquals(BayesBinnRule.PUBLISHED, TOY.get("tau").asDouble());
    int identical = 0;
    int unsaturated = 0;
    for (int step = 0; step < plain.size(); step++) {
      identical += Arrays.equals(plain.get(step), noisy.get(step)) ? 1 : 0;
      unsaturated += (int) Arrays.stream(noisy.get(step)).filter(w -> Math.abs(w) != 1).count();
    }
    assertEquals(TOY.get("identical_steps").asInt(), identical);
    assertEquals(TOY.get("unsaturated_draws").asInt(), unsaturated);
    JsonNode first = TOY.get("weights_first8");
    for (int step = 0; step < first.size(); step++) {
      assertArrayEquals(StFormulas.numbers(first.get(step)), plain.get(step));
    }
    double[] last = StFormulas.numbers(TOY.get("final_weights"));
    assertArrayEquals(last, plain.get(plain.size() - 1));
    for (int step = 1; step < plain.size(); step++) {
      int changed = 0;
      for (int i = 0; i < last.length; i++) {
        changed += plain.get(step)[i] == plain.get(step - 1)[i] ? 0 : 1;
      }
      assertEquals(TOY.get("hamming_per_step").get(step - 1).asInt(), changed);
    }
    double margin = margins.stream().mapToDouble(Double::doubleValue).min().orElse(0);
    assertEquals(TOY.get("min_margin").asDouble(), margin, 1e-10);
  }

  /** The file's numbers round tanh and eps to float32; ours round every operation. */
  @Test
  void asPublishedTheScaleIsThatOfTheGuard() {
    for (JsonNode entry : FILE.list("bayesbinn_saturated_scale")) {
      checkScale(entry.get("lam").asDouble(), entry.get("float32").asDouble());
    }
    for (JsonNode entry : FILE.list("bayesbinn_scale")) {
      double lambda = entry.get("lam").asDouble();
      checkScale(lambda, entry.get("code_scale_saturated_float32").asDouble());
      // w is not rounded to -1 or 1 where |lambda + delta| is below tau times this.
      double rounded = (float) StrictMath.tanh(9.011) == 1 ? 9.0109 : Double.NaN;
      assertTrue((float) StrictMath.tanh(rounded - 1e-3) < 1);
      double p = 2 * rounded * BayesBinnRule.PUBLISHED * Noise.logistic(0.5).density(lambda);
      double expected = entry.get("prob_not_saturated_f32_approx").asDouble();
      assertEquals(expected, p, 2e-4 * expected);
    }
  }

  private static void checkScale(double lambda, double expected) {
    BayesBinnRule rule = BayesBinnRule.asPublished(0.1, 1, lambda);
    rule.weights(STREAM, new double[1]);
    // 1 - mu^2 is off by half a unit of 2^-24, the product and quotient by a few more.
    double lost = 1 - Math.pow(Math.tanh(lambda), 2) < 1e-7 ? 0 : Math.min(expected, 1e3);
    double allowed = (4 + lost) * 0x1p-24;
    assertEquals(expected, rule.scale(0), allowed * expected, "lambda " + lambda);
  }

  /**
   * Without guard s g dmu/da is Concrete's derivative; delta has the sign opposite to the noise.
   */
  @ParameterizedTest
  @ValueSource(doubles = {0.3, 1})
  void honestBayesBinnStepsAlongConcreteInTheMean(double tau) {
    double lambda = 0.4;
    BayesBinnRule rule = BayesBinnRule.honest(0.1, 20, tau, lambda);
    double[] w = new double[1];
    rule.weights(STREAM, w);
    double[] u = {STREAM.uniform(0)};
    Problem linear = StFormulas.unit(Scalar.of("linear"), Encoding.SPINS, 2 * lambda);
    MeanSink sink = new MeanSink(linear);
    sink.clear();
    new Concrete(tau).open(linear).estimate(SiteDraw.of((site, unit, row, rows) -> 1 - u[0]), sink);
    sink.finish();
    assertEquals(sink.value(), w[0], 1e-13);
    double dMean = 2 * Noise.logistic().density(2 * lambda);
    double scaled = sink.gradient().flat()[0] / dMean;
    assertEquals(scaled, rule.scale(0), 1e-12 * scaled);
    rule.step(new double[] {1});
    assertEquals(0.9 * lambda - 0.1 * 20 * scaled, rule.latent()[0], 1e-12);
  }

  @Test
  void aSaturatedWeightOfTheHonestRuleDoesNotMove() {
    BayesBinnRule rule = BayesBinnRule.honest(0.1, 20, 0.5, 400);
    rule.weights(STREAM, new double[1]);
    rule.step(new double[] {3});
    assertEquals(360, rule.latent()[0], 1e-12);
  }

  /** The density of the noise ends at about 372: 0 / 0 in the scale would be NaN. */
  @Test
  void theHonestRuleStaysFiniteWhereTheDensityOfTheNoiseEnds() {
    double[] lambda = new double[400];
    for (int i = 0; i < lambda.length; i++) {
      lambda[i] = 340 + 0.1 * i;
    }
    BayesBinnRule rule = BayesBinnRule.honest(0.1, 20, 0.01, lambda);
    double[] ones = new double[lambda.length];
    Arrays.fill(ones, 1);
    for (int step = 0; step < 5; step++) {
      rule.weights(STREAM.child(step), new double[lambda.length]);
      rule.step(ones);
    }
    assertTrue(Arrays.stream(rule.latent()).allMatch(Double::isFinite));
  }

  /** More weights than a working block holds, one of them seen alone. */
  @Test
  void aWeightDoesNotDependOnHowManyThereAre() {
    double[] lambda = new double[2500];
    Arrays.setAll(lambda, i -> 0.001 * i - 1);
    double[] all = new double[lambda.length];
    BayesBinnRule many = BayesBinnRule.honest(0.1, 20, 0.5, lambda);
    many.weights(STREAM, all);
    for (int i : new int[] {0, 1023, 1024, 2499}) {
      double delta = Noise.logistic().quantile(STREAM.uniform(i)) / 2;
      double x = (lambda[i] + delta) / 0.5;
      assertEquals(Math.tanh(x), all[i], 1e-14);
      double mu = Math.tanh(lambda[i]);
      double scale = (1 - Math.pow(Math.tanh(x), 2)) / (0.5 * (1 - mu * mu));
      assertEquals(scale, many.scale(i), 1e-12 * (1 + scale));
    }
  }

  @Test
  void bopWithoutThresholdIsTheSignOfADecayedLatentParameter() {
    JsonNode entry = FILE.json().get("bop_equivalence");
    double eps = entry.get("eps").asDouble();
    double lambda = entry.get("lam").asDouble();
    double[] eta = StFormulas.numbers(entry.get("eta0"));
    double[] start = Arrays.stream(eta).map(Math::signum).toArray();
    Bop bop = new Bop(eps * lambda, 0, start);
    for (int i = 0; i < eta.length; i++) {
      bop.latent()[i] = -lambda * eta[i];
    }
    // eta = (1 - eps lambda) eta - eps g, as a rule that divides g by lambda.
    DecayedSignRule sign = new DecayedSignRule(eps * lambda, eta);
    double[] w = new double[eta.length];
    for (int step = 0; step < entry.get("grads").size(); step++) {
      double[] g = StFormulas.numbers(entry.get("grads").get(step));
      bop.step(g);
      sign.step(Arrays.stream(g).map(x -> x / lambda).toArray());
      bop.weights(STREAM, w);
      assertArrayEquals(StFormulas.numbers(entry.get("signs").get(step)), w);
      sign.weights(STREAM, w);
      assertArrayEquals(StFormulas.numbers(entry.get("signs").get(step)), w);
    }
    assertArrayEquals(StFormulas.numbers(entry.get("final_m")), bop.latent(), 1e-11);
    assertArrayEquals(StFormulas.numbers(entry.get("final_eta")), sign.latent(), 1e-11);
  }

  @Test
  void bopKeepsAWeightUntilTheMeanPassesTheThreshold() {
    Bop bop = new Bop(0.5, 0.6, 1, -1);
    double[] w = new double[2];
    bop.step(new double[] {1, 1});
    bop.weights(STREAM, w);
    assertArrayEquals(new double[] {1, -1}, w);
    bop.step(new double[] {1, 1});
    bop.weights(STREAM, w);
    assertArrayEquals(new double[] {-1, -1}, w);
  }

  @Test
  void mirrorDescentHasTheStepsOfTheFile() {
    for (JsonNode entry : FILE.list("mirror_descent")) {
      double lambda = entry.get("lam").asDouble();
      double eps = entry.get("eps").asDouble();
      check(entry, "theta_md_kl", Noise.logistic(), eps, 0);
      check(entry, "theta_md_kl_composite", Noise.logistic(), eps, lambda);
      check(entry, "theta_md_euclid_clip", Noise.uniform(1), eps, 0);
      check(entry, "theta_md_gaussian", Noise.gaussian(1), eps, 0);
      checkPlainDescent(entry, eps);
      // Composite and decoupled decay are one family.
      double equivalent = eps / (1 + eps * lambda);
      assertEquals(entry.get("wd_equivalent_eps").asDouble(), equivalent, 1e-12);
      double[] eta = quantiles(entry, Noise.logistic());
      MirrorDescent composite = new MirrorDescent(Noise.logistic(), eps, lambda, eta);
      double g = entry.get("g_theta").asDouble();
      composite.step(gradient(entry));
      for (int i = 0; i < eta.length; i++) {
        double decayed = (1 - equivalent * lambda) * eta[i] - equivalent * g;
        assertEquals(decayed, composite.latent()[i], 1e-12);
      }
    }
  }

  /** SGD on the logit with the true derivative, which is that of a linear loss. */
  private static void checkPlainDescent(JsonNode entry, double eps) {
    double g = entry.get("g_theta").asDouble() / 2;
    Scalar linear = new Scalar("g x", x -> g * x, x -> g);
    double[] eta = quantiles(entry, Noise.logistic());
    for (int i = 0; i < eta.length; i++) {
      Problem problem = StFormulas.unit(linear, Encoding.SPINS, eta[i]);
      double step = ExactOracle.compute(problem).gradient().flat()[0];
      double theta = Noise.logistic().probability(eta[i] - eps * step);
      double tabled = entry.get("eta_logit").get(i).asDouble();
      assertEquals(tabled, eta[i], StFormulas.ACCURACY * Math.abs(tabled));
      double expected = entry.get("theta_plain_sgd_on_logit").get(i).asDouble();
      assertEquals(expected, theta, StFormulas.ACCURACY * expected);
    }
  }

  private static double[] quantiles(JsonNode entry, Noise noise) {
    return Arrays.stream(StFormulas.numbers(entry.get("theta"))).map(noise::quantile).toArray();
  }

  private static double[] gradient(JsonNode entry) {
    double[] g = new double[entry.get("theta").size()];
    Arrays.fill(g, entry.get("g_theta").asDouble() / 2);
    return g;
  }

  private static void check(JsonNode entry, String name, Noise noise, double eps, double lambda) {
    MirrorDescent rule = new MirrorDescent(noise, eps, lambda, quantiles(entry, noise));
    rule.step(gradient(entry));
    double[] expected = StFormulas.numbers(entry.get(name));
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], rule.probability(i), StFormulas.ACCURACY * expected[i], name);
    }
  }

  @Test
  void mirrorDescentSamplesItsProbabilities() {
    double[] eta = new double[20_000];
    Arrays.fill(eta, 0.8);
    double[] w = new double[eta.length];
    MirrorDescent rule = new MirrorDescent(Noise.logistic(), 0.1, 0, eta);
    rule.weights(STREAM, w);
    double p = Noise.logistic().probability(0.8);
    double share = Arrays.stream(w).filter(x -> x == 1).count() / (double) w.length;
    // Two-sided level 1e-6: 4.9 deviations; a shift of 3 % is found with power above 0.999.
    assertEquals(p, share, 4.9 * Math.sqrt(p * (1 - p) / w.length));
  }

  /**
   * {@code lambda <- (1 - alpha) lambda - alpha N g} in half-logits, with a rate set by a schedule.
   */
  @Test
  void mirrorDescentWithDecayIsStraightThroughInTheMean() {
    double examples = 40;
    double alpha = 0.2;
    double lambda = 0.7;
    MirrorDescent rule = new MirrorDescent(Noise.logistic(), 1, 1 / examples, 2 * lambda);
    rule.rate(alpha * examples / (1 - alpha));
    rule.step(new double[] {0.03});
    double expected = (1 - alpha) * lambda - alpha * examples * 0.03;
    assertEquals(2 * expected, rule.latent()[0], 1e-14);
  }

  @Test
  void aRateSetLaterIsThatOfTheNextStep() {
    for (BinaryRule rule :
        List.of(
            new DecayedSignRule(0.9, 1),
            new Bop(0.9, 5, 1),
            BayesBinnRule.honest(0.9, 1, 1, 1),
            BayesBinnRule.asPublished(0.9, 1, 1))) {
      double before = rule.latent()[0];
      rule.weights(STREAM, new double[1]);
      rule.rate(0.25);
      rule.step(new double[] {0});
      assertEquals(0.75 * before, rule.latent()[0], rule.toString());
    }
  }

  @Test
  void badArgumentsAreRefusedWithNameAndValue() {
    refused("rate", "1.5", () -> new DecayedSignRule(1.5, 1));
    refused("latent[1]", "NaN", () -> new DecayedSignRule(0.5, 1, Double.NaN));
    refused("gamma", "-0.1", () -> new Bop(-0.1, 0, 1));
    refused("threshold", "-1.0", () -> new Bop(0.1, -1, 1));
    refused("weights[0]", "0.5", () -> new Bop(0.1, 0, 0.5));
    refused("examples", "0.0", () -> BayesBinnRule.asPublished(0.1, 0, 1));
    refused("tau", "0.0", () -> BayesBinnRule.honest(0.1, 1, 0, 1));
    refused("lambda", "none", () -> BayesBinnRule.honest(0.1, 1, 1));
    refused("decay", "NaN", () -> new MirrorDescent(Noise.logistic(), 1, Double.NaN, 1));
    refused("gradient", "2", () -> new Bop(0.1, 0, 1).step(new double[2]));
    refused("rate", "-1.0", () -> new DecayedSignRule(1, 1).rate(-1));
    refused("rate", "0.0", () -> new MirrorDescent(Noise.logistic(), 1, 0, 1).rate(0));
    refused("out", "3", () -> new DecayedSignRule(1, 1).weights(STREAM, new double[3]));
  }

  private static void refused(String name, String value, Executable call) {
    String message = assertThrows(IllegalArgumentException.class, call).getMessage();
    assertTrue(message.contains(name) && message.contains(value), message);
  }
}
