package org.bitgrad.papers.straightthrough2021;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.bitgrad.exact.NoiseGain;
import org.bitgrad.papers.shared.Means;
import org.bitgrad.papers.straightthrough2021.Classifiers.Row;
import org.bitgrad.papers.straightthrough2021.Variant.Group;
import org.bitgrad.random.Noise;
import org.bitgrad.report.Axis;
import org.bitgrad.report.Chart;
import org.bitgrad.report.Measurement;
import org.bitgrad.report.Plot;
import org.bitgrad.report.Scale;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Plots and tables of classifiers. */
public final class ClassifierFigures {
  private static final Axis ACCURACY = Axis.linear("test accuracy (%)");

  private final Classifiers all;
  private final Scale scale;

  ClassifierFigures(Classifiers all, Scale scale) {
    this.all = all;
    this.scale = scale;
  }

  /**
   * Whether a run has classifiers: it has none where MNIST was not at hand.
   *
   * @param folder folder of the run
   * @return whether {@link #read} can be called
   */
  public static boolean available(Path folder) {
    return Files.exists(folder.resolve(Classifiers.FILE));
  }

  /**
   * Reads what a run wrote.
   *
   * @param folder folder of the run
   * @param scale scale of the run, named in every figure
   * @return its figures
   * @throws IOException if a file cannot be read
   */
  public static ClassifierFigures read(Path folder, Scale scale) throws IOException {
    return new ClassifierFigures(
        Classifiers.parse(Files.readString(folder.resolve(Classifiers.FILE))), scale);
  }

  private String note() {
    Digits.Amount amount = Digits.Amount.of(scale);
    return "MNIST, "
        + amount.images()
        + " images, means of "
        + amount.runs()
        + " runs, 95 % (Student's t); scale "
        + scale.text();
  }

  private Measurement mean(Variant variant, ToDoubleFunction<Row> number) {
    return Means.mean(all.of(variant).stream().mapToDouble(number).toArray());
  }

  private Plot with(Plot plot, String name, List<Variant> variants, double[] x) {
    List<Measurement> means = variants.stream().map(v -> mean(v, Row::ensemble)).toList();
    return plot.whiskers(
        name,
        x,
        means.stream().mapToDouble(Measurement::value).toArray(),
        means.stream().mapToDouble(Measurement::low).toArray(),
        means.stream().mapToDouble(Measurement::high).toArray());
  }

  /** {@return accuracies of all variants, and of the noises against the flip probability} */
  public Chart chart() {
    List<Variant> compared = compared();
    Plot variants =
        Plot.of(
            "10 samples: matched, mismatched, no noise",
            Axis.of(compared.stream().map(Variant::text).toList()),
            ACCURACY);
    for (int i = 0; i < compared.size(); i++) {
      variants =
          with(variants, compared.get(i).text(), List.of(compared.get(i)), new double[] {i + 1});
    }
    Plot swept =
        Plot.of(
            "Matched ST at r = 0.5, 1, 2, 4", Axis.linear("flip probability at start"), ACCURACY);
    for (String family : LayerCase.FAMILIES) {
      List<Variant> own =
          all.variants(Group.SWEEP).stream().filter(v -> v.family().equals(family)).toList();
      double[] flips = own.stream().mapToDouble(ClassifierFigures::flips).toArray();
      swept = with(swept, family, own, flips);
    }
    return Chart.grid(variants.note(note()), swept.note(note()));
  }

  private static double flips(Variant variant) {
    return NoiseGain.flipProbability(Noise.of(variant.family(), 1), variant.ratio());
  }

  private List<Variant> compared() {
    List<Variant> compared = new ArrayList<>();
    for (Group group : List.of(Group.MATCHED, Group.MISMATCHED, Group.DETERMINISTIC)) {
      compared.addAll(all.variants(group));
    }
    return compared;
  }

  /** {@return means over runs of all variants} */
  public Table table() {
    List<Variant> variants = new ArrayList<>(compared());
    variants.addAll(all.variants(Group.WEIGHTS));
    variants.addAll(all.variants(Group.SWEEP));
    return Table.create(
        "classifiers of digits",
        StringColumn.create("group", variants.stream().map(v -> v.group().text()).toList()),
        StringColumn.create("variant", variants.stream().map(Variant::text).toList()),
        DoubleColumn.create("r", variants.stream().mapToDouble(Variant::ratio).toArray()),
        column("training loss", variants, Row::loss),
        column("10 samples (%)", variants, Row::ensemble),
        column("1 sample (%)", variants, Row::one),
        column("no noise (%)", variants, Row::plain));
  }

  private DoubleColumn column(String name, List<Variant> variants, ToDoubleFunction<Row> number) {
    return DoubleColumn.create(
        name, variants.stream().mapToDouble(v -> mean(v, number).value()).toArray());
  }
}
