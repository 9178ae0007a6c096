package org.bitgrad.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.bitgrad.numeric.Affine;
import org.bitgrad.numeric.Arguments;
import org.bitgrad.numeric.Convolution;
import org.bitgrad.numeric.Dense;
import org.bitgrad.numeric.Image;
import org.bitgrad.numeric.Memory;
import org.bitgrad.numeric.Pooling;
import org.bitgrad.numeric.Window;
import org.bitgrad.problem.Encoding;
import org.bitgrad.problem.Written;
import org.bitgrad.random.Noise;

/** Describes a {@link StochasticBinaryNetwork}, from the input to the head. */
public final class NetworkBuilder {
  private static final int LARGEST_WINDOW = 1 << 12;

  private final List<NetworkLayer> layers = new ArrayList<>();
  private Encoding encoding = Encoding.BITS;

  /** Numbers that the next layer reads. */
  private int width;

  /** The same as an image; null where they are none. */
  private Image image;

  /** What the next layer reads through. */
  private LayerInput input = LayerInput.PLAIN;

  /** The layer just added, of which more may be said; null if there is none. */
  private NetworkLayer open;

  NetworkBuilder(int inputs) {
    width = inputs;
  }

  NetworkBuilder(Image image) {
    this(image.size());
    this.image = image;
  }

  /**
   * Adds a layer of units with logistic noise of scale 1.
   *
   * @param units at least 1
   * @return this
   * @throws IllegalArgumentException if units is less than 1
   */
  public NetworkBuilder bernoulli(int units) {
    return bernoulli(units, Noise.logistic());
  }

  /**
   * Adds a layer of units.
   *
   * @param units at least 1
   * @param noise of the units
   * @return this
   * @throws IllegalArgumentException if units is less than 1 or the noise is missing
   */
  public NetworkBuilder bernoulli(int units, Noise noise) {
    Arguments.within("units", units, 1, Integer.MAX_VALUE);
    Written.noise(noise);
    flatten();
    add(new Dense(width, units), new Units.Bernoulli(noise));
    return this;
  }

  /**
   * Adds a layer of real units {@code max(0, a)}, a control for Bernoulli units.
   *
   * @param units at least 1
   * @return this
   * @throws IllegalArgumentException if units is less than 1
   */
  public NetworkBuilder relu(int units) {
    return real(units, Activation.RELU);
  }

  /**
   * As {@link #relu}, with {@code tanh(a)}.
   *
   * @param units at least 1
   * @return this
   * @throws IllegalArgumentException if units is less than 1
   */
  public NetworkBuilder tanh(int units) {
    return real(units, Activation.TANH);
  }

  /**
   * As {@link #relu}, with {@code max(-1, min(1, a))}.
   *
   * @param units at least 1
   * @return this
   * @throws IllegalArgumentException if units is less than 1
   */
  public NetworkBuilder hardTanh(int units) {
    return real(units, Activation.HARD_TANH);
  }

  /**
   * Adds a layer of real units, which are deterministic.
   *
   * @param units at least 1
   * @param activation of the units
   * @return this
   * @throws IllegalArgumentException if units is less than 1 or the activation is missing
   */
  public NetworkBuilder real(int units, Activation activation) {
    Arguments.within("units", units, 1, Integer.MAX_VALUE);
    Arguments.given("activation", activation);
    flatten();
    add(new Dense(width, units), new Units.Real(activation));
    return this;
  }

  private void add(Affine map, Units kind) {
    open = new NetworkLayer(name(), input, map, false, kind);
    input = LayerInput.PLAIN;
  }

  /**
   * Adds a convolution of units with logistic noise of scale 1: stride 1 and no padding, unless
   * {@link #stride} and {@link #padding} follow.
   *
   * @param channels at least 1
   * @param kernel side of the square window, at least 1
   * @return this
   * @throws IllegalArgumentException if a number is out of range or there is no image to read
   */
  public NetworkBuilder convolution(int channels, int kernel) {
    return convolution(channels, kernel, Noise.logistic());
  }

  /**
   * Adds a convolution of units.
   *
   * @param channels at least 1
   * @param kernel side of the square window, at least 1
   * @param noise of the units
   * @return this
   * @throws IllegalArgumentException if a number is out of range, the noise is missing or there is
   *     no image to read
   */
  public NetworkBuilder convolution(int channels, int kernel, Noise noise) {
    Written.noise(noise);
    return convolution(channels, kernel, new Units.Bernoulli(noise));
  }

  /**
   * Adds a convolution of real units.
   *
   * @param channels at least 1
   * @param kernel side of the square window, at least 1
   * @param activation of the units
   * @return this
   * @throws IllegalArgumentException if a number is out of range, the activation is missing or
   *     there is no image to read
   */
  public NetworkBuilder realConvolution(int channels, int kernel, Activation activation) {
    Arguments.given("activation", activation);
    return convolution(channels, kernel, new Units.Real(activation));
  }

