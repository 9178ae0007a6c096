package org.bitgrad.cli;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bitgrad.network.Batch;
import org.bitgrad.network.NetworkBuilder;
import org.bitgrad.network.OutputLoss;
import org.bitgrad.network.StochasticBinaryNetwork;
import org.bitgrad.problem.Encoding;
import org.bitgrad.problem.Problem;
import org.bitgrad.random.Noise;

/** A case that is a network with its data. */
final class NetworkCase {
  private static final String HEAD = "linear-head";
  private static final String UNIT = "-bernoulli";
  private static final List<String> KINDS =
      List.of(
          "logistic-bernoulli",
          "uniform-bernoulli",
          "triangular-bernoulli",
          "gaussian-bernoulli",
          HEAD);
  private static final List<String> NOISES =
      List.of("logistic", "uniform", "triangular", "gaussian");
  private static final List<String> ENCODINGS = List.of("0/1", "+-1");

  /** Both ways of naming the label in the formula of the logistic loss are in use. */
  private static final List<String> LOSSES =
      List.of("logistic", "log(1+exp(-t*eta))", "log(1+exp(-y*eta))", "softmax", "squared");

  static final List<String> FIELDS =
      List.of("network", "data", "loss", "encoding", "sizes", "noise");

  /** What published layouts have beside the case: where it comes from, and numbers about it. */
  static final List<String> BESIDE =
      List.of(
          "name",
          "source",
          "stage",
          "recipe",
          "number",
          "updates",
          "exact_loss",
          "exact",
          "exact_moments",
          "monte_carlo",
          "cases");

  private static final double SMALLEST_SCALE = 1e-100;
  private static final double LARGEST_SCALE = 1e100;
  private static final int LARGEST_LAYER = 1 << 20;

  private final Field root;
  private final Field layers;
  private final List<double[]> groups = new ArrayList<>();

  NetworkCase(Field root) {
    this.root = root;
    this.layers = root.child("network");
  }

  Problem problem() {
    checkFields();
    layers.array(0, "layers, then a " + HEAD);
    if (layers.length() < 2) {
      throw Refusal.of(
          layers.path(), layers.length() + " layer", "1 or more Bernoulli layers, then a " + HEAD);
    }
    checkNames();
    int inputs = layers.at(0).object().child("n_in").integer(1, LARGEST_LAYER);
    NetworkBuilder builder = StochasticBinaryNetwork.input(inputs).encoding(encoding());
    int before = inputs;
    int last = layers.length() - 1;
    for (int k = 0; k < last; k++) {
      Noise noise = noise(layers.at(k).object());
      before = units(layers.at(k), before);
      builder.bernoulli(before, noise);
    }
    checkHead(layers.at(last).object());
    int outputs = units(layers.at(last), before);
    checkSizes();
    checkNoise();
    OutputLoss loss = loss(outputs, layers.at(last).child("n_out"));
    StochasticBinaryNetwork network =
        builder.head(outputs, loss).parameters(groups.toArray(double[][]::new));
    return network.on(batch(inputs, outputs, loss));
  }

  /** Outputs call the groups layer0, layer1, ...; a file must not use these names otherwise. */
  private void checkNames() {
    Set<String> names = new HashSet<>();
    for (int k = 0; k < layers.length(); k++) {
      Field name = layers.at(k).object().child("name");
      String text = name.node().asText();
      boolean elsewhere = text.matches("layer[0-9]+") && !text.equals("layer" + k);
      if (!name.node().isTextual() || text.isBlank() || elsewhere || !names.add(text)) {
        throw name.refuse("layer" + k + ", or another name that stands once");
      }
    }
  }

  private void checkFields() {
    root.only(FIELDS, BESIDE);
    if (layers.node().isArray()) {
      for (int k = 0; k < layers.length(); k++) {
        layers.at(k).only("name", "kind", "n_in", "n_out", "weight", "bias", "scale");
      }
    }
    if (root.child("data").given()) {
      root.child("data").only("x", "y");
    }
  }

