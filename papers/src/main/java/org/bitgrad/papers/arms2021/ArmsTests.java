package org.bitgrad.papers.arms2021;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.bitgrad.analysis.Interval;
import org.bitgrad.papers.shared.Decision;
import org.bitgrad.random.Copula;
import org.bitgrad.random.Copulas;
import org.bitgrad.report.Measurement;

/** The tests of the claims, by {@code "claim part"}. */
final class ArmsTests {
  private final Plan plan;
  private final long seed;
  private final Evidence evidence;

  ArmsTests(Plan plan, long seed, Evidence evidence) {
    this.plan = plan;
    this.seed = seed;
    this.evidence = evidence;
  }

  Map<String, Supplier<Measurement>> all() {
    Map<String, Supplier<Measurement>> tests = new LinkedHashMap<>();
    tests.put("1 dirichlet", () -> Checks.bias(seed));
    tests.put("1 gaussian", () -> Checks.gaussianBias(seed, plan.estimates()));
    tests.put("2", () -> Checks.pairs(seed));
    tests.put("3", Checks::independent);
    CopulaDraws draws = new CopulaDraws(seed, plan.copulaDraws());
    tests.put("4 margins", () -> drawn(draws.margins()));
    tests.put("4 pairs", () -> drawn(draws.pairs()));
    sharedCase(tests);
    sweep(tests);
    for (String other : List.of("loorf", "arm", "disarm")) {
      tests.put("6 " + other, () -> lowest(other));
    }
    tests.put("7", () -> Measurement.exact(toy("disarm(4)", 0.1) / toy("loorf(4)", 0.1), 1));
    copulas(tests);
    int estimates = plan.estimates();
    Supplier<Measurement> overVimco = once(() -> Bounds.overVimco(seed, estimates));
    tests.put("11 samples", overVimco);
    // VIMCO takes half of the evaluations, so its mean of two stands beside one of local ARMS.
    tests.put("11 evaluations", () -> Bounds.divided(overVimco.get(), 0.5));
    for (int n = 2; n <= 4; n++) {
      int samples = n;
      tests.put("12 n" + n, () -> Bounds.averaged(samples, seed, estimates));
    }
    return tests;
  }

  private static Supplier<Measurement> once(Supplier<Measurement> work) {
    List<Measurement> kept = new ArrayList<>();
    return () -> {
      if (kept.isEmpty()) {
        kept.add(work.get());
      }
      return kept.get(0);
    };
  }

  private Measurement drawn(double statistic) {
    return new Measurement(
        statistic,
        statistic,
        statistic,
        plan.copulaDraws(),
        "nothing: a test statistic, whose tolerance holds the false-alarm rate");
  }

  private void sharedCase(Map<String, Supplier<Measurement>> tests) {
    for (String other : List.of("loorf", "disarm")) {
      tests.put(
          "5 shared-" + other,
          () -> {
            double arms = Variances.total(SharedCase.problem(), "arms(4)");
            double against = Variances.total(SharedCase.problem(), other + "(4)");
            return Measurement.exact(arms / against, 1);
          });
    }
  }

  private void sweep(Map<String, Supplier<Measurement>> tests) {
    Sweep sweep = evidence.sweep();
    tests.put("5 sweep-loorf", () -> share(sweep.rows(), row -> row.loorf()));
    tests.put("5 sweep-disarm", () -> share(sweep.rows(), row -> row.disarm()));
    tests.put("5 coordinates", () -> coordinates(sweep));
    for (int bits = 1; bits <= Sweep.MOST_BITS; bits++) {
      List<Sweep.Row> rows = sweep.of(bits);
      tests.put("5 median-" + bits, () -> median(rows));
    }
  }

  private interface Variance {
    double of(Sweep.Row row);
  }

  private static Measurement share(List<Sweep.Row> rows, Variance other) {
    List<Decision> decisions = new ArrayList<>();
    for (Sweep.Row row : rows) {
      decisions.add(Decision.of(row.arms() <= other.of(row) * (1 + Checks.ROUNDING)));
    }
    return Decision.shareOfSample(decisions, "functions");
  }

  private static Measurement coordinates(Sweep sweep) {
    int above = 0;
    int all = 0;
    for (Sweep.Row row : sweep.rows()) {
      if (row.bits() > 1) {
        all++;
        above += row.above() ? 1 : 0;
      }
    }
    Interval interval = Interval.ofProbability(above, all);
    return new Measurement(
        (double) above / all,
        interval.low(),
        interval.high(),
        all,
        "the population of such functions, 95 % (Clopper and Pearson)");
  }

  /** The median with the order statistics between which it lies with 95 %. */
  private static Measurement median(List<Sweep.Row> rows) {
    double[] ratios = rows.stream().mapToDouble(Sweep.Row::ratio).sorted().toArray();
    int n = ratios.length;
    int half = (int) Math.ceil(0.98 * Math.sqrt(n));
    double middle = 0.5 * (ratios[(n - 1) / 2] + ratios[n / 2]);
    return new Measurement(
        middle,
        ratios[Math.max(0, n / 2 - half)],
        ratios[Math.min(n - 1, n / 2 + half)],
        n,
        "the population of such functions, 95 % (order statistics)");
  }

  private Measurement lowest(String other) {
    List<Decision> decisions = new ArrayList<>();
    for (int n : ToyGrid.EVALUATIONS) {
      List<ToyGrid.Row> arms = evidence.toy().of("arms", n);
      List<ToyGrid.Row> others = evidence.toy().of(other, n);
      double scale = others.stream().mapToDouble(ToyGrid.Row::variance).max().orElseThrow();
      for (int i = 0; i < arms.size(); i++) {
        double allowed = others.get(i).variance() + Checks.ROUNDING * scale;
        decisions.add(Decision.of(arms.get(i).variance() <= allowed));
      }
    }
    return Decision.share(decisions, "points of the grid");
  }

  private static double toy(String estimator, double p) {
    return Variances.total(Toy.at(p), estimator);
  }

  private void copulas(Map<String, Supplier<Measurement>> tests) {
    tests.put("8 middle-4", () -> Measurement.exact(lead(4, 0.5), 1));
    tests.put("8 middle-10", () -> Measurement.exact(lead(10, 0.5), 1));
    tests.put("8 edge-4", () -> Measurement.exact(lead(4, 0.1), 1));
    tests.put(
        "8 variance", () -> Decision.share(Arrays.asList(follows(0.1), follows(0.5)), "points"));
  }

  /** Correlation of the Gaussian copula minus that of the Dirichlet copula. */
  private static double lead(int samples, double p) {
    return correlation(Copulas.gaussian(), samples, p)
        - correlation(Copulas.dirichlet(), samples, p);
  }

  static double correlation(Copula copula, int samples, double p) {
    return (copula.bothOne(samples, p) - p * p) / (p * (1 - p));
  }

  private Decision follows(double p) {
    ToyGrid.Row sampled = ToyGrid.gaussian(4, p, seed, plan.estimates());
    Interval gaussian = new Interval(sampled.low(), sampled.high());
    double exact = toy("arms(4)", p);
    Interval dirichlet = new Interval(exact, exact);
    return lead(4, p) < 0
        ? Decision.below(gaussian, dirichlet)
        : Decision.below(dirichlet, gaussian);
  }
}
