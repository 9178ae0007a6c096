package org.bitgrad.train;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bitgrad.data.BatchBuffer;
import org.bitgrad.data.BatchPlan;
import org.bitgrad.data.BatchReader;
import org.bitgrad.data.Examples;
import org.bitgrad.data.Sha256;

/**
 * Everything that decides the numbers of a training, as texts by name: a checkpoint of other
 * settings is refused. Data and schedules are told apart by what they give: the first and the last
 * batch, the rate of every epoch.
 */
final class TrainingSettings {
  private TrainingSettings() {}

  static Map<String, String> of(TrainingPlan plan, TrainableNetwork network) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("network", network.architecture());
    settings.put("method", plan.method);
    settings.put("precision", Evaluator.single(network) ? "float32" : "float64");
    settings.put("optimiser", plan.optimiser.orElseThrow().toString());
    settings.put("batch", String.valueOf(plan.batch));
    settings.put("epochs", String.valueOf(plan.epochs));
    settings.put("schedule", schedule(plan));
    settings.put("seed", String.valueOf(plan.seed));
    settings.put("evaluation", plan.samples + " samples, every " + plan.evaluateEvery + " epochs");
    settings.put("reference", plan.reference + " " + plan.referenceSamples);
    Examples train = plan.train.orElseThrow();
    settings.put("training data", data(train, plan.trainingBatches()));
    settings.put(
        "validation data", plan.validation.map(v -> data(v, plan.plainBatches(v))).orElse("none"));
    boolean fixedHead = plan.network.filter(n -> !n.outputLoss().differentiable()).isPresent();
    settings.put("initial parameters", parameters(network, fixedHead));
    return settings;
  }

  private static String schedule(TrainingPlan plan) {
    NumberDigest factors = new NumberDigest();
    for (long epoch = 0; epoch < plan.epochs; epoch++) {
      factors.add(plan.schedule.factor(epoch));
    }
    return factors.text();
  }

  private static String data(Examples examples, BatchPlan plan) {
    BatchReader reader = new BatchReader(plan);
    BatchBuffer batch = BatchBuffer.ofDoubles(plan);
    NumberDigest numbers = new NumberDigest();
    long missing = 2L * plan.rows() * (examples.features() + 1);
    for (int b : new int[] {0, plan.batches() - 1}) {
      reader.read(0, b, batch);
      numbers.add(batch.doubles(), batch.rows() * examples.features());
      numbers.add(batch.targets(), batch.rows());
      missing -= batch.rows() * (examples.features() + 1L);
    }
    // The last batch may be smaller; the sum of checkpoints is over as many numbers as two whole
    // ones.
    for (; missing > 0; missing--) {
      numbers.add(0);
    }
    return examples.size() + " examples " + numbers.text();
  }

  private static String parameters(TrainableNetwork network, boolean fixedHead) {
    StringBuilder all = new StringBuilder();
    List<NamedArray> arrays = new ArrayList<>(network.parameters());
    if (fixedHead) {
      arrays.addAll(WeightsFile.arrays(network.state()));
    }
    for (NamedArray array : arrays) {
      ByteBuffer bytes = ByteBuffer.allocate(array.values().size() * array.values().bytes());
      array.values().putInto(bytes);
      all.append(hash(bytes.array()));
    }
    return hash(all.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static String hash(byte[] bytes) {
    return HexFormat.of().formatHex(Sha256.digest(bytes, bytes.length), 0, 8);
  }
}
