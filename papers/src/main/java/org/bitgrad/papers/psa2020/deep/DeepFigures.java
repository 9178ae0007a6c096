package org.bitgrad.papers.psa2020.deep;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.bitgrad.papers.shared.Means;
import org.bitgrad.report.Axis;
import org.bitgrad.report.Chart;
import org.bitgrad.report.Measurement;
import org.bitgrad.report.Numbers;
import org.bitgrad.report.Plot;
import org.bitgrad.report.Scale;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Curves and final tables of the deep networks. */
public final class DeepFigures {
  private final DeepRuns runs;
  private final Scale scale;

  DeepFigures(DeepRuns runs, Scale scale) {
    this.runs = runs;
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
  public static DeepFigures read(Path folder, Scale scale) throws IOException {
    Map<String, String> tables = new LinkedHashMap<>();
    for (DeepTask task : DeepTask.values()) {
      for (DeepMethod method : DeepMethod.values()) {
        Path file = folder.resolve(DeepPart.file(task, method));
        if (Files.exists(file)) {
          tables.put(DeepPart.file(task, method), Files.readString(file));
        }
      }
    }
    return new DeepFigures(DeepRuns.parse(tables), scale);
  }

  /** {@return the tasks whose data were at hand: {@code grey}, {@code colour}} */
  public List<String> tasks() {
    return runs.tasks().stream().map(DeepTask::text).toList();
  }

  /** {@return how much is done at this scale} */
  public Table amount() {
    DeepPlan plan = DeepPlan.of(scale);
    List<String> layers =
        plan.layers().stream()
            .map(l -> l.channels() + "@" + l.kernel() + "x" + l.kernel() + "/" + l.stride())
            .toList();
    DeepPlan.Images images = plan.images();
    Map<String, Object> amounts = new LinkedHashMap<>();
    amounts.put("convolutions (channels@window/stride)", String.join(", ", layers));
    amounts.put("images trained on", images.train());
    amounts.put("images held out for validation", images.validation());
    amounts.put("training images that losses are measured on", images.looked());
    amounts.put("seeds", plan.seeds());
    amounts.put("epochs", plan.epochs());
    amounts.put("trials of a learning rate, at most", plan.search().trials());
    amounts.put("epochs of a trial", plan.search().epochs());
    StringColumn what = StringColumn.create("amount");
    StringColumn value = StringColumn.create("value");
    amounts.forEach(
        (name, amount) -> {
          what.append(name);
          value.append(amount.toString());
        });
    return Table.create("deep networks, scale " + scale.text(), what, value);
  }

  /**
   * The final numbers of a task.
   *
   * @param task one of {@link #tasks}
   * @return one row per method
   */
  public Table table(String task) {
    return table(DeepTask.valueOf(task.toUpperCase(Locale.ROOT)));
  }

  /**
   * The curves of a task.
   *
   * @param task one of {@link #tasks}
   * @return expected training loss and validation accuracy against epochs
   */
  public Chart chart(String task) {
    return chart(DeepTask.valueOf(task.toUpperCase(Locale.ROOT)));
  }

  Chart chart(DeepTask task) {
    Plot loss = plot(task, "", Axis.linear("expected training loss (nats)"));
    Plot accuracy = plot(task, "", Axis.linear("validation accuracy, 10 samples (%)"));
    for (DeepMethod method : DeepMethod.values()) {
      loss = line(loss, task, method, new Curve("", DeepRun.Epoch::sampledLoss));
      accuracy = line(accuracy, task, method, new Curve("", e -> 100 * e.ensemble()));
    }
    return Chart.grid(loss, accuracy);
  }

  /**
   * What the tanh network and PSA take for the loss, beside that of the sampled network.
   *
   * @return a plot per task
   */
  public Chart mismatch() {
    List<Chart> plots = new ArrayList<>();
    for (DeepTask task : runs.tasks()) {
      Plot plot = plot(task, "", Axis.linear("loss on training images (nats)"));
      for (DeepMethod method : List.of(DeepMethod.TANH, DeepMethod.PSA)) {
        plot = line(plot, task, method, new Curve(", training", DeepRun.Epoch::ownLoss));
        plot = line(plot, task, method, new Curve(", 1 sample", DeepRun.Epoch::sampledLoss));
      }
      plots.add(plot);
    }
    return Chart.grid(plots.toArray(Chart[]::new));
  }

  /** A number of every epoch, and what is written after the name of the estimator. */
  private record Curve(String suffix, ToDoubleFunction<DeepRun.Epoch> number) {}

  private Plot plot(DeepTask task, String what, Axis y) {
    int seeds = runs.of(task, DeepMethod.PSA).size();
    return Plot.of("Deep networks, " + task.dataSet(scale) + what, Axis.linear("epochs"), y)
        .note("means of " + seeds + " seeds; scale " + scale.text());
  }

  /** The mean over seeds; trainings that diverged have no curve. */
  private Plot line(Plot plot, DeepTask task, DeepMethod method, Curve curve) {
    List<DeepRun> ended = runs.of(task, method).stream().filter(DeepRun::ended).toList();
    if (ended.isEmpty()) {
      return plot;
    }
    double[] epochs =
        IntStream.rangeClosed(1, ended.get(0).planned()).mapToDouble(e -> e).toArray();
    double[] means = new double[epochs.length];
    for (DeepRun run : ended) {
      for (int e = 0; e < means.length; e++) {
        means[e] += curve.number().applyAsDouble(run.epochs().get(e)) / ended.size();
      }
    }
    return plot.line(method.estimator() + curve.suffix(), epochs, means);
  }

  Table table(DeepTask task) {
    StringColumn name = StringColumn.create("method");
    StringColumn rate = StringColumn.create("learning rate");
    StringColumn ended = StringColumn.create("trainings that ended");
    StringColumn own = StringColumn.create("loss by the method itself");
    StringColumn sampled = StringColumn.create("expected training loss");
    StringColumn loss = StringColumn.create("expected validation loss");
    StringColumn one = StringColumn.create("accuracy of 1 sample, %");
    StringColumn ensemble = StringColumn.create("of 10 samples, %");
    StringColumn entropy = StringColumn.create("entropy of a unit, bits");
    for (DeepMethod method : DeepMethod.values()) {
      List<DeepRun> all = runs.of(task, method);
      List<DeepRun> good = all.stream().filter(DeepRun::ended).toList();
      name.append(method.label());
      rate.append(Numbers.brief(all.get(0).rate(), 2));
      ended.append(good.size() + " of " + all.size());
      own.append(mean(good, DeepRun.Epoch::ownLoss, 3));
      sampled.append(mean(good, DeepRun.Epoch::sampledLoss, 3));
      loss.append(mean(good, DeepRun.Epoch::validationLoss, 3));
      one.append(mean(good, e -> 100 * e.oneSample(), 1));
      ensemble.append(mean(good, e -> 100 * e.ensemble(), 1));
      entropy.append(mean(good, DeepRun.Epoch::entropy, 2));
    }
    return Table.create(
        "deep networks on " + task.dataSet(scale) + ", after the last epoch",
        name,
        rate,
        ended,
        own,
        sampled,
        loss,
        one,
        ensemble,
        entropy);
  }

  private static String mean(
      List<DeepRun> runs, ToDoubleFunction<DeepRun.Epoch> number, int digits) {
    if (runs.size() < 2) {
      return "";
    }
    double[] values = runs.stream().mapToDouble(run -> number.applyAsDouble(run.last())).toArray();
    Measurement mean = Means.mean(values);
    String format = "%." + digits + "f +- %." + digits + "f";
    return String.format(Locale.ROOT, format, mean.value(), mean.high() - mean.value());
  }
}
