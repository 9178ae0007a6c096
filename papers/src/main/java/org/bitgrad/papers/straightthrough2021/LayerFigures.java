package org.bitgrad.papers.straightthrough2021;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bitgrad.papers.straightthrough2021.LayerCase.Kind;
import org.bitgrad.report.Axis;
import org.bitgrad.report.Plot;
import org.bitgrad.report.Scale;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Plots and tables of single layers. */
public final class LayerFigures {
  private final Layers layers;
  private final Scale scale;

  LayerFigures(Layers layers, Scale scale) {
    this.layers = layers;
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
  public static LayerFigures read(Path folder, Scale scale) throws IOException {
    return new LayerFigures(Layers.parse(Files.readString(folder.resolve(Layers.FILE))), scale);
  }

  /** {@return the bias of every unit against its bound} */
  public Plot bounds() {
    Plot plot =
        Plot.of(
            "Bias of straight-through, one layer", Axis.log("bound 2 L F'(a)"), Axis.log("|bias|"));
    for (Kind kind : List.of(Kind.EXPONENTIAL, Kind.QUADRATIC, Kind.SINE, Kind.SOFTPLUS)) {
      List<Layers.Row> rows =
          layers.of(kind).stream().filter(r -> Math.abs(r.bias()) > 1e-6).toList();
      plot =
          plot.points(
              kind.text(),
              rows.stream().mapToDouble(Layers.Row::bound).toArray(),
              rows.stream().mapToDouble(r -> Math.abs(r.bias())).toArray());
    }
    double[] line = {1e-6, 1e3};
    return plot.line("bias = bound", line, line)
        .note("a point per unit of random functions, exact; scale " + scale.text());
  }

  /** {@return how far the formulas of the bias are from its exact value, by kind of function} */
  public Table summary() {
    StringColumn kinds = StringColumn.create("function");
    IntColumn units = IntColumn.create("units");
    DoubleColumn bias = DoubleColumn.create("largest |bias|");
    DoubleColumn difference = DoubleColumn.create("largest |bias - formula|");
    DoubleColumn share = DoubleColumn.create("largest |bias| / bound");
    DoubleColumn hardTanh = DoubleColumn.create("largest |bias| of st-hardtanh");
    for (Kind kind : Kind.values()) {
      List<Layers.Row> rows = layers.of(kind);
      kinds.append(kind.text());
      units.append(rows.size());
      bias.append(rows.stream().mapToDouble(r -> Math.abs(r.bias())).max().orElseThrow());
      difference.append(rows.stream().mapToDouble(Layers.Row::difference).max().orElseThrow());
      if (kind == Kind.MULTILINEAR || kind == Kind.INTERACTIONS) {
        share.appendMissing();
      } else {
        share.append(
            rows.stream()
                .filter(r -> r.bound() > 0)
                .mapToDouble(r -> Math.abs(r.bias()) / r.bound())
                .max()
                .orElseThrow());
      }
      hardTanh.append(rows.stream().mapToDouble(r -> Math.abs(r.hardTanh())).max().orElseThrow());
    }
    return Table.create("one layer", kinds, units, bias, difference, share, hardTanh);
  }
}