  /** The noise of every layer may stand at the top once more; it is named by the kinds. */
  private void checkNoise() {
    Field noise = root.child("noise");
    if (!noise.given()) {
      return;
    }
    String family = noise.text(NOISES);
    for (int k = 0; k < layers.length() - 1; k++) {
      if (!layers.at(k).child("kind").text(KINDS).equals(family + UNIT)) {
        throw noise.refuse("the noise of every layer, but network[" + k + "].kind is another");
      }
    }
  }

  private Encoding encoding() {
    Field encoding = root.child("encoding");
    return !encoding.given() || encoding.text(ENCODINGS).equals("0/1")
        ? Encoding.BITS
        : Encoding.SPINS;
  }

  private static Noise noise(Field layer) {
    Field kind = layer.child("kind");
    String text = kind.text(KINDS);
    if (text.equals(HEAD)) {
      throw kind.refuse(String.join(", ", KINDS.subList(0, KINDS.size() - 1)));
    }
    Field scale = layer.child("scale");
    double width = scale.given() ? scale.number(SMALLEST_SCALE, LARGEST_SCALE) : 1;
    return Noise.of(text.substring(0, text.length() - UNIT.length()), width);
  }

  private static void checkHead(Field layer) {
    layer.child("kind").text(KINDS);
    layer.child("kind").text(List.of(HEAD));
    Field scale = layer.child("scale");
    if (scale.given() && scale.number(1, 1) != 1) {
      throw scale.refuse("1, a head has no noise");
    }
  }

  /** Reads the weights and biases of a layer and returns the number of its units. */
  private int units(Field layer, int before) {
    int inputs = layer.child("n_in").integer(before, before);
    int outputs = layer.child("n_out").integer(1, LARGEST_LAYER);
    double[][] weight = layer.child("weight").matrix(outputs, inputs);
    double[] bias = layer.child("bias").vector(outputs);
    double[] group = new double[outputs * inputs + outputs];
    for (int j = 0; j < outputs; j++) {
      System.arraycopy(weight[j], 0, group, j * inputs, inputs);
    }
    System.arraycopy(bias, 0, group, outputs * inputs, outputs);
    groups.add(group);
    return outputs;
  }

  private void checkSizes() {
    Field sizes = root.child("sizes");
    if (!sizes.given()) {
      return;
    }
    sizes.array(layers.length() + 1, "sizes, of the input and of each layer");
    for (int k = 0; k < sizes.length(); k++) {
      int size = layers.at(Math.max(0, k - 1)).child(k == 0 ? "n_in" : "n_out").node().intValue();
      sizes.at(k).integer(size, size);
    }
  }

  private OutputLoss loss(int outputs, Field size) {
    String name = root.child("loss").text(LOSSES);
    switch (name) {
      case "softmax" -> {
        if (outputs < 2) {
          throw size.refuse("2 or more outputs for the loss softmax");
        }
        return OutputLoss.SOFTMAX;
      }
      case "squared" -> {
        return OutputLoss.SQUARED;
      }
      default -> {
        if (outputs != 1) {
          throw size.refuse("1 output for the loss " + name);
        }
        return OutputLoss.LOGISTIC;
      }
    }
  }

  private Batch batch(int inputs, int outputs, OutputLoss loss) {
    Field data = root.child("data").object();
    double[][] x = data.child("x").matrix(0, inputs);
    Field y = data.child("y").array(x.length, "targets, one for each point of data.x");
    double[][] targets = new double[x.length][];
    for (int n = 0; n < x.length; n++) {
      targets[n] = target(y.at(n), outputs, loss);
    }
    return Batch.of(x, targets);
  }

  private static double[] target(Field y, int outputs, OutputLoss loss) {
    boolean classes = loss.guess(outputs) > 0;
    if (!classes) {
      return outputs == 1 && !y.node().isArray() ? new double[] {y.number()} : y.vector(outputs);
    }
    double label = y.number(loss.refusal(outputs, Double.NaN).orElseThrow());
    loss.refusal(outputs, label)
        .ifPresent(
            allowed -> {
              throw y.refuse(allowed);
            });
    return new double[] {label};
  }
}
