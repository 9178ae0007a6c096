package org.bitgrad.papers.biasvariance2021;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.bitgrad.analysis.Interval;
import org.bitgrad.papers.biasvariance2021.SampledChains.Row;
import org.bitgrad.report.Axis;
import org.bitgrad.report.Chart;
import org.bitgrad.report.Plot;
import org.bitgrad.report.Scale;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/** Plots of gradients that vanish in deep relaxed chains. */
public final class ChainFigures {
  private static final Axis TEMPERATURE = Axis.log("temperature");

  private final SampledChains chains;
  private final Scale scale;

  ChainFigures(SampledChains chains, Scale scale) {
    this.chains = chains;
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
  public static ChainFigures read(Path folder, Scale scale) throws IOException {
    return new ChainFigures(
        SampledChains.parse(Files.readString(folder.resolve(SampledChains.FILE))), scale);
  }

  /** {@return the probability that no slope is small, and shares of small and zero gradients} */
  public Chart chart() {
    Plot large =
        Plot.of("No slope below 0.001", TEMPERATURE, Axis.log("probability"))
            .note("lines: quadrature; markers: " + sampled());
    Plot small =
        Plot.of(
                "Gradients below 0.001 of the exact one",
                TEMPERATURE,
                Axis.linear("share of gradients"))
            .note(sampled());
    Plot zero =
        Plot.of("Gradients of exactly 0", TEMPERATURE, Axis.linear("share of gradients"))
            .note(sampled() + "; double precision");
    for (int units = 1; units <= Chains.LONGEST; units++) {
      String name = name(units);
      List<Row> rows = chains.of(units);
      large =
          whiskers(
              large.line(
                  name,
                  rows.stream().mapToDouble(Row::tau).toArray(),
                  rows.stream().mapToDouble(Row::exact).toArray()),
              rows.stream().filter(r -> r.all() > 0).toList(),
              r -> (double) r.all() / r.chains(),
              Row::allInterval);
      small = whiskers(small, rows, r -> (double) r.small() / r.chains(), Row::smallInterval);
      zero = whiskers(zero, rows, r -> (double) r.zero() / r.chains(), Row::zeroInterval);
    }
    return Chart.grid(large, small, zero);
  }

  private String sampled() {
    return chains.rows().get(0).chains() + " chains each, 95 %; scale " + scale.text();
  }

  private static String name(int units) {
    return units + (units == 1 ? " unit" : " units");
  }

  private interface Known {
    Interval of(Row row);
  }

  private static Plot whiskers(
      Plot plot, List<Row> rows, ToDoubleFunction<Row> share, Known interval) {
    if (rows.isEmpty()) {
      return plot;
    }
    return plot.whiskers(
        name(rows.get(0).units()),
        rows.stream().mapToDouble(Row::tau).toArray(),
        rows.stream().mapToDouble(share).toArray(),
        rows.stream().mapToDouble(r -> interval.of(r).low()).toArray(),
        rows.stream().mapToDouble(r -> interval.of(r).high()).toArray());
  }

  /** {@return shares at some temperatures} */
  public Table table() {
    IntColumn units = IntColumn.create("units");
    DoubleColumn tau = DoubleColumn.create("tau");
    DoubleColumn large = DoubleColumn.create("no slope < 0.001 (quadrature)");
    DoubleColumn drawn = DoubleColumn.create("the same, sampled");
    DoubleColumn small = DoubleColumn.create("gradient < 0.001 exact");
    DoubleColumn zero = DoubleColumn.create("gradient = 0");
    for (int length = 1; length <= Chains.LONGEST; length++) {
      List<Row> rows = chains.of(length);
      for (int at = 0; at < rows.size(); at += 4) {
        Row row = rows.get(at);
        double n = row.chains();
        units.append(length);
        tau.append(row.tau());
        large.append(row.exact());
        drawn.append(row.all() / n);
        small.append(row.small() / n);
        zero.append(row.zero() / n);
      }
    }
    return Table.create("chains", units, tau, large, drawn, small, zero);
  }
}
