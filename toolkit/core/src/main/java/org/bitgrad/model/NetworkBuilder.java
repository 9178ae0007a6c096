package org.bitgrad.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bitgrad.numeric.Affine;
import org.bitgrad.numeric.Convolution;
import org.bitgrad.numeric.Dense;
import org.bitgrad.numeric.Image;
import org.bitgrad.numeric.Window;
import org.bitgrad.random.Noise;

/** Describes a {@link StochasticBinaryNetwork}, from the input to the head. */
public final class NetworkBuilder {
  private static final int LARGEST_WINDOW = 1 << 12;

  private final List<Affine> maps = new ArrayList<>();
  private final List<Noise> noises = new ArrayList<>();
  private Encoding encoding = Encoding.BITS;

  /** Numbers that the next layer reads. */
  private int width;

  /** The same as an image; null where they are none. */
  private Image image;

  /** A convolution whose stride and padding may still come; null if the last layer is none. */
  private Convolution open;

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
    Refuse.outside("units", units, 1, Integer.MAX_VALUE);
    flatten();
    noises.add(Refuse.missing("noise", noise));
    maps.add(new Dense(width, units));
    width = units;
    return this;
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
    Refuse.outside("channels", channels, 1, Integer.MAX_VALUE);
    Refuse.outside("kernel", kernel, 1, LARGEST_WINDOW);
    Refuse.missing("noise", noise);
    close();
    if (image == null) {
      throw new IllegalArgumentException(
          "input of " + name() + " must be an image, but is flat: " + width + " numbers");
    }
    open = new Convolution(image, channels, new Window(kernel, 1, 0));
    noises.add(noise);
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
    Window window = window("stride");
    Refuse.outside("stride", stride, 1, LARGEST_WINDOW);
    return window(new Window(window.kernel(), stride, window.padding()));
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
    Window window = window("padding");
    Refuse.outside("padding", padding, 0, LARGEST_WINDOW);
    return window(new Window(window.kernel(), window.stride(), padding));
  }

  private Window window(String argument) {
    if (open == null) {
      throw new IllegalArgumentException(
          argument + " must follow a convolution, but follows another layer");
    }
    return open.window();
  }

  private NetworkBuilder window(Window window) {
    open = new Convolution(open.image(), open.channels(), window);
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
    return "layer" + maps.size();
  }

  /** Nothing more will be said about the convolution just added. */
  private void close() {
    if (open == null) {
      return;
    }
    fits("height", image.height());
    fits("width", image.width());
    Image output = open.output();
    Refuse.outside(
        "channels of " + name(), output.channels(), 1, Integer.MAX_VALUE / output.positions());
    maps.add(open);
    image = output;
    width = image.size();
    open = null;
  }

  private void fits(String side, int length) {
    int padded = length + 2 * open.window().padding();
    if (open.window().kernel() > padded) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "kernel of %s must be at most %d, the %s with padding, but is %d",
              name(),
              padded,
              side,
              open.window().kernel()));
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
    encoding = Refuse.missing("states", states);
    return this;
  }

  /**
   * Ends with a linear head, which reads the units of the last layer one by one.
   *
   * @param outputs at least 1
   * @param loss of the outputs
   * @return what is left: the parameters
   * @throws IllegalArgumentException if there is no Bernoulli layer, outputs is less than 1, the
   *     loss is missing or the convolution just added does not fit
   */
  public Headed head(int outputs, OutputLoss loss) {
    Refuse.outside("number of Bernoulli layers", noises.size(), 1, Integer.MAX_VALUE);
    Refuse.outside("outputs", outputs, 1, Integer.MAX_VALUE);
    close();
    List<Affine> all = new ArrayList<>(maps);
    all.add(new Dense(width, outputs));
    return new Headed(new NetworkShape(all, noises, encoding, Refuse.missing("loss", loss)));
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
     * variance 1. The head stays as drawn (Shekhovtsov, Yanush and Flach 2020, released code). A
     * convolution is normalised channel by channel: mean 0 and variance 1 over its places too.
     *
     * @param seed of the draws; stream {@code (seed, "initialise", group)}
     * @return the network
     */
    public StochasticBinaryNetwork initialise(long seed) {
      return Initialisation.of(shape, seed).network();
    }

    /**
     * As {@link #initialise(long)}, with mean and variance (unbiased) of each input taken from
     * data.
     *
     * @param seed of the draws
     * @param batch data; the targets are not read
     * @return the network
     * @throws IllegalArgumentException if the batch has other inputs
     */
    public StochasticBinaryNetwork initialise(long seed, Batch batch) {
      Refuse.missing("batch", batch);
      if (batch.inputs() != shape.sizes()[0]) {
        throw new IllegalArgumentException(
            "batch must have " + shape.sizes()[0] + " inputs, but has " + batch.inputs());
      }
      return Initialisation.of(shape, seed).on(batch).network();
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
      Refuse.missing("groups", groups);
      if (groups.length != shape.layers() + 1) {
        throw new IllegalArgumentException(
            "groups must be one per layer and one for the head, "
                + (shape.layers() + 1)
                + ", but are "
                + groups.length);
      }
      double[][] copies = new double[groups.length][];
      for (int k = 0; k < groups.length; k++) {
        Refuse.notFinite("groups[" + k + "]", groups[k]);
        Refuse.length("groups[" + k + "]", groups[k].length, shape.map(k).size());
        copies[k] = groups[k].clone();
      }
      return new StochasticBinaryNetwork(shape, copies);
    }
  }
}