  private NetworkBuilder convolution(int channels, int kernel, Units kind) {
    Arguments.within("channels", channels, 1, Integer.MAX_VALUE);
    Arguments.within("kernel", kernel, 1, LARGEST_WINDOW);
    close();
    if (image == null) {
      throw new IllegalArgumentException(
          "input of " + name() + " must be an image, but is flat: " + width + " numbers");
    }
    add(new Convolution(image, channels, new Window(kernel, 1, 0)), kind);
    return this;
  }

  /**
   * Moves the window of the convolution just added by more than one position.
   *
   * @param stride positions, at least 1; those left over at the end are not looked at
   * @return this
   * @throws IllegalArgumentException if it is out of range or the last layer is no convolution
   */
  public NetworkBuilder stride(int stride) {
    Convolution of = convolution("stride");
    Arguments.within("stride", stride, 1, LARGEST_WINDOW);
    return window(of, new Window(of.window().kernel(), stride, of.window().padding()));
  }

  /**
   * Puts a border around what the convolution just added reads. It is made of the number 0: for
   * bits the bit 0, for spins neither of the two states.
   *
   * @param padding width of the border on each side, at least 0
   * @return this
   * @throws IllegalArgumentException if it is out of range or the last layer is no convolution
   */
  public NetworkBuilder padding(int padding) {
    Convolution of = convolution("padding");
    Arguments.within("padding", padding, 0, LARGEST_WINDOW);
    return window(of, new Window(of.window().kernel(), of.window().stride(), padding));
  }

  private Convolution convolution(String argument) {
    if (open == null || !(open.map() instanceof Convolution c)) {
      throw new IllegalArgumentException(
          argument + " must follow a convolution, but follows another layer");
    }
    return c;
  }

  private NetworkBuilder window(Convolution of, Window window) {
    Affine map = new Convolution(of.image(), of.channels(), window);
    open = new NetworkLayer(open.name(), open.input(), map, open.normalised(), open.kind());
    return this;
  }

  /**
   * Normalises the pre-activations of the layer just added, channel by channel: {@code gamma (a -
   * mean) / sqrt(variance + 1e-5) + beta}, with {@code beta} in the place of the bias and {@code
   * gamma} after it among the layer's parameters. Means and variances are {@link
   * StochasticBinaryNetwork#statistics}, fixed while a gradient is estimated: the expected loss
   * then is one function of the parameters, and no point depends on what else is in its batch.
   *
   * @return this
   * @throws IllegalArgumentException if no layer has just been added
   */
  public NetworkBuilder batchNormalisation() {
    if (open == null) {
      throw new IllegalArgumentException(
          "batch normalisation must follow a Bernoulli or real layer, but does not");
    }
    open = new NetworkLayer(open.name(), open.input(), open.map(), true, open.kind());
    return this;
  }

  /**
   * The next layer reads the largest state of each square window of this convolution; windows do
   * not overlap, and lines and columns that fill none are not looked at. The largest of hard states
   * is a hard state.
   *
   * @param side of a window, 2 to height and width
   * @return this
   * @throws IllegalArgumentException if it is out of range or the last layer is no convolution
   */
  public NetworkBuilder maxPooling(int side) {
    return pooling(Pooling.Kind.MAX, side);
  }

  /**
   * As {@link #maxPooling}, with the mean of a window's states.
   *
   * @param side of a window
   * @return this
   * @throws IllegalArgumentException if it is out of range or the last layer is no convolution
   */
  public NetworkBuilder averagePooling(int side) {
    return pooling(Pooling.Kind.AVERAGE, side);
  }

  /**
   * As {@link #maxPooling}, with the sum of a window's states.
   *
   * @param side of a window
   * @return this
   * @throws IllegalArgumentException if it is out of range or the last layer is no convolution
   */
  public NetworkBuilder sumPooling(int side) {
    return pooling(Pooling.Kind.SUM, side);
  }

  private NetworkBuilder pooling(Pooling.Kind kind, int side) {
    close();
    if (layers.isEmpty() || image == null || !input.equals(LayerInput.PLAIN)) {
      throw new IllegalArgumentException(
          "pooling must follow a convolution, but follows another layer");
    }
    Arguments.within("side of pooling", side, 2, Math.min(image.height(), image.width()));
    Pooling pooling = new Pooling(kind, image, side);
    input = new LayerInput(Optional.of(pooling), 0);
    image = pooling.output();
    width = image.size();
    return this;
  }

