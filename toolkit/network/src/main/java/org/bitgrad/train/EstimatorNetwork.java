package org.bitgrad.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.bitgrad.data.BatchBuffer;
import org.bitgrad.estimator.Estimator;
import org.bitgrad.estimator.Estimators;
import org.bitgrad.network.StochasticBinaryNetwork;
import org.bitgrad.numeric.RealArray;
import org.bitgrad.random.Noise;
import org.bitgrad.random.RandomStream;

/**
 * A {@link StochasticBinaryNetwork} in float64 with any estimator of the list, as training sees it.
 *
 * <p>The parameters are those of the network itself, one array per group. An estimate reads {@code
 * Draw.of(stream)}; a stateful estimator adapts after each estimate, on the same batch, from {@code
 * stream.child("adapt")}. Its state belongs to {@link #state} once there was an estimate.
 *
 * <p>Without Bernoulli layers nothing is random: whatever the estimator, the gradient is the one of
 * back-propagation, and no estimator is opened.
 *
 * <p>Batch normalisation keeps its {@link StochasticBinaryNetwork#statistics} while this class
 * trains, whatever the estimator: those of initialisation, or what a caller sets between steps.
 * With statistics of the batch rows would depend on each other's states, and estimators here take
 * rows as independent. The float32 engine renews them, under methods that know such statistics.
 *
 * <p>Under a loss without a derivative, only the layers up to the last Bernoulli one are trained;
 * the head and real layers before it keep their numbers, which are part of {@link #state}.
 *
 * <p>With dropout an estimate has masks that are drawn from {@code stream}, see {@link
 * org.bitgrad.network.Dropout}, and adapting has masks of its own; predictions have none.
 *
 * <p><b>Cost.</b> One estimate of the estimator per step, and one step of adaptation of a stateful
 * one. Buffers are opened once per number of rows that occurs.
 *
 * <pre>{@code
 * TrainableNetwork trainable = EstimatorNetwork.of(net, "psa");
 * double loss = trainable.estimate(batch, RandomStream.of(7, "step").child(0));
 * }</pre>
 */
public final class EstimatorNetwork implements TrainableNetwork {
  private static final String LEARNED = "estimator";
  private static final String MEAN = ".mean";
  private static final String VARIANCE = ".variance";

  private final StochasticBinaryNetwork network;
  private final Estimator estimator;
  private final List<NamedArray> parameters;
  private final Map<Integer, BatchWork> opened = new HashMap<>();
  private double[] learned = new double[0];
  private List<NamedArray> gradients = List.of();

  private EstimatorNetwork(StochasticBinaryNetwork network, Estimator estimator) {
    this.network = network;
    this.estimator = estimator;
    List<NamedArray> arrays = new ArrayList<>();
    for (int g = 0; g < GroupGradients.groups(network); g++) {
      arrays.add(NamedArray.flat("layer" + g, RealArray.of(network.group(g))));
    }
    parameters = List.copyOf(arrays);
  }

  /**
   * Joins a network and an estimator.
   *
   * @param network whose parameters are trained, in place
   * @param estimator of the gradient
   * @return the two together
   */
  public static EstimatorNetwork of(StochasticBinaryNetwork network, Estimator estimator) {
    return new EstimatorNetwork(
        Objects.requireNonNull(network, "network"), Objects.requireNonNull(estimator, "estimator"));
  }

  /**
   * Joins a network and an estimator.
   *
   * @param network whose parameters are trained, in place
   * @param estimator name of the estimator, as {@link Estimators} lists it
   * @return the two together
   * @throws IllegalArgumentException if the name is refused
   */
  public static EstimatorNetwork of(StochasticBinaryNetwork network, String estimator) {
    return of(network, Estimators.parse(estimator));
  }

  /** The text of {@link #architecture}, for networks of any precision. */
  static String describe(StochasticBinaryNetwork network) {
    String layers =
        network.describe().stream()
            .map(layer -> layer + layer.noise().map(EstimatorNetwork::scale).orElse(""))
            .collect(Collectors.joining("; "));
    return "%s; loss %s; states %s"
        .formatted(
            layers,
            network.outputLoss().name(),
            network.encoding().name().toLowerCase(Locale.ROOT));
  }

  /** Names of the library's noises tell their scale; one's own may not. */
  private static String scale(Noise noise) {
    return noise.scale() == 1 || noise.name().indexOf('(') >= 0 ? "" : " " + noise.scale();
  }

  @Override
  public String architecture() {
    return describe(network);
  }

  @Override
  public List<NamedArray> parameters() {
    return parameters;
  }

  @Override
  public List<NamedArray> gradients() {
    return gradients;
  }

  @Override
  public int outputs() {
    return network.sizes()[network.layers() + 1];
  }

  @Override
  public int label(double target) {
    return network.outputLoss().label(target);
  }

  private BatchWork session(BatchBuffer batch) {
    if (batch.doubles().length == 0) {
      throw new IllegalArgumentException(
          "batch must hold doubles for a network in float64, but holds floats");
    }
    if (batch.rows() < 1) {
      throw new IllegalArgumentException("batch must have at least 1 row, but has none");
    }
    BatchWork session = opened.get(batch.rows());
    if (session == null) {
      session =
          network.stochastic()
              ? new BatchSession(batch, network)
              : new DeterministicSession(batch, network);
      opened.put(batch.rows(), session);
    } else {
      session.replace(batch);
    }
    return session;
  }

