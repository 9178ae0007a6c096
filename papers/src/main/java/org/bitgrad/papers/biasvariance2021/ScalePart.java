package org.bitgrad.papers.biasvariance2021;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.bitgrad.analysis.Interval;
import org.bitgrad.estimator.RowSink;
import org.bitgrad.estimator.Session;
import org.bitgrad.estimator.relaxed.BayesBinn;
import org.bitgrad.exact.UnitQuadrature;
import org.bitgrad.papers.shared.Means;
import org.bitgrad.papers.shared.Part;
import org.bitgrad.problem.Draw;
import org.bitgrad.problem.Problem;
import org.bitgrad.random.RandomStream;
import org.bitgrad.report.ExperimentContext;
import org.bitgrad.report.Export;
import org.bitgrad.report.Measurement;
import org.bitgrad.report.RunFolder;

/** The scale of BayesBiNN's relaxed weights: claim 8. */
final class ScalePart implements Part {
  private static final double PUBLISHED = 1e-10;
  private static final int BLOCK = 1000;

  private final ExperimentContext context;

  ScalePart(ExperimentContext context) {
    this.context = context;
  }

  @Override
  public List<Work> tables() {
    return List.of(new Work(WeightScales.FILE, () -> WeightScales.run().csv()));
  }

  @Override
  public Map<String, Supplier<Measurement>> tests(Map<String, String> tables) {
    Map<String, Supplier<Measurement>> tests = new LinkedHashMap<>();
    tests.put(
        "8 moment",
        () ->
            Means.largest(
                WeightScales.LAMBDAS.stream()
                    .map(lambda -> WeightScales.row(lambda, 0.01))
                    .mapToDouble(row -> Math.abs(row.second() / row.formula() - 1))
                    .toArray()));
    tests.put(
        "8 order",
        () -> {
          double warm = WeightScales.row(0.5, 0.1).second();
          double cold = WeightScales.row(0.5, 0.001).second();
          return Measurement.exact(Math.log(warm / cold) / Math.log(100), 1);
        });
    tests.put("8 chance", ScalePart::chance);
    tests.put("8 sampled", this::nonZero);
    return tests;
  }

  /** Of a scale as large as at nine temperatures from the place where the weight changes. */
  private static Measurement chance() {
    double v = 2 * 9;
    double small = Math.exp(-v);
    double estimate = 4 * small / ((1 + small) * (1 + small)) / PUBLISHED * WeightScales.slope(0);
    return Measurement.exact(
        UnitQuadrature.probabilityOfAtLeast(
            new BayesBinn(PUBLISHED, 0), WeightScales.weight(0), estimate),
        1);
  }

  private Measurement nonZero() {
    int shares = Plan.of(context.scale()).shares();
    int found = 0;
    int all = 0;
    for (double lambda : WeightScales.LAMBDAS) {
      Problem problem = WeightScales.weight(lambda).repeat(0, BLOCK);
      Session session = new BayesBinn(PUBLISHED, 0).open(problem);
      RowSink sink = new RowSink(problem);
      RandomStream stream =
          RandomStream.of(context.seed(), BiasVariance2021.PAPER, "scale")
              .child(WeightScales.LAMBDAS.indexOf(lambda));
      for (int block = 0; block < shares / BLOCK; block++) {
        sink.clear();
        session.estimate(Draw.of(stream.child(block)), sink);
        for (double estimate : sink.group(0)) {
          found += estimate == 0 ? 0 : 1;
          all++;
        }
      }
    }
    Interval interval = Interval.ofProbability(found, all);
    return new Measurement(
        (double) found / all,
        interval.low(),
        interval.high(),
        all,
        "the noise of sampling, 95 % (Clopper and Pearson)");
  }

  @Override
  public void write(RunFolder folder, Map<String, String> tables) throws IOException {
    WeightScales scales = WeightScales.parse(tables.get(WeightScales.FILE));
    Export.chart(folder, "bayesbinn-scale", new ScaleFigures(scales).chart());
  }
}
