package org.bitgrad.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.bitgrad.data.BatchBuffer;
import org.bitgrad.data.BatchPlan;
import org.bitgrad.data.BatchReader;
import org.bitgrad.data.ImageShape;
import org.bitgrad.data.Transform;
import org.bitgrad.network.Activation;
import org.bitgrad.network.Batch;
import org.bitgrad.network.NetworkBuilder;
import org.bitgrad.network.OutputLoss;
import org.bitgrad.network.StochasticBinaryNetwork;
import org.bitgrad.problem.Encoding;
import org.bitgrad.random.Noise;

/** Reads the layers of a network of images; its head has an output per class, with softmax. */
final class NetworkConfig {
  private static final int MOST_LAYERS = 1000;

  private static final int LARGEST_LAYER = 1 << 20;
  private static final int LOOKED_AT = 1000;
  private static final double MOST_DROPPED = 0.999;
  private static final double SMALLEST_SCALE = 1e-100;
  private static final double LARGEST_SCALE = 1e100;
  private static final List<String> NOISES =
      List.of("logistic", "uniform", "triangular", "gaussian");
  private static final List<String> POOLINGS =
      List.of("sum-pooling", "average-pooling", "max-pooling");
  private static final String DROPOUT = "dropout";
  private static final List<String> KINDS =
      List.of(
          "bernoulli",
          "dense",
          "convolution",
          DROPOUT,
          "sum-pooling",
          "average-pooling",
          "max-pooling");
  private static final List<String> ACTIVATIONS =
      Arrays.stream(Activation.values()).map(Activation::text).toList();

  private final Field field;

  NetworkConfig(Field field) {
    this.field = field.object();
  }

  /** Refuses what can be refused without the data. */
  void check() {
    field.only("layers", "encoding", "ratio", "head_scale");
    encoding();
    ratio();
    headScale();
    layers(shape -> {}, null);
  }

  private Encoding encoding() {
    Field encoding = field.child("encoding");
    return !encoding.given() || encoding.text(List.of("0/1", "+-1")).equals("0/1")
        ? Encoding.BITS
        : Encoding.SPINS;
  }

  /** {@return the ratio by which parameters are drawn, where no data are looked at} */
  OptionalDouble ratio() {
    Field ratio = field.child("ratio");
    return ratio.given() ? OptionalDouble.of(ratio.positive()) : OptionalDouble.empty();
  }

  private double headScale() {
    Field scale = field.child("head_scale");
    return scale.given() ? scale.positive() : 1;
  }

  /** The layers of a builder, or checks only where it is missing. */
  private void layers(java.util.function.Consumer<Field> seen, NetworkBuilder builder) {
    Field layers = field.child("layers").array(0, "Bernoulli or real layers, without the head");
    if (layers.length() > MOST_LAYERS) {
      throw Refusal.of(layers.path(), layers.length() + " layers", "at most " + MOST_LAYERS);
    }
    boolean units = false;
    for (int k = 0; k < layers.length(); k++) {
      Field layer = layers.at(k);
      seen.accept(layer);
      String kind = layer.object().child("kind").text(KINDS);
      try {
        switch (kind) {
          case "bernoulli" -> bernoulli(layer, builder);
          case "dense" -> real(layer, builder);
          case "convolution" -> convolution(layer, builder);
          case DROPOUT -> dropout(layer, builder);
          default -> pooling(layer, kind, builder);
        }
      } catch (Refusal e) {
        throw e;
      } catch (IllegalArgumentException e) {
        throw Refusal.of(layer.path(), layer.node(), "a layer that fits (" + e.getMessage() + ")");
      }
      units |= !POOLINGS.contains(kind) && !kind.equals(DROPOUT);
    }
    if (!units) {
      throw layers.refuse("at least one layer of the kinds bernoulli, dense, convolution");
    }
  }

  private static Noise noise(Field layer) {
    Field noise = layer.child("noise");
    Field scale = layer.child("scale");
    double width = scale.given() ? scale.number(SMALLEST_SCALE, LARGEST_SCALE) : 1;
    return Noise.of(noise.given() ? noise.text(NOISES) : "logistic", width);
  }

  private static Activation activation(Field layer) {
    return Activation.parse(layer.child("activation").text(ACTIVATIONS));
  }

  private static void real(Field layer, NetworkBuilder builder) {
    layer.only("kind", "units", "activation", "normalised");
    int units = layer.child("units").integer(1, LARGEST_LAYER);
    Activation activation = activation(layer);
    boolean normalised = normalised(layer);
    if (builder != null) {
      builder.real(units, activation);
      normalise(builder, normalised);
    }
  }

