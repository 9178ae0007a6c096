package org.bitgrad.train.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bitgrad.estimator.score.Baseline;
import org.bitgrad.numeric.RealArray;

/**
 * What REINFORCE subtracts from the losses of rows, and what it learns for that: the running mean
 * of losses, or a constant per unit, the mean of losses weighted with squared scores. It outlives
 * the buffers of a network.
 */
final class ReinforceBaselines {
  private static final String MEAN = "baseline";

  private final Baseline baseline;
  private final List<OfLayer> layers = new ArrayList<>();
  private double mean;
  private double steps;

  ReinforceBaselines(Baseline baseline) {
    this.baseline = baseline;
  }

  /** Constants of a layer's units, what they weigh, and the constants in float32. */
  private static final class OfLayer {
    private final double[] means;
    private final double[] weights;
    private final float[] rounded;

    OfLayer(int units) {
      means = new double[units];
      weights = new double[units];
      rounded = new float[units];
    }
  }

  private boolean running() {
    return baseline.kind() == Baseline.Kind.RUNNING_MEAN;
  }

  /** {@return whether there is anything to learn} */
  boolean learned() {
    return running() || baseline.kind() == Baseline.Kind.OPTIMAL;
  }

  /** Makes room for a layer, the first time that it is asked to. */
  void layer(int index, int units) {
    if (index == layers.size()) {
      layers.add(new OfLayer(baseline.kind() == Baseline.Kind.OPTIMAL ? units : 0));
    }
  }

  /** {@return what is subtracted from every loss} */
  double common() {
    return running() ? mean : baseline.constant();
  }

  /** {@return what is subtracted from losses unit by unit; empty where nothing is} */
  float[] ofUnits(int layer) {
    return layers.get(layer).rounded;
  }

  /** Learns from the mean loss of a batch. */
  void learn(double loss) {
    if (running()) {
      steps++;
      mean += (loss - mean) / steps;
    }
  }

  /** Learns from the scores of a row's units {@code from} to {@code to - 1}. */
  void learn(int layer, float[] scores, int row, int from, int to, double loss) {
    OfLayer at = layers.get(layer);
    for (int u = from; u < to; u++) {
      double weight = (double) scores[row + u] * scores[row + u];
      if (weight > 0) {
        at.weights[u] += weight;
        at.means[u] += (loss - at.means[u]) * (weight / at.weights[u]);
        at.rounded[u] = (float) at.means[u];
      }
    }
  }

  private static String name(int layer, String kind) {
    return "layer" + layer + "." + kind;
  }

  /** Copies of all that was learned. */
  Map<String, RealArray> state() {
    Map<String, RealArray> state = new TreeMap<>();
    if (running()) {
      state.put(MEAN, RealArray.of(mean, steps));
    }
    for (int k = 0; k < layers.size() && learned() && !running(); k++) {
      state.put(name(k, "baselines"), RealArray.of(layers.get(k).means.clone()));
      state.put(name(k, "baselineWeights"), RealArray.of(layers.get(k).weights.clone()));
    }
    return state;
  }

  /** Refuses what {@link #state} cannot have given. */
  void check(Map<String, RealArray> state) {
    state().forEach((name, array) -> check(name, array.size(), state.get(name)));
  }

  private static void check(String name, int size, RealArray array) {
    boolean fits = array != null && array.size() == size;
    for (int i = 0; fits && i < size; i++) {
      boolean counts = name.endsWith("Weights") || (name.equals(MEAN) && i == 1);
      fits = Double.isFinite(array.get(i)) && (!counts || array.get(i) >= 0);
    }
    if (!fits) {
      throw new IllegalArgumentException(
          "state must have "
              + size
              + " finite numbers "
              + name
              + " (weights and counts of at least 0), but has "
              + (array == null ? "none" : array));
    }
  }

  /** Sets what {@link #check} let pass. */
  void restore(Map<String, RealArray> state) {
    if (running()) {
      mean = state.get(MEAN).get(0);
      steps = state.get(MEAN).get(1);
    }
    for (int k = 0; k < layers.size() && learned() && !running(); k++) {
      OfLayer layer = layers.get(k);
      for (int u = 0; u < layer.means.length; u++) {
        layer.means[u] = state.get(name(k, "baselines")).get(u);
        layer.weights[u] = state.get(name(k, "baselineWeights")).get(u);
        layer.rounded[u] = (float) layer.means[u];
      }
    }
  }
}
