package org.bitgrad.train.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bitgrad.data.BatchBuffer;
import org.bitgrad.estimator.Estimator;
import org.bitgrad.estimator.Estimators;
import org.bitgrad.network.Activation;
import org.bitgrad.network.NetworkLayer;
import org.bitgrad.network.StochasticBinaryNetwork;
import org.bitgrad.numeric.Convolution;
import org.bitgrad.numeric.FloatProducts;
import org.bitgrad.numeric.RealArray;
import org.bitgrad.numeric.ThreadTeam;
import org.bitgrad.random.Noise;
import org.bitgrad.random.RandomStream;
import org.bitgrad.train.NamedArray;
import org.bitgrad.train.TrainableNetwork;

/**
 * A {@link StochasticBinaryNetwork} of dense layers and convolutions with a method, in float32, for
 * training.
 *
 * <p>The parameters begin as those of the network, rounded, and are arrays of their own; {@link
 * #writeTo} copies them back. Names are {@code layer0.weights}, {@code layer0.biases}, and so on,
 * the head last. The estimate is that of the estimator of the same name in {@code estimator} on the
 * same random numbers, up to rounding: probabilities are right to 2e-7, so a bit differs where a
 * random number falls in between. The same bytes come out for any number of threads.
 *
 * <p>Under {@code reinforce} a learned baseline learns after each estimate from a pass that reads
 * {@code stream.child("adapt")}, as in float64.
 *
 * <p>Batch normalisation takes the statistics of the batch in an estimate. Gradients of weights go
 * through them; the flips of {@code psa} take them as constants, as the float64 estimator does with
 * given ones: a flip changes one row, and what it changes in the statistics is left out.
 *
 * <p>Random numbers: unit u of row r in layer k, Bernoulli layers counted from 0, reads {@code
 * stream.centred(k 2^40 + r units + u)}; outputs that {@code local-reparameterisation} samples are
 * the layer behind the last one of them. Masks of dropout: {@link org.bitgrad.network.Dropout}.
 *
 * <p>Without Bernoulli layers every method is back-propagation.
 *
 * <pre>{@code
 * var net = StochasticBinaryNetwork.input(784).bernoulli(500).bernoulli(500)
 *     .head(10, OutputLoss.SOFTMAX).initialise(7);
 * FloatNetwork fast = FloatNetwork.of(net, "st", 2);
 * double loss = fast.estimate(batch, RandomStream.of(7, "training").child(step));
 * fast.writeTo(net);
 * }</pre>
 */
public final class FloatNetwork implements TrainableNetwork {
  private final StochasticBinaryNetwork form;
  private final Method method;
  private final RowLoss loss;
  private final int inputs;
  private final int outputs;
  private final List<LayerParameters> parameters = new ArrayList<>();
  private final BatchLayers.Recipe recipe;
  private BatchLayers network;

  private FloatNetwork(
      StochasticBinaryNetwork form, Estimator estimator, FloatProducts products, int threads) {
    this.form = form;
    EngineMethods.refusal(form, estimator)
        .ifPresent(
            why -> {
              throw new IllegalArgumentException(why);
            });
    method = EngineMethods.of(form, estimator);
    loss = RowLoss.of(form.outputLoss());
    int[] sizes = form.sizes();
    inputs = sizes[0];
    outputs = sizes[sizes.length - 1];
    form.describe().forEach(layer -> parameters.add(LayerParameters.of(layer)));
    readFrom(form);
    recipe =
        new BatchLayers.Recipe(form, method, products, new ThreadTeam(threads), loss, parameters);
    network = new BatchLayers(recipe, 1);
  }

  /**
   * Why there is no such network in float32.
   *
   * @param network any
   * @param estimator name of a method
   * @return a sentence; empty where {@link #of} has one
   * @throws IllegalArgumentException if the name is no estimator's
   */
  public static Optional<String> refusal(StochasticBinaryNetwork network, String estimator) {
    return EngineMethods.refusal(network, Estimators.parse(estimator));
  }

  /**
   * A network with the fastest products that there are.
   *
   * @param network dense layers and convolutions, under softmax, logistic or squared loss
   * @param estimator {@code st}, {@code psa}, {@code st-hardtanh}, {@code concrete(tau)}, {@code
   *     mean-field}, {@code ap2}, {@code local-reparameterisation}, or {@code reinforce} with any
   *     baseline of one path
   * @param threads 1 to 1024
   * @return the network in float32
   * @throws IllegalArgumentException if layers, noises, loss or method are not among those
   */
  public static FloatNetwork of(StochasticBinaryNetwork network, String estimator, int threads) {
    return of(network, estimator, FloatProducts.fastest(), threads);
  }

  /**
   * A network with chosen products.
   *
   * @param network dense layers and convolutions, under softmax, logistic or squared loss
   * @param estimator name of a method
   * @param products what multiplies
   * @param threads 1 to 1024
   * @return the network in float32
   * @throws IllegalArgumentException if layers, noises, loss or method are not among those
   */
  public static FloatNetwork of(
      StochasticBinaryNetwork network, String estimator, FloatProducts products, int threads) {
    if (network == null || products == null) {
      throw new IllegalArgumentException("network and products must be given, but one is null");
    }
    return new FloatNetwork(network, Estimators.parse(estimator), products, threads);
  }

