package org.bitgrad.papers.straightthrough2021;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.bitgrad.papers.autoencoder.AutoencoderRuns;
import org.bitgrad.papers.shared.Means;
import org.bitgrad.report.Axis;
import org.bitgrad.report.Chart;
import org.bitgrad.report.Measurement;
import org.bitgrad.report.Plot;
import org.bitgrad.report.Scale;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Plots and tables of the autoencoder of 8 bits. */
public final class CodeFigures {
  private final AutoencoderRuns runs;
  private final CodeErrors errors;
  private final Scale scale;

  CodeFigures(AutoencoderRuns runs, CodeErrors errors, Scale scale) {
    this.runs = runs;
    this.errors = errors;
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
  public static CodeFigures read(Path folder, Scale scale) throws IOException {
    return new CodeFigures(
        AutoencoderRuns.parse(List.of(Files.readString(folder.resolve(Codes.FILE)))),
        CodeErrors.parse(Files.readString(folder.resolve(CodeErrors.FILE))),
        scale);
  }

  /** {@return exact bounds along the training} */
  public Plot training() {
    Plot plot =
        Plot.of(
            "Autoencoder with 8 bits",
            Axis.linear("step"),
            Axis.linear("exact negative bound (nats per image)"));
    for (String estimator : Codes.ESTIMATORS) {
      List<double[]> curve = runs.curve(Codes.SIZE, estimator);
      plot = plot.line(estimator, curve.get(0), curve.get(1));
    }
    int count = runs.last(Codes.SIZE, Codes.ST).length;
    return plot.note("means of " + count + " runs; scale " + scale.text());
  }

  /** {@return what estimates are worth along a training by ST} */
  public Chart along() {
    return Chart.grid(
        along("Cosine of the mean", Axis.linear("cosine"), CodeErrors.Row::cosineOfMean),
        along("Norm of the mean over exact", Axis.linear("ratio"), CodeErrors.Row::norm),
        along("Cosine of one estimate", Axis.linear("mean cosine"), CodeErrors.Row::cosine),
        along("Error of one estimate", Axis.log("relative RMSE"), CodeErrors.Row::rmse));
  }

  private Plot along(String title, Axis y, ToDoubleFunction<CodeErrors.Row> number) {
    Plot plot = Plot.of(title, Axis.log("step of a training by st"), y);
    int[] steps = errors.steps();
    for (String name : CodeErrors.ESTIMATORS) {
      plot =
          plot.line(
              name,
              Arrays.stream(steps).asDoubleStream().toArray(),
              Arrays.stream(steps)
                  .mapToDouble(s -> number.applyAsDouble(errors.of(s, name)))
                  .toArray());
    }
    return plot.note(
        "50 images, " + CodePart.Amount.of(scale).trials() + " draws; scale " + scale.text());
  }

  /** {@return final bounds beside those of a pilot with other code} */
  public Table bounds() {
    List<Measurement> means =
        Codes.ESTIMATORS.stream().map(e -> Means.mean(runs.last(Codes.SIZE, e))).toList();
    return Table.create(
        "final exact negative bound, nats per image",
        StringColumn.create("estimator", Codes.ESTIMATORS),
        DoubleColumn.create("mean", means.stream().mapToDouble(Measurement::value).toArray()),
        DoubleColumn.create(
            "half of the 95 % interval",
            means.stream().mapToDouble(m -> (m.high() - m.low()) / 2).toArray()),
        DoubleColumn.create("pilot", Codes.PILOT));
  }

  /** {@return errors along a training by ST, beside the pilot's cosines} */
  public Table errors() {
    List<CodeErrors.Row> rows = errors.rows();
    int[] steps = errors.steps();
    DoubleColumn pilot = DoubleColumn.create("pilot");
    for (CodeErrors.Row row : rows) {
      pilot.append(
          Codes.PILOT_COSINES.get(row.estimator())[Arrays.binarySearch(steps, row.step())]);
    }
    return Table.create(
        "derivatives in the logits, along a training by st",
        DoubleColumn.create("step", rows.stream().mapToDouble(CodeErrors.Row::step).toArray()),
        StringColumn.create("estimator", rows.stream().map(CodeErrors.Row::estimator).toList()),
        column("cosine of the mean", CodeErrors.Row::cosineOfMean),
        pilot,
        column("norm of the mean", CodeErrors.Row::norm),
        column("cosine of one", CodeErrors.Row::cosine),
        column("rmse of one", CodeErrors.Row::rmse));
  }

  private DoubleColumn column(String name, ToDoubleFunction<CodeErrors.Row> number) {
    return DoubleColumn.create(name, errors.rows().stream().mapToDouble(number).toArray());
  }
}
