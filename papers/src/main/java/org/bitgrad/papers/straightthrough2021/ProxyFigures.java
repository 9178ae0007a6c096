package org.bitgrad.papers.straightthrough2021;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.bitgrad.papers.straightthrough2021.Proxies.Proxy;
import org.bitgrad.papers.straightthrough2021.Proxies.Row;
import org.bitgrad.report.Axis;
import org.bitgrad.report.Chart;
import org.bitgrad.report.Plot;
import org.bitgrad.report.Scale;

/** Plots of proxies and noises. */
public final class ProxyFigures {
  private static final int EVERY = 5;

  private final Proxies proxies;
  private final Scale scale;

  ProxyFigures(Proxies proxies, Scale scale) {
    this.proxies = proxies;
    this.scale = scale;
  }

  /**
   * Reads what a run wrote.
   *
   * @param folder folder of the run
   * @param scale scale of the run, named in every figure
   * @return its figures
   * @throws IOException if a file cannot be read
   */
  public static ProxyFigures read(Path folder, Scale scale) throws IOException {
    return new ProxyFigures(Proxies.parse(Files.readString(folder.resolve(Proxies.FILE))), scale);
  }

  /** {@return the curves of the proxies, and their slopes beside the densities of noises} */
  public Chart curves() {
    return Chart.grid(
        plot("Proxies of the sign, scale 1", "proxy curve, 2 F(a) - 1", Row::curve),
        plot("Their slopes: densities of noises", "slope, 2 F'(a)", Row::factor));
  }

  private Plot plot(String title, String y, ToDoubleFunction<Row> number) {
    Plot plot = Plot.of(title, Axis.linear("pre-activation a"), Axis.linear(y));
    for (Proxy proxy : Proxy.values()) {
      List<Row> all = proxies.of(proxy, 1);
      List<Row> rows =
          IntStream.range(0, all.size() / EVERY).mapToObj(i -> all.get(EVERY * i)).toList();
      plot =
          plot.line(
              proxy.proxy() + " / " + proxy.family(),
              rows.stream().mapToDouble(Row::a).toArray(),
              rows.stream().mapToDouble(number).toArray());
    }
    return plot.note("empirical name / noise; scale " + scale.text());
  }
}
