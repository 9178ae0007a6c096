package org.bitgrad.report;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bitgrad.network.NetworkLayer;
import org.bitgrad.network.StochasticBinaryNetwork;
import org.bitgrad.numeric.Convolution;
import org.bitgrad.numeric.Image;
import org.bitgrad.numeric.Pooling;
import org.bitgrad.numeric.Window;
import org.bitgrad.train.NamedArray;
import org.bitgrad.train.TrainableNetwork;
import tech.tablesaw.api.Table;

/** {@link Tables#of(StochasticBinaryNetwork)}. */
final class NetworkTables {
  private NetworkTables() {}

  /** The parameters of a network in training, named as in its files. */
  static Table of(TrainableNetwork network) {
    TableBuilder table =
        TableBuilder.of("network " + network.architecture())
            .texts("parameters", "shape")
            .numbers("count");
    for (NamedArray parameter : network.parameters()) {
      double count = 1;
      for (int side : parameter.shape()) {
        count *= side;
      }
      table.row(parameter.name(), parameter.shape().toString(), count);
    }
    return table.build();
  }

  static Table of(StochasticBinaryNetwork network) {
    List<NetworkLayer> layers = network.describe();
    TableBuilder table =
        TableBuilder.of("layers of a network of " + network.sizes()[0] + " inputs")
            .texts("layer", "kind", "output", "noise")
            .numbers("units", "parameters", "random_bits", "multiply_adds", "binary_share");
    double[] sums = new double[5];
    for (int k = 0; k < layers.size(); k++) {
      NetworkLayer layer = layers.get(k);
      double[] row = row(layer, k > 0 && layers.get(k - 1).noise().isPresent());
      for (int i = 0; i < row.length; i++) {
        sums[i] += i == 4 ? row[3] * row[4] : row[i];
      }
      String noise = layer.noise().map(n -> n.name()).orElse("none");
      table.row(
          layer.name(), kind(layer), shape(layer), noise, row[0], row[1], row[2], row[3], row[4]);
    }
    double share = sums[4] / sums[3];
    return table.row("all", "", "", "", sums[0], sums[1], sums[2], sums[3], share).build();
  }

  /** Units, parameters, random bits, multiply-adds and the share of these with a binary factor. */
  private static double[] row(NetworkLayer layer, boolean readsStates) {
    boolean binary =
        readsStates && layer.pooling().map(p -> p.kind() == Pooling.Kind.MAX).orElse(true);
    double units = layer.head() ? 0 : layer.units();
    double bits = layer.noise().isPresent() ? units : 0;
    return new double[] {units, layer.parameters(), bits, layer.map().products(), binary ? 1 : 0};
  }

  private static String kind(NetworkLayer layer) {
    Optional<Pooling> pooling = layer.pooling();
    String read =
        pooling
            .map(p -> p.kind().name().toLowerCase(Locale.ROOT) + " " + square(p.side()))
            .orElse("");
    read += layer.dropout() == 0 ? "" : (read.isEmpty() ? "" : ", ") + "dropout " + layer.dropout();
    String map = layer.head() ? "head" : "dense";
    if (layer.map() instanceof Convolution c) {
      map = "convolution " + text(c.window());
    }
    String both = read.isEmpty() ? map : read + ", " + map;
    String units = layer.activation().map(a -> ", " + a).orElse("");
    return both + (layer.normalised() ? ", normalised" : "") + units;
  }

  private static String text(Window window) {
    String stride = window.stride() == 1 ? "" : " stride " + window.stride();
    String padding = window.padding() == 0 ? "" : " padding " + window.padding();
    return square(window.kernel()) + stride + padding;
  }

  private static String square(int side) {
    return side + "x" + side;
  }

  private static String shape(NetworkLayer layer) {
    return layer.image().map(Image::toString).orElse(Integer.toString(layer.units()));
  }
}
