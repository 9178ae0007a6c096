package org.bitgrad.papers.biasvariance2021;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.bitgrad.papers.shared.Means;
import org.bitgrad.report.Axis;
import org.bitgrad.report.Chart;
import org.bitgrad.report.Measurement;
import org.bitgrad.report.Numbers;
import org.bitgrad.report.Plot;
import org.bitgrad.report.Scale;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Plots and tables of the rules for binary weights on digits. */
public final class CollapseFigures {
  private final MnistRuns runs;
  private final Scale scale;

  CollapseFigures(MnistRuns runs, Scale scale) {
    this.runs = runs;
    this.scale = scale;
  }

  /**
   * Whether a run trained on digits: it does where MNIST is at hand.
   *
   * @param folder folder of the run
   * @return whether its figures can be drawn
   */
  public static boolean available(Path folder) {
    return Files.exists(folder.resolve(MnistRuns.file(0)));
  }

  /**
   * Reads what a run wrote.
   *
   * @param folder folder of the run
   * @param scale scale of the run, named in every figure
   * @return its figures
   * @throws IOException if a file cannot be read
   */
  public static CollapseFigures read(Path folder, Scale scale) throws IOException {
    List<String> texts = new ArrayList<>();
    for (int run = 0; Files.exists(folder.resolve(MnistRuns.file(run))); run++) {
      texts.add(Files.readString(folder.resolve(MnistRuns.file(run))));
    }
    return new CollapseFigures(MnistRuns.parse(texts), scale);
  }

  /** {@return test accuracy and entropy of the weights, against the epochs} */
  public Chart chart() {
    return Chart.grid(
        plot("Digits, binary weights", "test accuracy, signs (%)", MnistRuns.Row::accuracy),
        plot("Uncertainty of the weights", "mean entropy (bits)", MnistRuns.Row::entropy));
  }

  private Plot plot(String title, String axis, ToDoubleFunction<MnistRuns.Row> number) {
    Plot plot = Plot.of(title, Axis.linear("epochs"), Axis.linear(axis));
    double[] epochs =
        runs.rows().stream().mapToDouble(MnistRuns.Row::epoch).distinct().sorted().toArray();
    for (WeightRule rule : WeightRule.values()) {
      double[] means =
          Arrays.stream(epochs)
              .map(e -> runs.of(rule, (int) e).stream().mapToDouble(number).average().orElseThrow())
              .toArray();
      plot = plot.line(rule.toString(), epochs, means);
    }
    return plot.note(
        "means of " + runs.last(WeightRule.CODED).size() + " runs; scale " + scale.text());
  }

  /** {@return what each rule reaches at the end, and its weights after the first epoch} */
  public Table table() {
    StringColumn rule = StringColumn.create("rule");
    StringColumn start = StringColumn.create("start");
    StringColumn loss = StringColumn.create("training loss");
    StringColumn accuracy = StringColumn.create("accuracy of signs, %");
    StringColumn drawn = StringColumn.create("of a draw, %");
    StringColumn early = StringColumn.create("entropy after epoch 1, bits");
    StringColumn entropy = StringColumn.create("entropy at the end");
    StringColumn signs = StringColumn.create("drawn signs equal to those of lambda");
    StringColumn unsaturated = StringColumn.create("unsaturated");
    StringColumn equal = StringColumn.create("signs equal to the reference's");
    for (WeightRule each : WeightRule.values()) {
      List<MnistRuns.Row> last = runs.last(each);
      rule.append(each.toString());
      start.append(Numbers.brief(each.start(), 2));
      loss.append(fixed(last, MnistRuns.Row::loss, 3));
      accuracy.append(interval(last, MnistRuns.Row::accuracy));
      drawn.append(interval(last, MnistRuns.Row::drawnAccuracy));
      early.append(brief(runs.of(each, 1), MnistRuns.Row::entropy));
      entropy.append(brief(last, MnistRuns.Row::entropy));
      signs.append(fixed(last, MnistRuns.Row::signs, 6));
      unsaturated.append(brief(last, MnistRuns.Row::unsaturated));
      equal.append(fixed(last, MnistRuns.Row::equal, 3));
    }
    return Table.create(
        "rules for binary weights on digits",
        rule,
        start,
        loss,
        accuracy,
        drawn,
        early,
        entropy,
        signs,
        unsaturated,
        equal);
  }

  private static double mean(List<MnistRuns.Row> rows, ToDoubleFunction<MnistRuns.Row> number) {
    return rows.stream().mapToDouble(number).average().orElseThrow();
  }

  private static String fixed(
      List<MnistRuns.Row> rows, ToDoubleFunction<MnistRuns.Row> number, int digits) {
    return String.format(Locale.ROOT, "%." + digits + "f", mean(rows, number));
  }

  private static String brief(List<MnistRuns.Row> rows, ToDoubleFunction<MnistRuns.Row> number) {
    return Numbers.brief(mean(rows, number), 2);
  }

  private static String interval(List<MnistRuns.Row> rows, ToDoubleFunction<MnistRuns.Row> number) {
    Measurement mean = Means.mean(rows.stream().mapToDouble(number).toArray());
    return String.format(Locale.ROOT, "%.2f +- %.2f", mean.value(), mean.high() - mean.value());
  }
}
