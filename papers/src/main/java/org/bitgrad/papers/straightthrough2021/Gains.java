package org.bitgrad.papers.straightthrough2021;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.bitgrad.exact.NoiseGain;
import org.bitgrad.network.Batch;
import org.bitgrad.network.NetworkBuilder;
import org.bitgrad.network.StochasticBinaryNetwork;
import org.bitgrad.papers.shared.Means;
import org.bitgrad.papers.shared.Parallel;
import org.bitgrad.problem.Encoding;
import org.bitgrad.problem.Gradient;
import org.bitgrad.random.Noise;
import org.bitgrad.random.RandomStream;
import org.bitgrad.report.Measurement;
import org.bitgrad.report.RecordTable;

/**
 * Growth of the squared gradient norm from layer to layer, towards the input, at random starts.
 *
 * @param rows one per noise, ratio, network and step between layers
 */
record Gains(List<Row> rows) {
  private static final RecordTable<Row> TABLE =
      RecordTable.of(Row.class, "noise", "ratio", "network", "layer", "growth");

  static final String FILE = "gains.csv";

  private static final int WIDTH = 300;
  private static final int LAYERS = 5;

  Gains {
    rows = List.copyOf(rows);
  }

  /**
   * A step between layers.
   *
   * @param setting noise and ratio
   * @param network its number
   * @param layer the one nearer to the input, 0 to 3
   * @param growth squared norm of the derivatives in its pre-activations over that of the next
   */
  record Row(Setting setting, int network, int layer, double growth) {}

  /**
   * A noise of scale 1 and how large pre-activations are beside it.
   *
   * @param family of the noise
   * @param name of the ratio: its number, or {@code critical}
   */
  record Setting(String family, String name) {
    Noise noise() {
      return Noise.of(family, 1);
    }

    double ratio() {
      return name.equals("critical") ? NoiseGain.criticalRatio(noise()) : Double.parseDouble(name);
    }

    double gain() {
      return NoiseGain.of(noise(), ratio());
    }
  }

  static List<Setting> settings() {
    return LayerCase.FAMILIES.stream()
        .flatMap(family -> List.of("1", "2", "critical").stream().map(r -> new Setting(family, r)))
        .toList();
  }

  static Gains run(Plan plan, long seed, int threads) throws InterruptedException {
    List<Callable<List<Row>>> tasks = new ArrayList<>();
    for (Setting setting : settings()) {
      for (int i = 0; i < plan.gains(); i++) {
        int network = i;
        tasks.add(() -> rows(seed, setting, network));
      }
    }
    return new Gains(Parallel.all(tasks, threads).stream().flatMap(List::stream).toList());
  }

  private static List<Row> rows(long seed, Setting setting, int network) {
    RandomStream stream =
        StraightThrough2021.stream(seed, "gains")
            .child(setting.family)
            .child(setting.name)
            .child(network);
    NetworkBuilder builder = StochasticBinaryNetwork.input(WIDTH);
    for (int k = 0; k < LAYERS; k++) {
      builder.bernoulli(WIDTH, setting.noise());
    }
    double[] input = new double[WIDTH];
    Arrays.setAll(input, i -> stream.child("input").uniform(i) < 0.5 ? -1 : 1);
    double ratio = setting.ratio();
    Gradient gradient =
        Invariances.estimate(
            "st",
            builder
                .encoding(Encoding.SPINS)
                .head(1, SmallNetworks.LINEAR)
                .initialiseByRatio(stream.key(), noise -> ratio)
                .on(Batch.of(new double[][] {input}, new double[] {1})),
            stream.child("draw"));
    double[] squares = new double[LAYERS];
    for (int k = 0; k < LAYERS; k++) {
      // The biases' part: the derivatives in the pre-activations.
      double[] group = gradient.group(k);
      double[] da = Arrays.copyOfRange(group, group.length - WIDTH, group.length);
      squares[k] = Vectors.dot(da, da);
    }
    return IntStream.range(0, LAYERS - 1)
        .mapToObj(k -> new Row(setting, network, k, squares[k] / squares[k + 1]))
        .toList();
  }

  /** The mean growth at a step between layers. */
  Measurement growth(Setting setting, int layer) {
    return Means.mean(
        rows.stream()
            .filter(r -> r.setting.equals(setting) && r.layer == layer)
            .mapToDouble(Row::growth)
            .toArray());
  }

  static int steps() {
    return LAYERS - 1;
  }

  /** The step where the mean growth is farthest from the gain, relative to it. */
  Measurement farthest(Setting setting) {
    double gain = setting.gain();
    Measurement worst = null;
    for (int k = 0; k < steps(); k++) {
      Measurement m = growth(setting, k);
      double value = Math.abs(m.value() / gain - 1);
      if (worst == null || value > worst.value()) {
        double half = (m.high() - m.low()) / 2 / gain;
        worst =
            new Measurement(
                value,
                Math.max(0, value - half),
                value + half,
                m.n(),
                "the population of such networks at this step, 95 % (Student's t)");
      }
    }
    return worst;
  }

  String csv() {
    return TABLE.text(rows);
  }

  static Gains parse(String text) {
    return new Gains(TABLE.rows(text));
  }
}