  /**
   * In training the next layer, or the head, reads 0 in the place of a random share of its numbers,
   * after pooling, and the others times {@code 1 / (1 - rate)}; in evaluation all as they are. See
   * {@link Dropout} for what that means in a stochastic network.
   *
   * @param rate share that is dropped, in [0, 1)
   * @return this
   * @throws IllegalArgumentException if it is out of range, there is dropout already or the
   *     convolution just added does not fit
   */
  public NetworkBuilder dropout(double rate) {
    close();
    if (!(rate >= 0 && rate < 1)) {
      throw new IllegalArgumentException("rate of dropout must be in [0, 1), but is " + rate);
    }
    if (input.dropout() > 0) {
      throw new IllegalArgumentException(
          "dropout must stand once before " + name() + ", but is there already");
    }
    input = new LayerInput(input.pooling(), rate);
    return this;
  }

  /**
   * Says that the next layer reads single numbers, not an image. A dense layer and the head do so
   * anyhow.
   *
   * @return this
   * @throws IllegalArgumentException if the convolution just added does not fit
   */
  public NetworkBuilder flatten() {
    close();
    image = null;
    return this;
  }

  /** The layer that comes next. */
  private String name() {
    return "layer" + layers.size();
  }

  /** Nothing more will be said about the layer just added. */
  private void close() {
    if (open == null) {
      return;
    }
    if (open.map() instanceof Convolution c) {
      fits("height", c.image().height(), c.window());
      fits("width", c.image().width(), c.window());
      requirePlaces(c);
      Image output = c.output();
      Arguments.within(
          "channels of " + name(), output.channels(), 1, Integer.MAX_VALUE / output.positions());
    }
    image = open.image().orElse(null);
    width = open.units();
    layers.add(open);
    open = null;
  }

  private void requirePlaces(Convolution c) {
    long height = c.window().places(c.image().height());
    Memory.requireArray(
        "padding of " + name(),
        c.window().padding(),
        height * c.window().places(c.image().width()));
  }