  /**
   * {@inheritDoc}
   *
   * @throws ArithmeticException if a loss or a number of the gradient is not finite; the message
   *     says which
   */
  @Override
  public double estimate(BatchBuffer batch, RandomStream stream) {
    BatchWork session = session(batch);
    session.open(estimator, learned);
    gradients = session.gradients();
    double loss = session.estimate(stream);
    if (estimator.traits().stateful()) {
      session.adapt(stream.child("adapt"));
      learned = session.state();
    }
    return loss;
  }

  @Override
  public double predict(BatchBuffer batch, RandomStream stream, double[] probabilities) {
    int least = Math.multiplyExact(batch.rows(), outputs());
    if (probabilities.length < least) {
      throw new IllegalArgumentException(
          "probabilities must have at least "
              + least
              + " numbers, but has "
              + probabilities.length);
    }
    return session(batch).predict(stream, probabilities);
  }

  @Override
  public List<UnitStatistics> units(BatchBuffer batch, RandomStream stream) {
    return session(batch).units(stream);
  }

  /**
   * {@inheritDoc} Statistics of batch normalisation, as {@code layer0.mean} and {@code
   * layer0.variance}; under a loss without a derivative the layers that are fixed, too.
   */
  @Override
  public Map<String, RealArray> state() {
    Map<String, RealArray> state = new LinkedHashMap<>();
    if (learned.length > 0) {
      state.put(LEARNED, RealArray.of(learned.clone()));
    }
    for (int g = parameters.size(); g <= network.layers(); g++) {
      state.put("layer" + g, RealArray.of(network.group(g).clone()));
    }
    for (NormalisedLayer layer : normalised()) {
      state.put(layer.name() + MEAN, RealArray.of(layer.part(0)));
      state.put(layer.name() + VARIANCE, RealArray.of(layer.part(1)));
    }
    return state;
  }

  /** Statistics of a layer: a mean for each channel, then a variance for each. */
  @SuppressWarnings("ArrayRecordComponent") // the network's own array
  private record NormalisedLayer(String name, double[] statistics) {
    double[] part(int half) {
      int channels = statistics.length / 2;
      return Arrays.copyOfRange(statistics, half * channels, (half + 1) * channels);
    }

    void take(int half, RealArray numbers) {
      for (int c = 0; c < numbers.size(); c++) {
        statistics[half * numbers.size() + c] = numbers.get(c);
      }
    }
  }

  private List<NormalisedLayer> normalised() {
    List<NormalisedLayer> layers = new ArrayList<>();
    for (int k = 0; k <= network.layers(); k++) {
      if (network.statistics(k).length > 0) {
        layers.add(new NormalisedLayer(network.describe().get(k).name(), network.statistics(k)));
      }
    }
    return layers;
  }

  /** Takes over statistics and the layers that are fixed. */
  private void restoreFixed(Map<String, RealArray> state) {
    for (NormalisedLayer layer : normalised()) {
      layer.take(0, state.get(layer.name() + MEAN));
      layer.take(1, state.get(layer.name() + VARIANCE));
    }
    for (int g = parameters.size(); g <= network.layers(); g++) {
      RealArray numbers = state.get("layer" + g);
      if (numbers != null) {
        RealArray.of(network.group(g)).copyFrom(numbers);
      }
    }
  }

  /** What a state has beside statistics and the layers that are fixed. */
  private Map<String, RealArray> others(Map<String, RealArray> state) {
    Map<String, RealArray> others = new LinkedHashMap<>(state);
    for (NormalisedLayer layer : normalised()) {
      others.keySet().removeAll(Set.of(layer.name() + MEAN, layer.name() + VARIANCE));
    }
    for (int g = parameters.size(); g <= network.layers(); g++) {
      others.remove("layer" + g);
    }
    return others;
  }

  private void checkStatistics(Map<String, RealArray> saved) {
    for (NormalisedLayer layer : normalised()) {
      int channels = layer.statistics().length / 2;
      for (String kind : List.of(MEAN, VARIANCE)) {
        RealArray numbers = saved.get(layer.name() + kind);
        if (numbers == null || numbers.size() != channels) {
          throw new IllegalArgumentException(
              String.format(
                  Locale.ROOT,
                  "state must have %d numbers %s%s, but has %s",
                  channels,
                  layer.name(),
                  kind,
                  numbers == null ? "none" : numbers.size()));
        }
      }
    }
  }

  /**
   * {@inheritDoc}
   *
   * <p>The number of learned numbers is checked at the next estimate.
   */
  @Override
  public void restore(Map<String, RealArray> saved) {
    checkStatistics(saved);
    Map<String, RealArray> state = others(saved);
    boolean fits = estimator.traits().stateful() && state.keySet().equals(Set.of(LEARNED));
    if (!state.isEmpty() && !fits) {
      throw new IllegalArgumentException(
          "state must be empty%s for %s, but has %s"
              .formatted(
                  estimator.traits().stateful() ? " or have '" + LEARNED + "'" : "",
                  estimator.name(),
                  state.keySet()));
    }
    restoreFixed(saved);
    if (state.isEmpty() && learned.length == 0) {
      return;
    }
    if (state.isEmpty()) {
      learned = new double[0];
      opened.clear();
      return;
    }
    RealArray numbers = state.get(LEARNED);
    double[] values = new double[numbers.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = numbers.get(i);
    }
    learned = values;
  }
}
