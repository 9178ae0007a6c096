package org.bitgrad.train.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bitgrad.network.NetworkLayer;
import org.bitgrad.numeric.Convolution;
import org.bitgrad.numeric.RealArray;

/** The numbers of a layer, which outlive its buffers: parameters, and running statistics. */
final class LayerParameters {
  /** What the affine map has; with normalisation no biases of its own. */
  final DenseLayer.Parameters affine;

  final Parameter biases;

  /** Factors of batch normalisation; null without it. */
  final Parameter scales;

  /** Running mean of each channel. */
  final float[] mean;

  /** Running variance of each channel. */
  final float[] variance;

  private final String name;

  private LayerParameters(NetworkLayer layer) {
    name = layer.name();
    DenseLayer.Parameters plain =
        layer.map() instanceof Convolution c
            ? ConvolutionLayer.parameters(name, c)
            : DenseLayer.Parameters.of(name, layer.map().in(), layer.map().out());
    biases = plain.biases();
    int channels = layer.normalised() ? layer.channels() : 0;
    mean = new float[channels];
    variance = new float[channels];
    scales = channels == 0 ? null : new Parameter(name + ".scales", List.of(channels));
    Parameter none = new Parameter(name + ".none", List.of(layer.channels()));
    affine = channels == 0 ? plain : new DenseLayer.Parameters(plain.weights(), none);
  }

  static LayerParameters of(NetworkLayer layer) {
    return new LayerParameters(layer);
  }

  boolean normalised() {
    return scales != null;
  }

  /** Weights, biases, and factors if there are any: the order of a network's group. */
  List<Parameter> all() {
    List<Parameter> all = new ArrayList<>(List.of(affine.weights(), biases));
    if (normalised()) {
      all.add(scales);
    }
    return all;
  }

  void writeTo(double[] group, double[] statistics) {
    int at = 0;
    for (Parameter parameter : all()) {
      for (float value : parameter.values) {
        group[at++] = value;
      }
    }
    for (int c = 0; c < mean.length; c++) {
      statistics[c] = mean[c];
      statistics[mean.length + c] = variance[c];
    }
  }

  void readFrom(double[] group, double[] statistics) {
    int at = 0;
    for (Parameter parameter : all()) {
      for (int i = 0; i < parameter.values.length; i++) {
        parameter.values[i] = (float) group[at++];
      }
    }
    for (int c = 0; c < mean.length; c++) {
      mean[c] = (float) statistics[c];
      variance[c] = (float) statistics[mean.length + c];
    }
  }

  /** Adds copies of the statistics. */
  void addState(Map<String, RealArray> state) {
    if (normalised()) {
      state.put(name + ".mean", RealArray.of(mean.clone()));
      state.put(name + ".variance", RealArray.of(variance.clone()));
    }
  }

  /** Refuses statistics of another shape. */
  void check(Map<String, RealArray> state) {
    for (String kind : normalised() ? List.of(".mean", ".variance") : List.<String>of()) {
      RealArray array = state.get(name + kind);
      if (array == null || array.size() != mean.length) {
        throw new IllegalArgumentException(
            "state must have "
                + mean.length
                + " numbers "
                + name
                + kind
                + ", but has "
                + (array == null ? "none" : array.size()));
      }
    }
  }

  void restore(Map<String, RealArray> state) {
    if (normalised()) {
      for (int c = 0; c < mean.length; c++) {
        mean[c] = (float) state.get(name + ".mean").get(c);
        variance[c] = (float) state.get(name + ".variance").get(c);
      }
    }
  }
}
