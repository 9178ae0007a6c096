package org.bitgrad.papers.biasvariance2021;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.bitgrad.analysis.Interval;
import org.bitgrad.estimator.relaxed.Concrete;
import org.bitgrad.exact.UnitQuadrature;
import org.bitgrad.papers.shared.Decision;
import org.bitgrad.papers.shared.Means;
import org.bitgrad.papers.shared.Part;
import org.bitgrad.problem.Encoding;
import org.bitgrad.random.Noise;
import org.bitgrad.report.ExperimentContext;
import org.bitgrad.report.Export;
import org.bitgrad.report.Measurement;
import org.bitgrad.report.RunFolder;

/** Vanishing gradients of deep relaxed chains: claim 5. */
final class ChainPart implements Part {
  private static final double WARM = 0.01;
  private static final double COLD = 0.001;
  private static final double CLAIMED = 0.1;
  private static final double BOUND = 0.1;

  private final ExperimentContext context;

  ChainPart(ExperimentContext context) {
    this.context = context;
  }

  @Override
  public List<Work> tables() {
    Plan plan = Plan.of(context.scale());
    return List.of(
        new Work(SampledChains.FILE, () -> SampledChains.run(plan, context.seed()).csv()));
  }

  @Override
  public Map<String, Supplier<Measurement>> tests(Map<String, String> tables) {
    SampledChains chains = SampledChains.parse(tables.get(SampledChains.FILE));
    Map<String, Supplier<Measurement>> tests = new LinkedHashMap<>();
    tests.put("5 one-unit", ChainPart::closedForm);
    for (int units = 1; units <= Chains.LONGEST; units++) {
      int length = units;
      tests.put("5 slope-" + units, () -> Measurement.exact(slope(length) / length, 1));
    }
    tests.put("5 sampled", () -> covered(chains));
    tests.put("5 deeper", () -> deeper(chains));
    return tests;
  }

  private static Measurement closedForm() {
    Noise noise = Noise.logistic();
    List<Double> differences = new ArrayList<>();
    for (double p : new double[] {0.3, 0.9}) {
      double a = Math.log(p) - Math.log1p(-p);
      for (double tau : new double[] {2, 1, 0.5, 0.1, 0.01}) {
        double measured =
            UnitQuadrature.probabilityOfAtLeast(
                new Concrete(tau), Scalar.LINEAR.unit(Encoding.BITS, p), BOUND);
        double away = tau * Chains.reach(tau, BOUND);
        double expected = noise.probability(a + away) - noise.probability(a - away);
        differences.add(Math.abs(measured / expected - 1));
      }
    }
    return Means.largest(differences.stream().mapToDouble(Double::doubleValue).toArray());
  }

  private static double slope(int units) {
    double warm = Chains.allSlopesAtLeast(WARM)[units - 1];
    double cold = Chains.allSlopesAtLeast(COLD)[units - 1];
    return Math.log(warm / cold) / Math.log(WARM / COLD);
  }

  private static Measurement covered(SampledChains chains) {
    List<Decision> decisions = new ArrayList<>();
    for (SampledChains.Row row : chains.rows()) {
      decisions.add(Decision.of(row.allInterval().contains(row.exact())));
    }
    return Decision.share(decisions, "points");
  }

  private static Measurement deeper(SampledChains chains) {
    List<Decision> decisions = new ArrayList<>();
    for (int units = 2; units <= Chains.LONGEST; units++) {
      decisions.add(Decision.below(small(chains, units - 1), small(chains, units)));
    }
    return Decision.share(decisions, "lengths");
  }

  private static Interval small(SampledChains chains, int units) {
    return chains.of(units).stream()
        .filter(row -> Math.abs(row.tau() / CLAIMED - 1) < 1e-9)
        .findFirst()
        .orElseThrow()
        .smallInterval();
  }

  @Override
  public void write(RunFolder folder, Map<String, String> tables) throws IOException {
    ChainFigures figures =
        new ChainFigures(SampledChains.parse(tables.get(SampledChains.FILE)), context.scale());
    Export.chart(folder, "chains", figures.chart());
    Export.table(folder, "chains-table", figures.table());
  }
}