  private static void bernoulli(Field layer, NetworkBuilder builder) {
    layer.only("kind", "units", "noise", "scale", "normalised");
    int units = layer.child("units").integer(1, LARGEST_LAYER);
    Noise noise = noise(layer);
    boolean normalised = normalised(layer);
    if (builder != null) {
      builder.bernoulli(units, noise);
      normalise(builder, normalised);
    }
  }

  private static boolean normalised(Field layer) {
    return layer.child("normalised").given() && layer.child("normalised").truth();
  }

  private static void normalise(NetworkBuilder builder, boolean normalised) {
    if (normalised) {
      builder.batchNormalisation();
    }
  }

  private static void convolution(Field layer, NetworkBuilder builder) {
    boolean real = layer.child("activation").given();
    if (real) {
      layer.only("kind", "channels", "kernel", "stride", "padding", "activation", "normalised");
    } else {
      layer.only("kind", "channels", "kernel", "stride", "padding", "noise", "scale", "normalised");
    }
    int channels = layer.child("channels").integer(1, LARGEST_LAYER);
    int kernel = layer.child("kernel").integer(1, 1000);
    int stride = layer.child("stride").given() ? layer.child("stride").integer(1, 1000) : 1;
    int padding = layer.child("padding").given() ? layer.child("padding").integer(0, 1000) : 0;
    Optional<Activation> activation = real ? Optional.of(activation(layer)) : Optional.empty();
    Noise noise = real ? Noise.none() : noise(layer);
    boolean normalised = normalised(layer);
    if (builder != null) {
      if (activation.isPresent()) {
        builder.realConvolution(channels, kernel, activation.get());
      } else {
        builder.convolution(channels, kernel, noise);
      }
      builder.stride(stride).padding(padding);
      normalise(builder, normalised);
    }
  }

  private static void dropout(Field layer, NetworkBuilder builder) {
    layer.only("kind", "rate");
    double rate = layer.child("rate").number(0, MOST_DROPPED);
    if (builder != null) {
      builder.dropout(rate);
    }
  }

  private static void pooling(Field layer, String kind, NetworkBuilder builder) {
    layer.only("kind", "side");
    int side = layer.child("side").integer(1, 1000);
    if (builder == null) {
      return;
    }
    switch (kind) {
      case "sum-pooling" -> builder.sumPooling(side);
      case "average-pooling" -> builder.averagePooling(side);
      default -> builder.maxPooling(side);
    }
  }

  private NetworkBuilder.Headed headed(ImageShape shape, int classes) {
    NetworkBuilder builder =
        StochasticBinaryNetwork.input(shape.channels(), shape.rows(), shape.columns())
            .encoding(encoding());
    layers(layer -> {}, builder);
    try {
      return builder.head(classes, OutputLoss.SOFTMAX);
    } catch (IllegalArgumentException e) {
      Field layers = field.child("layers");
      throw Refusal.of(
          layers.path(),
          layers.node(),
          "layers that fit images of " + text(shape) + " (" + e.getMessage() + ")");
    }
  }

  private static String text(ImageShape shape) {
    return shape.channels() + "x" + shape.rows() + "x" + shape.columns();
  }

  /**
   * A network with random parameters, by the ratio of signal to noise or uniform and normalised on
   * the first training images; the head scaled.
   */
  StochasticBinaryNetwork network(DataConfig.Data data, long seed) {
    NetworkBuilder.Headed headed = headed(data.train().shape(), data.train().classes());
    OptionalDouble ratio = ratio();
    StochasticBinaryNetwork network =
        ratio.isPresent()
            ? headed.initialiseByRatio(seed, noise -> ratio.getAsDouble())
            : headed.initialise(seed, first(data));
    double[] head = network.group(network.layers());
    double scale = headScale();
    for (int i = 0; i < head.length; i++) {
      head[i] *= scale;
    }
    return network;
  }

  private static Batch first(DataConfig.Data data) {
    BatchPlan plan = BatchPlan.of(data.train(), Math.min(LOOKED_AT, data.train().size()));
    for (Transform change : data.transforms()) {
      plan = plan.with(change);
    }
    BatchBuffer buffer = BatchBuffer.ofDoubles(plan);
    new BatchReader(plan).read(0, 0, buffer);
    double[][] x = new double[buffer.rows()][buffer.features()];
    double[] labels = new double[buffer.rows()];
    for (int n = 0; n < x.length; n++) {
      System.arraycopy(buffer.doubles(), n * buffer.features(), x[n], 0, x[n].length);
      labels[n] = buffer.targets()[n];
    }
    return Batch.of(x, labels);
  }
}
