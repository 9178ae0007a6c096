package org.bitgrad.papers.straightthrough2021;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.bitgrad.network.OutputLoss;
import org.bitgrad.papers.shared.Means;
import org.bitgrad.papers.shared.Part;
import org.bitgrad.papers.straightthrough2021.Proxies.Proxy;
import org.bitgrad.problem.Problem;
import org.bitgrad.random.Noise;
import org.bitgrad.random.RandomStream;
import org.bitgrad.report.ExperimentContext;
import org.bitgrad.report.Export;
import org.bitgrad.report.Measurement;
import org.bitgrad.report.RunFolder;

/** Proxies and the noises that they belong to: claim 3. */
final class ProxyPart implements Part {
  private final ExperimentContext context;
  private final Plan plan;

  ProxyPart(ExperimentContext context) {
    this.context = context;
    plan = Plan.of(context.scale());
  }

  @Override
  public List<Work> tables() {
    return List.of(new Work(Proxies.FILE, () -> Proxies.run().csv()));
  }

  @Override
  public Map<String, Supplier<Measurement>> tests(Map<String, String> tables) {
    Proxies proxies = Proxies.parse(tables.get(Proxies.FILE));
    Map<String, Supplier<Measurement>> tests = new LinkedHashMap<>();
    for (Proxy proxy : Proxy.values()) {
      tests.put(
          "3 " + proxy.family(),
          () ->
              Means.largest(
                  proxies.rows().stream()
                      .filter(row -> row.proxy() == proxy)
                      .mapToDouble(Proxies.Row::difference)
                      .toArray()));
    }
    tests.put("3 same-estimates", this::sameEstimates);
    tests.put("3 mismatch", ProxyPart::mismatch);
    return tests;
  }

  private Measurement sameEstimates() {
    double[] differences = new double[plan.networks()];
    for (int i = 0; i < differences.length; i++) {
      RandomStream stream = StraightThrough2021.stream(context.seed(), "small networks").child(i);
      Problem problem =
          SmallNetworks.network(stream, Noise.uniform(1), OutputLoss.LOGISTIC)
              .on(SmallNetworks.input(stream));
      double[] st = Invariances.estimate("st", problem, stream.child("draw")).flat();
      double[] other = Invariances.estimate("st-hardtanh", problem, stream.child("draw")).flat();
      for (int j = 0; j < st.length; j++) {
        differences[i] = Math.max(differences[i], Math.abs(st[j] - other[j]));
      }
    }
    return Means.largest(differences);
  }

  private static Measurement mismatch() {
    SpinFunction state =
        new SpinFunction.Polynomial(new double[] {1}, new double[1], new int[0][], new double[0]);
    LayerCase at =
        new LayerCase(LayerCase.Kind.MULTILINEAR, state, Noise.logistic(), new double[1]);
    return Measurement.exact(at.moments("st-hardtanh").mean().flat()[0] / at.exact()[0], 1);
  }

  @Override
  public void write(RunFolder folder, Map<String, String> tables) throws IOException {
    Export.chart(
        folder,
        "proxies",
        new ProxyFigures(Proxies.parse(tables.get(Proxies.FILE)), context.scale()).curves());
  }
}
