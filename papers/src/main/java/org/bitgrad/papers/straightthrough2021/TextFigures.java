package org.bitgrad.papers.straightthrough2021;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
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

/** Plots and tables of the codes of documents. */
public final class TextFigures {
  private static final String HALF = "half of the 95 % interval";

  private final AutoencoderRuns runs;
  private final TextErrors errors;
  private final Scale scale;

  TextFigures(AutoencoderRuns runs, TextErrors errors, Scale scale) {
    this.runs = runs;
    this.errors = errors;
    this.scale = scale;
  }

  /**
   * Whether a run has documents: it has none where 20 Newsgroups was not at hand.
   *
   * @param folder folder of the run
   * @return whether {@link #read} can be called
   */
  public static boolean available(Path folder) {
    return Files.exists(folder.resolve(Texts.FILE));
  }

  /**
   * Reads what a run wrote.
   *
   * @param folder folder of the run
   * @param scale scale of the run, named in every figure
   * @return its figures
   * @throws IOException if a file cannot be read
   */
  public static TextFigures read(Path folder, Scale scale) throws IOException {
    return new TextFigures(
        AutoencoderRuns.parse(List.of(Files.readString(folder.resolve(Texts.FILE)))),
        TextErrors.parse(Files.readString(folder.resolve(TextErrors.FILE))),
        scale);
  }

  /** {@return bounds along the trainings, and cosines of means along one by ST} */
  public Chart chart() {
    Texts.Amount amount = Texts.Amount.of(scale);
    Plot bounds =
        Plot.of(
            "20 Newsgroups, code of 32 bits",
            Axis.linear("step"),
            Axis.linear("negative bound (nats per document)"));
    Plot cosines =
        Plot.of(
            "Cosine with ARM's mean",
            Axis.log("step of a training by st"),
            Axis.linear("cosine of the means"));
    for (String name : Texts.ESTIMATORS) {
      List<double[]> curve = runs.curve(Texts.SIZE, name);
      bounds = bounds.line(name, curve.get(0), curve.get(1));
      double[] steps = Arrays.stream(errors.steps()).asDoubleStream().toArray();
      List<Measurement> means = cosines(name);
      double[] values = means.stream().mapToDouble(Measurement::value).toArray();
      cosines =
          cosines
              .line(name, steps, values)
              .whiskers(
                  name,
                  steps,
                  values,
                  means.stream().mapToDouble(Measurement::low).toArray(),
                  means.stream().mapToDouble(Measurement::high).toArray());
    }
    return Chart.grid(bounds.note(amounts(amount)), cosines.note(groups(amount)));
  }

  private String amounts(Texts.Amount amount) {
    return String.format(
        Locale.ROOT,
        "%d documents, means of %d runs; scale %s",
        amount.documents(),
        amount.runs(),
        scale.text());
  }

  private String groups(Texts.Amount amount) {
    return String.format(
        Locale.ROOT,
        "means of %d; %d groups of 50 documents, 95 %% (Student's t); scale %s",
        amount.samples(),
        amount.groups(),
        scale.text());
  }

  private List<Measurement> cosines(String name) {
    return Arrays.stream(errors.steps())
        .mapToObj(step -> Means.mean(errors.cosines(step, name)))
        .toList();
  }

  /** {@return final bounds, and how far they are from that of ST} */
  public Table bounds() {
    List<Measurement> means =
        Texts.ESTIMATORS.stream().map(e -> Means.mean(runs.last(Texts.SIZE, e))).toList();
    List<Measurement> behind = Texts.ESTIMATORS.stream().map(e -> TextPart.loss(runs, e)).toList();
    return Table.create(
        "documents: final negative bound, nats per document",
        StringColumn.create("estimator", Texts.ESTIMATORS),
        values("mean", means),
        halves(HALF, means),
        values("less that of st, run by run", behind),
        halves("half of its 95 % interval", behind));
  }

  /** {@return cosines along a training by ST} */
  public Table cosines() {
    StringColumn names = StringColumn.create("estimator");
    DoubleColumn steps = DoubleColumn.create("step");
    DoubleColumn mean = DoubleColumn.create("cosine with arm's mean");
    DoubleColumn half = DoubleColumn.create(HALF);
    for (int step : errors.steps()) {
      for (String name : Texts.ESTIMATORS) {
        Measurement cosine = Means.mean(errors.cosines(step, name));
        steps.append(step);
        names.append(name);
        mean.append(cosine.value());
        half.append(half(cosine));
      }
    }
    return Table.create(
        "documents: means of estimates along a training by st", steps, names, mean, half);
  }

  private static double half(Measurement m) {
    return (m.high() - m.low()) / 2;
  }

  private static DoubleColumn values(String name, List<Measurement> of) {
    return DoubleColumn.create(name, of.stream().mapToDouble(Measurement::value).toArray());
  }

  private static DoubleColumn halves(String name, List<Measurement> of) {
    return DoubleColumn.create(name, of.stream().mapToDouble(TextFigures::half).toArray());
  }
}
