package org.bitgrad.papers.biasvariance2021;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.bitgrad.data.DataSet;
import org.bitgrad.data.DataSets;
import org.bitgrad.data.ImageData;
import org.bitgrad.papers.shared.Means;
import org.bitgrad.papers.shared.Part;
import org.bitgrad.random.RandomStream;
import org.bitgrad.report.ExperimentContext;
import org.bitgrad.report.Export;
import org.bitgrad.report.Measurement;
import org.bitgrad.report.RunFolder;
import org.bitgrad.report.Scale;

/** BayesBiNN's rule on a small problem and on digits: claims 9, 10, 15. */
final class CollapsePart implements Part {
  private final ExperimentContext context;
  private final MnistTraining.Amount amount;
  private final DataSet.Finding found;
  private Optional<MnistTraining> training = Optional.empty();

  CollapsePart(ExperimentContext context) {
    this.context = context;
    amount = amount(context.scale());
    found = DataSets.named("mnist").find(DataSets.roots());
  }

  private static MnistTraining.Amount amount(Scale scale) {
    return switch (scale) {
      case QUICK -> new MnistTraining.Amount(2, 500, 500, 24, 2);
      case STANDARD -> new MnistTraining.Amount(3, 10_000, 10_000, 256, 10);
      case PAPER -> new MnistTraining.Amount(5, 60_000, 10_000, 2_048, 100);
    };
  }

  @Override
  public List<Work> tables() {
    if (!found.present()) {
      return List.of();
    }
    return IntStream.range(0, amount.runs())
        .mapToObj(run -> new Work(MnistRuns.file(run), () -> train(run).csv()))
        .toList();
  }

  private MnistRuns train(int run) throws InterruptedException {
    if (training.isEmpty()) {
      training = Optional.of(load());
    }
    RandomStream stream = RandomStream.of(context.seed(), BiasVariance2021.PAPER, "digits");
    return training.get().run(stream, run, context.threads());
  }

  private MnistTraining load() {
    try {
      ImageData data = ImageData.mnist();
      return new MnistTraining(data.train(), data.test(), amount);
    } catch (IOException e) {
      throw new UncheckedIOException("MNIST was there before and cannot be read", e);
    }
  }

  private Optional<MnistRuns> runs(Map<String, String> tables) {
    List<String> texts = new ArrayList<>();
    for (int run = 0; tables.containsKey(MnistRuns.file(run)); run++) {
      texts.add(tables.get(MnistRuns.file(run)));
    }
    return texts.isEmpty() ? Optional.empty() : Optional.of(MnistRuns.parse(texts));
  }

  @Override
  public Map<String, Supplier<Measurement>> tests(Map<String, String> tables) {
    Map<String, Supplier<Measurement>> tests = new LinkedHashMap<>();
    Collapse toy = Collapse.run(context.seed());
    tests.put("9 toy", () -> Measurement.exact(toy.equal() / (double) toy.steps(), toy.steps()));
    tests.put("9 toy-noise", () -> Measurement.exact(toy.unsaturated(), toy.steps()));
    runs(tables).ifPresent(runs -> digits(runs, tests));
    return tests;
  }

  private static void digits(MnistRuns runs, Map<String, Supplier<Measurement>> tests) {
    tests.put(
        "9 mlp-weights",
        () -> Means.smallest(each(runs.last(WeightRule.CODED), MnistRuns.Row::equal)));
    tests.put(
        "9 mlp-accuracy",
        () -> Means.largest(Arrays.stream(differences(runs)).map(Math::abs).toArray()));
    List<MnistRuns.Row> early = runs.of(WeightRule.CODED, 1);
    tests.put("10 entropy", () -> Means.largest(each(early, MnistRuns.Row::entropy)));
    tests.put("10 signs", () -> Means.smallest(each(early, MnistRuns.Row::signs)));
    tests.put("15 mnist", () -> Means.mean(differences(runs)));
  }

  private static double[] each(List<MnistRuns.Row> rows, ToDoubleFunction<MnistRuns.Row> number) {
    return rows.stream().mapToDouble(number).toArray();
  }

  /** Test accuracy of the coded rule minus that of the one without noise, run by run. */
  private static double[] differences(MnistRuns runs) {
    double[] coded = each(runs.last(WeightRule.CODED), MnistRuns.Row::accuracy);
    double[] plain = each(runs.last(WeightRule.NOISE_FREE), MnistRuns.Row::accuracy);
    return IntStream.range(0, coded.length).mapToDouble(i -> coded[i] - plain[i]).toArray();
  }

  @Override
  public Map<String, String> notTested() {
    String cifar =
        "the network for CIFAR-10 needs binary weights in convolutions, which come with a later"
            + " version";
    if (found.present()) {
      return Map.of("15", cifar);
    }
    String missing =
        "MNIST is " + found.state() + "; bitgrad data list shows where it is looked for";
    return Map.of("9", missing, "10", missing, "15", missing + "; " + cifar);
  }

  @Override
  public void write(RunFolder folder, Map<String, String> tables) throws IOException {
    Optional<MnistRuns> runs = runs(tables);
    if (runs.isPresent()) {
      CollapseFigures figures = new CollapseFigures(runs.get(), context.scale());
      Export.table(folder, "bayesbinn-rules", figures.table());
      Export.chart(folder, "bayesbinn-accuracy", figures.chart());
    }
  }
}
