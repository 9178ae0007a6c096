package org.bitgrad.papers.straightthrough2021;

import java.io.IOException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.bitgrad.data.DataSet;
import org.bitgrad.data.DataSets;
import org.bitgrad.papers.shared.Decision;
import org.bitgrad.papers.shared.Means;
import org.bitgrad.papers.shared.Part;
import org.bitgrad.papers.straightthrough2021.Classifiers.Row;
import org.bitgrad.papers.straightthrough2021.Variant.Group;
import org.bitgrad.report.ExperimentContext;
import org.bitgrad.report.Export;
import org.bitgrad.report.Measurement;
import org.bitgrad.report.RunFolder;

/** Trained classifiers of digits: claims 13 to 15. */
final class ClassifierPart implements Part {
  /** Per cent that a training must reach. */
  private static final double REACHED = 90;

  private final ExperimentContext context;
  private final DataSet.Finding found;

  ClassifierPart(ExperimentContext context) {
    this.context = context;
    found = DataSets.named("mnist").find(DataSets.roots());
  }

  @Override
  public List<Work> tables() {
    if (!found.present()) {
      return List.of();
    }
    Digits.Amount amount = Digits.Amount.of(context.scale());
    return List.of(
        new Work(
            Classifiers.FILE,
            () -> Classifiers.run(Digits.load(amount), context.seed(), context.threads()).csv()));
  }

  @Override
  public Map<String, Supplier<Measurement>> tests(Map<String, String> tables) {
    Map<String, Supplier<Measurement>> tests = new LinkedHashMap<>();
    if (tables.containsKey(Classifiers.FILE)) {
      Classifiers all = Classifiers.parse(tables.get(Classifiers.FILE));
      List<Row> st = all.of(all.variants(Group.MATCHED).get(0));
      List<Row> signs = all.of(all.variants(Group.DETERMINISTIC).get(0));
      tests.put("13 mnist", () -> difference(st, Row::ensemble, signs, Row::plain));
      tests.put("14 mnist", () -> difference(st, Row::ensemble, st, Row::plain));
      tests.put("15 activations", () -> spread(all, Group.MATCHED));
      tests.put("15 weights", () -> spread(all, Group.WEIGHTS));
      tests.put("15 reliable", () -> reliable(all));
    }
    return tests;
  }

  /** Run by run. */
  private static Measurement difference(
      List<Row> first, ToDoubleFunction<Row> ofFirst, List<Row> other, ToDoubleFunction<Row> of) {
    double[] differences = new double[first.size()];
    for (int i = 0; i < differences.length; i++) {
      differences[i] = ofFirst.applyAsDouble(first.get(i)) - of.applyAsDouble(other.get(i));
    }
    return Means.mean(differences);
  }

  /** The best variant less the worst. */
  private static Measurement spread(Classifiers all, Group group) {
    List<List<Row>> variants =
        all.variants(group).stream()
            .map(all::of)
            .sorted(Comparator.comparingDouble(ClassifierPart::mean))
            .toList();
    return difference(
        variants.get(variants.size() - 1), Row::ensemble, variants.get(0), Row::ensemble);
  }

  static double mean(List<Row> rows) {
    return rows.stream().mapToDouble(Row::ensemble).average().orElseThrow();
  }

  private static Measurement reliable(Classifiers all) {
    return Decision.share(
        Stream.of(Group.MATCHED, Group.WEIGHTS)
            .flatMap(group -> all.variants(group).stream())
            .flatMap(variant -> all.of(variant).stream())
            .map(row -> Decision.of(row.ensemble() >= REACHED))
            .toList(),
        "trainings");
  }

  @Override
  public Map<String, String> notTested() {
    String cifar = "binary weights in deep convolutional networks come with a later version";
    if (found.present()) {
      return Map.of("13", cifar);
    }
    String missing =
        "MNIST is " + found.state() + "; bitgrad data list shows where it is looked for";
    return Map.of("13", missing + "; " + cifar, "14", missing, "15", missing);
  }

  @Override
  public void write(RunFolder folder, Map<String, String> tables) throws IOException {
    if (tables.containsKey(Classifiers.FILE)) {
      ClassifierFigures figures =
          new ClassifierFigures(Classifiers.parse(tables.get(Classifiers.FILE)), context.scale());
      Export.chart(folder, "classifiers", figures.chart());
      Export.table(folder, "classifiers-table", figures.table());
    }
  }
}
