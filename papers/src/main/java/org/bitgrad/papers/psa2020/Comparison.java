package org.bitgrad.papers.psa2020;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.bitgrad.analysis.Metric;
import org.bitgrad.papers.shared.ClaimTests;
import org.bitgrad.papers.shared.Means;
import org.bitgrad.report.Claim;
import org.bitgrad.report.Criterion;
import org.bitgrad.report.Measurement;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Our numbers beside the published ones, as tables. */
public final class Comparison {
  private final Evidence evidence;
  private final PublishedFigures published = PublishedFigures.read();

  /**
   * Tables of a run.
   *
   * @param evidence what was found
   */
  public Comparison(Evidence evidence) {
    this.evidence = evidence;
  }

  /** {@return every network: stage, recipe, start, updates, exact loss; those set aside last} */
  public Table networks() {
    StringColumn name = StringColumn.create("network");
    StringColumn stage = StringColumn.create("stage");
    StringColumn recipe = StringColumn.create("recipe");
    IntColumn start = IntColumn.create("start");
    IntColumn updates = IntColumn.create("updates");
    DoubleColumn loss = DoubleColumn.create("exact_loss");
    StringColumn used = StringColumn.create("used");
    List<Checkpoint> all = new ArrayList<>();
    evidence.studies().forEach(study -> all.add(study.checkpoint()));
    int studied = all.size();
    all.addAll(evidence.setAside());
    for (Checkpoint checkpoint : all) {
      name.append(checkpoint.name());
      stage.append(checkpoint.stage().text());
      recipe.append(checkpoint.recipe().text());
      start.append(checkpoint.number());
      updates.append(checkpoint.updates());
      loss.append(checkpoint.loss());
      used.append(name.size() <= studied ? "yes" : "no: never came to the early stage");
    }
    return Table.create("networks", name, stage, recipe, start, updates, loss, used);
  }

  /**
   * Error of one sample and bias of every estimator in a layer: ours (geometric mean and 95 %
   * interval over networks; mean bias), published, and the ratio.
   *
   * @param stage stage of training
   * @param layers layers to show, 0 to 3
   * @return one row per layer and estimator
   */
  public Table accuracy(Stage stage, int... layers) {
    Table table =
        Table.create(
            stage.text(),
            IntColumn.create("layer"),
            StringColumn.create("estimator"),
            DoubleColumn.create("rmse_1"),
            DoubleColumn.create("rmse_1_low"),
            DoubleColumn.create("rmse_1_high"),
            DoubleColumn.create("rmse_1_published"),
            DoubleColumn.create("ratio"),
            DoubleColumn.create("rel_bias"),
            DoubleColumn.create("floor_published"),
            DoubleColumn.create("rel_std"));
    for (int layer : layers) {
      for (String estimator : Names.ALL) {
        append(table, stage, layer, estimator);
      }
    }
    return table;
  }

  private void append(Table table, Stage stage, int layer, String estimator) {
    Evidence networks = evidence.published(stage);
    double[] curve = published.curve(stage, Metric.RMSE, layer, estimator);
    Measurement error = Means.geometric(networks.each(n -> n.error(estimator, layer)));
    double[] numbers = {
      error.value(),
      error.low(),
      error.high(),
      curve[0],
      error.value() / curve[0],
      Means.mean(networks.each(n -> n.bias(estimator, layer))).value(),
      curve[curve.length - 1],
      Means.mean(networks.each(n -> n.std(estimator, layer))).value()
    };
    table.intColumn(0).append(layer);
    table.stringColumn(1).append(estimator);
    for (int i = 0; i < numbers.length; i++) {
      table.doubleColumn(i + 2).append(numbers[i]);
    }
  }

  /**
   * Cosines of the mean of M samples in a layer, ours (mean over networks) and published.
   *
   * @param stage stage of training
   * @param layer 0 to 3
   * @return one row per estimator and M
   */
  public Table cosines(Stage stage, int layer) {
    StringColumn estimators = StringColumn.create("estimator");
    IntColumn samples = IntColumn.create("samples");
    DoubleColumn cosine = DoubleColumn.create("cos");
    DoubleColumn theirs = DoubleColumn.create("cos_published");
    DoubleColumn difference = DoubleColumn.create("difference");
    Evidence networks = evidence.published(stage);
    double[] grid = published.samples();
    for (String estimator : Names.ALL) {
      double[] curve = published.curve(stage, Metric.COSINE, layer, estimator);
      for (int i = 0; i < grid.length; i++) {
        int m = (int) grid[i];
        if (Integer.toString(m).matches("10*") && networks.studies().get(0).samples().contains(m)) {
          double ours =
              Means.mean(networks.each(n -> n.point(estimator, layer, m).cosine())).value();
          estimators.append(estimator);
          samples.append(m);
          cosine.append(ours);
          theirs.append(curve[i]);
          difference.append(ours - curve[i]);
        }
      }
    }
    return Table.create("cosines", estimators, samples, cosine, theirs, difference);
  }

  /**
   * What the tests measure on the networks that were trained by exact gradient instead: how much a
   * verdict depends on the recipe.
   *
   * @param claims the claims, with their tolerances
   * @return one row per part that is measured on networks of one stage
   */
  Table recipes(List<Claim> claims) {
    StringColumn part = StringColumn.create("claim");
    StringColumn tolerance = StringColumn.create("tolerance");
    DoubleColumn measured = DoubleColumn.create("measured_reinforce");
    StringColumn verdict = StringColumn.create("verdict_reinforce");
    DoubleColumn measuredExact = DoubleColumn.create("measured_exact");
    StringColumn verdictExact = StringColumn.create("verdict_exact");
    Map<String, Function<Evidence, Measurement>> early = EarlyTests.all();
    Map<String, Function<Evidence, Measurement>> trained = TrainedTests.all();
    for (Claim claim : claims) {
      String key = ClaimTests.key(claim);
      Stage stage = early.containsKey(key) ? Stage.EARLY : Stage.TRAINED;
      Function<Evidence, Measurement> test =
          early.containsKey(key) ? early.get(key) : trained.get(key);
      if (test != null && evidence.of(stage, Recipe.EXACT).studies().size() >= 2) {
        part.append(key);
        tolerance.append(claim.tolerance().orElseThrow().text());
        Criterion criterion = claim.tolerance().orElseThrow();
        Measurement usual = test.apply(evidence.of(stage, Recipe.REINFORCE));
        measured.append(usual.value());
        verdict.append(criterion.judge(usual).text());
        Measurement exact = test.apply(evidence.of(stage, Recipe.EXACT));
        measuredExact.append(exact.value());
        verdictExact.append(criterion.judge(exact).text());
      }
    }
    return Table.create("recipes", part, tolerance, measured, verdict, measuredExact, verdictExact);
  }
}
