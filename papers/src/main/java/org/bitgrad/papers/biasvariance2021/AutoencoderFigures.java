package org.bitgrad.papers.biasvariance2021;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bitgrad.papers.autoencoder.Autoencoder;
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

/** Plots and tables of the autoencoders. */
public final class AutoencoderFigures {
  private static final int MIDDLE_BITS = 8;

  private final AutoencoderRuns runs;
  private final AutoencoderErrors errors;
  private final Scale scale;

  AutoencoderFigures(AutoencoderRuns runs, AutoencoderErrors errors, Scale scale) {
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
  public static AutoencoderFigures read(Path folder, Scale scale) throws IOException {
    List<String> texts = new ArrayList<>();
    for (Autoencoder.Size size : AutoencoderMethods.SIZES) {
      texts.add(Files.readString(folder.resolve(AutoencoderMethods.file(size))));
    }
    return new AutoencoderFigures(
        AutoencoderRuns.parse(texts),
        AutoencoderErrors.parse(Files.readString(folder.resolve(AutoencoderErrors.FILE))),
        scale);
  }

  private int count() {
    return runs.last(AutoencoderMethods.SIZES.get(0), AutoencoderMethods.STRAIGHT_THROUGH).length;
  }

  private String note(String what) {
    return what + "; scale " + scale.text();
  }

  /** {@return bounds along the training, for 8 bits} */
  public Plot training() {
    Autoencoder.Size size = new Autoencoder.Size(MIDDLE_BITS, Autoencoder.HIDDEN);
    Plot plot =
        Plot.of(
            "Autoencoder with 8 bits",
            Axis.linear("step"),
            Axis.linear("exact negative bound (nats per image)"));
    for (String estimator : AutoencoderMethods.estimators(size)) {
      List<double[]> curve = runs.curve(size, estimator);
      plot = plot.line(estimator, curve.get(0), curve.get(1));
    }
    return plot.note(note("means of " + count() + " runs"));
  }

  /** {@return final bounds against the bits of the code, and against the decoder's width} */
  public Chart sizes() {
    return Chart.grid(
        sizes(
            "Final bound against the code",
            Axis.linear("bits of the code"),
            AutoencoderMethods.SIZES.subList(0, 3)),
        sizes(
            "Final bound against the decoder, 8 bits",
            Axis.log("units of the decoder"),
            List.of(
                new Autoencoder.Size(MIDDLE_BITS, 8),
                new Autoencoder.Size(MIDDLE_BITS, Autoencoder.HIDDEN),
                new Autoencoder.Size(MIDDLE_BITS, 128))));
  }

  private Plot sizes(String title, Axis x, List<Autoencoder.Size> sizes) {
    Plot plot = Plot.of(title, x, Axis.linear("exact negative bound (nats per image)"));
    List<String> rules = new ArrayList<>(List.of(AutoencoderMethods.STRAIGHT_THROUGH));
    rules.addAll(AutoencoderMethods.ELABORATE);
    rules.addAll(AutoencoderMethods.UNBIASED);
    for (int i = 0; i < rules.size(); i++) {
      String rule = rules.get(i);
      // Side by side, so that whiskers do not cover one another.
      double aside = 1 + 0.012 * (i - (rules.size() - 1) / 2.0);
      boolean code = !x.logarithmic();
      double[] xs =
          sizes.stream().mapToDouble(s -> aside * (code ? s.bits() : s.hidden())).toArray();
      List<Measurement> means = sizes.stream().map(s -> Means.mean(runs.last(s, rule))).toList();
      plot =
          plot.whiskers(
              rule,
              xs,
              means.stream().mapToDouble(Measurement::value).toArray(),
              means.stream().mapToDouble(Measurement::low).toArray(),
              means.stream().mapToDouble(Measurement::high).toArray());
    }
    return plot.note(note("means of " + count() + " runs, 95 % (Student's t)"));
  }

  /** {@return bias against deviation of one estimate at the end of the training, by code} */
  public Chart errors() {
    return Chart.grid(
        AutoencoderMethods.SIZES.subList(0, 3).stream()
            .map(size -> errors(size.bits()))
            .toArray(Plot[]::new));
  }

  private Plot errors(int bits) {
    Plot plot =
        Plot.of(
            "Derivatives in the logits, " + bits + " bits",
            Axis.log("relative standard deviation of one estimate"),
            Axis.linear("relative bias"));
    for (AutoencoderErrors.Row row : errors.at(bits, errors.lastStep())) {
      plot =
          plot.whiskers(
              row.estimator(),
              new double[] {row.deviation()},
              new double[] {row.bias().value()},
              new double[] {row.bias().interval().low()},
              new double[] {row.bias().interval().high()});
    }
    return plot.note(
        note("step " + errors.lastStep() + " of a training by straight-through, 50 images, 95 %"));
  }

  /** {@return final bounds of all rules and sizes, beside those of a pilot with other code} */
  public Table bounds() {
    StringColumn rule = StringColumn.create("estimator");
    List<StringColumn> columns =
        AutoencoderMethods.SIZES.stream()
            .map(size -> StringColumn.create(size.toString()))
            .toList();
    StringColumn pilot = StringColumn.create("pilot, 8 bits");
    for (String estimator : AutoencoderMethods.estimators(AutoencoderMethods.SIZES.get(1))) {
      rule.append(estimator);
      for (int i = 0; i < columns.size(); i++) {
        columns.get(i).append(text(runs.last(AutoencoderMethods.SIZES.get(i), estimator)));
      }
      Double known = AutoencoderPart.PILOT_BOUNDS.get(estimator);
      pilot.append(known == null ? "" : known.toString());
    }
    Table table = Table.create("final exact negative bound, nats per image", rule);
    columns.forEach(table::addColumns);
    return table.addColumns(pilot);
  }

  private static String text(double... bounds) {
    if (bounds.length == 0) {
      return "";
    }
    Measurement mean = Means.mean(bounds);
    return String.format(Locale.ROOT, "%.2f +- %.2f", mean.value(), mean.high() - mean.value());
  }

  /**
   * Errors of one estimate along a training by straight-through.
   *
   * @param bits of the code: 4, 8 or 12
   * @return one row per step and estimator
   */
  public Table errorTable(int bits) {
    DoubleColumn step = DoubleColumn.create("step");
    StringColumn estimator = StringColumn.create("estimator");
    List<DoubleColumn> columns =
        List.of(
            DoubleColumn.create("rmse"),
            DoubleColumn.create("rel_bias"),
            DoubleColumn.create("rel_std"),
            DoubleColumn.create("cos"),
            DoubleColumn.create("cos of the mean"));
    for (AutoencoderErrors.Row row : errors.rows()) {
      if (row.bits() == bits) {
        step.append(row.step());
        estimator.append(row.estimator());
        double[] numbers = {
          row.rmse().value(), row.bias().value(), row.deviation(), row.cosine(), row.cosineOfMean()
        };
        for (int i = 0; i < numbers.length; i++) {
          columns.get(i).append(numbers[i]);
        }
      }
    }
    Table table = Table.create("errors, " + bits + " bits", step, estimator);
    columns.forEach(table::addColumns);
    return table;
  }
}