  @Override
  public String architecture() {
    StringBuilder text = new StringBuilder("dense " + form.sizes()[0]);
    for (int k = 0; k < form.layers(); k++) {
      text.append(dropout(form.describe().get(k)));
      form.describe().get(k).pooling().ifPresent(p -> text.append('-').append(p));
      text.append(parameters.get(k).normalised() ? " normalised" : "");
      if (form.describe().get(k).map() instanceof Convolution c) {
        text.append('-').append(c.image()).append(" by ").append(c.window()).append(" to ");
        text.append(c.output()).append(' ').append(units(form.describe().get(k)));
        continue;
      }
      text.append('-').append(form.sizes()[k + 1]);
      text.append(' ').append(units(form.describe().get(k)));
    }
    form.describe().get(form.layers()).pooling().ifPresent(p -> text.append('-').append(p));
    return text.append(dropout(form.describe().get(form.layers())))
        .append('-')
        .append(outputs())
        .append(' ')
        .append(form.outputLoss().name())
        .append(", ")
        .append(form.encoding().name().toLowerCase(Locale.ROOT))
        .toString();
  }

  private static String dropout(NetworkLayer layer) {
    return layer.dropout() == 0 ? "" : "-dropout " + layer.dropout();
  }

  private static String units(NetworkLayer layer) {
    return layer.noise().map(Noise::name).or(() -> layer.activation().map(Activation::text)).get();
  }

  @Override
  public List<NamedArray> parameters() {
    return parameters.stream()
        .flatMap(layer -> layer.all().stream())
        .map(Parameter::named)
        .toList();
  }

  @Override
  public List<NamedArray> gradients() {
    return parameters.stream()
        .flatMap(layer -> layer.all().stream())
        .map(Parameter::namedGradient)
        .toList();
  }

  @Override
  public int outputs() {
    return outputs;
  }

  /** {@inheritDoc} Batch normalisation needs two numbers of each channel: rows or places. */
  @Override
  public int leastBatch() {
    return form.describe().stream()
            .anyMatch(layer -> layer.normalised() && layer.units() == layer.channels())
        ? 2
        : 1;
  }

  @Override
  public double estimate(BatchBuffer batch, RandomStream stream) {
    begin(batch, null);
    network.program.estimate(stream);
    double loss = network.head.value();
    if (method.learns()) {
      network.program.learn(stream.child("adapt"));
    }
    return loss;
  }

  /**
   * {@inheritDoc}
   *
   * <p>Under the logistic loss the one number of a row is the probability of the label 1.
   */
  @Override
  public double predict(BatchBuffer batch, RandomStream stream, double[] probabilities) {
    if (probabilities == null || probabilities.length < batch.rows() * outputs()) {
      throw new IllegalArgumentException(
          "probabilities must hold "
              + outputs()
              + " numbers for each of "
              + batch.rows()
              + " rows");
    }
    begin(batch, probabilities);
    network.program.predict(stream);
    return network.head.value();
  }

  private void begin(BatchBuffer batch, double[] predictions) {
    if (batch == null || batch.rows() < 1 || batch.floats().length == 0) {
      throw new IllegalArgumentException("batch must be floats of one row or more");
    }
    if (batch.features() != inputs) {
      throw new IllegalArgumentException(
          "batch must have " + inputs + " inputs, but has " + batch.features());
    }
    for (int r = 0; r < batch.rows(); r++) {
      loss.check(batch.targets()[r], outputs);
    }
    if (batch.rows() > network.capacity) {
      network = new BatchLayers(recipe, batch.rows());
    }
    network.slices.rows(batch.rows());
    network.input.read(batch.floats());
    network.head.begin(batch.targets(), predictions);
  }

  /** {@inheritDoc} Running means and variances of batch normalisation; learned baselines. */
  @Override
  public Map<String, RealArray> state() {
    Map<String, RealArray> state = new TreeMap<>();
    parameters.forEach(layer -> layer.addState(state));
    state.putAll(method.state());
    return state;
  }

  @Override
  public void restore(Map<String, RealArray> state) {
    parameters.forEach(layer -> layer.check(state));
    method.check(state);
    if (state.size() != state().size()) {
      throw new IllegalArgumentException(
          "state must have the names " + state().keySet() + ", but has " + state.keySet());
    }
    parameters.forEach(layer -> layer.restore(state));
    method.restore(state);
  }

  /**
   * Copies the parameters into a network.
   *
   * @param target a network of the same sizes
   * @throws IllegalArgumentException if it has others
   */
  public void writeTo(StochasticBinaryNetwork target) {
    requireSameSizes(target);
    for (int k = 0; k < parameters.size(); k++) {
      parameters.get(k).writeTo(target.group(k), target.statistics(k));
    }
  }

  /**
   * Takes over the parameters of a network, rounded.
   *
   * @param source a network of the same sizes
   * @throws IllegalArgumentException if it has others
   */
  public void readFrom(StochasticBinaryNetwork source) {
    requireSameSizes(source);
    for (int k = 0; k < parameters.size(); k++) {
      parameters.get(k).readFrom(source.group(k), source.statistics(k));
    }
  }

  private void requireSameSizes(StochasticBinaryNetwork other) {
    if (other == null || !Arrays.equals(other.sizes(), form.sizes())) {
      throw new IllegalArgumentException(
          "network must have sizes "
              + Arrays.toString(form.sizes())
              + ", but has "
              + (other == null ? "none" : Arrays.toString(other.sizes())));
    }
  }
}