  private void fits(String side, int length, Window window) {
    int padded = length + 2 * window.padding();
    if (window.kernel() > padded) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "kernel of %s must be at most %d, the %s with padding, but is %d",
              name(),
              padded,
              side,
              window.kernel()));
    }
  }

  /**
   * Chooses the numbers that weights multiply; bits unless this is called.
   *
   * @param states of all layers
   * @return this
   * @throws IllegalArgumentException if it is missing
   */
  public NetworkBuilder encoding(Encoding states) {
    encoding = Arguments.given("states", states);
    return this;
  }

  /**
   * Ends with a linear head, which reads the units of the last layer one by one.
   *
   * @param outputs at least 1
   * @param loss of the outputs
   * @return what is left: the parameters
   * @throws IllegalArgumentException if there is no layer before it, outputs is less than 1, the
   *     loss is missing or the convolution just added does not fit
   */
  public Headed head(int outputs, OutputLoss loss) {
    Arguments.within("outputs", outputs, 1, Integer.MAX_VALUE);
    Arguments.given("loss", loss);
    close();
    Arguments.within("number of Bernoulli and real layers", layers.size(), 1, Integer.MAX_VALUE);
    Affine map = new Dense(width, outputs);
    List<NetworkLayer> all = new ArrayList<>(layers);
    all.add(new NetworkLayer(name(), input, map, false, new Units.Linear()));
    requireSizes(all);
    return new Headed(new NetworkShape(all, encoding, loss));
  }

  /** Sizes in long, then the memory of all parameters, before there is any array. */
  private static void requireSizes(List<NetworkLayer> all) {
    all.forEach(layer -> Memory.requireArray(sized(layer), size(layer), parameters(layer)));
    long bytes = 0;
    for (NetworkLayer layer : all) {
      bytes = Memory.sum(bytes, Memory.product(Double.BYTES, parameters(layer)));
      Memory.require(sized(layer), size(layer), bytes);
    }
  }

  /** What decides the size of a layer. */
  private static String sized(NetworkLayer layer) {
    String what = layer.map() instanceof Convolution ? "channels of " : "units of ";
    return layer.head() ? "outputs" : what + layer.name();
  }

  private static int size(NetworkLayer layer) {
    return layer.map() instanceof Convolution c ? c.channels() : layer.units();
  }

  private static long parameters(NetworkLayer layer) {
    long each = layer.map() instanceof Convolution c ? ofChannel(c) : layer.map().in() + 1L;
    return Memory.product(size(layer), each + (layer.normalised() ? 1 : 0));
  }

  private static long ofChannel(Convolution map) {
    int kernel = map.window().kernel();
    return Memory.sum(1, Memory.product(map.image().channels(), kernel, kernel));
  }

  /** A network that lacks its numbers only. */
  public static final class Headed {
    private final NetworkShape shape;

    Headed(NetworkShape shape) {
      this.shape = shape;
    }

    /**
     * Random parameters: weights and biases uniform on (-1, 1), then one pass that normalises the
     * hidden layers so that every pre-activation has mean 0 and variance 1, taking the states of a
     * layer as independent with probability 1/2 and the inputs as independent with mean 0 and
     * variance 1; real units have the moments of normal pre-activations. The head stays as drawn
     * (Shekhovtsov, Yanush and Flach 2020, released code). A convolution is normalised channel by
     * channel: mean 0 and variance 1 over its places too.
     *
     * @param seed of the draws; stream {@code (seed, "initialise", group)}
     * @return the network
     */
    public StochasticBinaryNetwork initialise(long seed) {
      return Initialisation.of(shape, seed).network();
    }

    /**
     * As {@link #initialise(long)}, with mean and variance (unbiased) of each input taken from
     * data, of which there are two points at least.
     *
     * @param seed of the draws
     * @param batch data; the targets are not read
     * @return the network
     * @throws IllegalArgumentException if the batch has other inputs or one point only
     */
    public StochasticBinaryNetwork initialise(long seed, Batch batch) {
      checkInputs(batch);
      Arguments.within("points of batch", batch.points(), 2, Integer.MAX_VALUE);
      return Initialisation.of(shape, seed).on(batch).network();
    }

    private void checkInputs(Batch batch) {
      Arguments.given("batch", batch);
      if (batch.inputs() != shape.sizes()[0]) {
        throw new IllegalArgumentException(
            "batch must have " + shape.sizes()[0] + " inputs, but has " + batch.inputs());
      }
    }

    /**
     * Random parameters for deep networks: weights and biases uniform within {@code 1 / sqrt(inputs
     * of a unit)}, then one pass of a batch, layer by layer, with the activation {@code tanh(a)}
     * whatever the noise. Each hidden layer is scaled and shifted so that its pre-activations in
     * this pass have mean 0 and variance 1 (unbiased) over the batch, channel by channel, a
     * convolution over its places too. A channel that does not vary keeps its weights. The head
     * stays as drawn (Shekhovtsov, Yanush and Flach 2020, released code for CIFAR-10; in {@link
     * #initialise(long, Batch)} means and variances are assumed, not measured). Drawn for spins; a
     * network of bits gets the same function, written for bits.
     *
     * @param seed of the draws; stream {@code (seed, "initialise", group)}
     * @param batch data, at least two points; the targets are not read
     * @return the network
     * @throws IllegalArgumentException if the batch has other inputs or one point, a layer has
     *     batch normalisation, or a network of bits has a border of zeros behind its first layer
     */
    public StochasticBinaryNetwork initialiseByPass(long seed, Batch batch) {
      checkInputs(batch);
      Arguments.within("points of batch", batch.points(), 2, Integer.MAX_VALUE);
      return new PassInitialisation(shape, seed).network(batch);
    }

    /**
     * Random parameters by the ratio of signal to noise: weights normal with mean 0, biases 0, such
     * that pre-activations have the standard deviation {@code ratio(noise) noise.scale()} where the
     * layer's inputs have mean square 1, as spins do and standardised data. That ratio alone
     * decides how often noise turns a unit over, and by how much straight-through lets gradients
     * grow or shrink from layer to layer ({@code NoiseGain}); with {@code NoiseGain::criticalRatio}
     * they keep their size. Pre-activations of real units have variance 1. A place of a convolution
     * at a border of zeros gets less. Outputs of the head have variance 1. A network of bits gets
     * the same function, written for bits.
     *
     * @param seed of the draws; stream {@code (seed, "initialise", group)}
     * @param ratio a positive number for the noise of each layer
     * @return the network
     * @throws IllegalArgumentException if a ratio is not a positive finite number
     */
    public StochasticBinaryNetwork initialiseByRatio(long seed, ToDoubleFunction<Noise> ratio) {
      return new RatioInitialisation(shape, seed, Arguments.given("ratio", ratio)).network();
    }

    /**
     * Given parameters.
     *
     * @param groups one array per layer and one for the head, ordered as in {@link
     *     StochasticBinaryNetwork}, in the network's encoding; copied
     * @return the network
     * @throws IllegalArgumentException if a length does not fit or a number is not finite
     */
    public StochasticBinaryNetwork parameters(double[]... groups) {
      Arguments.given("groups", groups);
      if (groups.length != shape.layers() + 1) {
        throw new IllegalArgumentException(
            "groups must be one per layer and one for the head, "
                + (shape.layers() + 1)
                + ", but are "
                + groups.length);
      }
      double[][] copies = new double[groups.length][];
      for (int k = 0; k < groups.length; k++) {
        Arguments.finite("groups[" + k + "]", groups[k]);
        Arguments.length("groups[" + k + "]", groups[k].length, shape.layer(k).parameters());
        copies[k] = groups[k].clone();
      }
      return StochasticBinaryNetwork.of(shape, copies);
    }
  }
}
