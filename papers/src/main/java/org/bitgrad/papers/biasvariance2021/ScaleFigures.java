package org.bitgrad.papers.biasvariance2021;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bitgrad.report.Axis;
import org.bitgrad.report.Chart;
import org.bitgrad.report.Numbers;
import org.bitgrad.report.Plot;

/** Plots of the scale of BayesBiNN's relaxed weights. */
public final class ScaleFigures {
  private final WeightScales scales;

  ScaleFigures(WeightScales scales) {
    this.scales = scales;
  }

  /**
   * Reads what a run wrote.
   *
   * @param folder folder of the run
   * @return its figures
   * @throws IOException if a file cannot be read
   */
  public static ScaleFigures read(Path folder) throws IOException {
    return new ScaleFigures(
        WeightScales.parse(Files.readString(folder.resolve(WeightScales.FILE))));
  }

  /** {@return mean and standard deviation of the scale against the temperature} */
  public Chart chart() {
    Axis temperature = Axis.log("temperature");
    Plot mean = Plot.of("Mean of the scale s", temperature, Axis.linear("mean; 1 is right"));
    Plot spread = Plot.of("Spread of the scale s", temperature, Axis.log("root of E s^2"));
    for (double lambda : WeightScales.LAMBDAS) {
      List<WeightScales.Row> rows = scales.of(lambda);
      String name = "lambda = " + Numbers.brief(lambda, 2);
      double[] tau = rows.stream().mapToDouble(WeightScales.Row::tau).toArray();
      mean = mean.line(name, tau, rows.stream().mapToDouble(WeightScales.Row::mean).toArray());
      double[] root = rows.stream().mapToDouble(r -> Math.sqrt(r.second())).toArray();
      double[] formula = rows.stream().mapToDouble(r -> Math.sqrt(r.formula())).toArray();
      spread = spread.line(name, tau, formula).whiskers(name, tau, root, root, root);
    }
    return Chart.grid(
        mean.note("by quadrature"),
        spread.note("lines: (2 / (3 tau (1 - mu^2)))^(1/2); markers: by quadrature"));
  }
}
