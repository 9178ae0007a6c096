package org.bitgrad.model;

import java.util.ArrayList;
import java.util.List;
import org.bitgrad.random.Noise;

/** Describes a {@link StochasticBinaryNetwork}, from the input to the head. */
public final class NetworkBuilder {
  private final List<Integer> widths = new ArrayList<>();
  private final List<Noise> noises = new ArrayList<>();
  private Encoding encoding = Encoding.BITS;

  NetworkBuilder(int inputs) {
    widths.add(inputs);
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
    widths.add(Refuse.outside("units", units, 1, Integer.MAX_VALUE));
    noises.add(Refuse.missing("noise", noise));
    return this;
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
   * Ends with a linear head.
   *
   * @param outputs at least 1
   * @param loss of the outputs
   * @return what is left: the parameters
   * @throws IllegalArgumentException if there is no Bernoulli layer, outputs is less than 1 or the
   *     loss is missing
   */
  public Headed head(int outputs, OutputLoss loss) {
    Refuse.outside("number of Bernoulli layers", noises.size(), 1, Integer.MAX_VALUE);
    List<Integer> all = new ArrayList<>(widths);
    all.add(Refuse.outside("outputs", outputs, 1, Integer.MAX_VALUE));
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
     * variance 1. The head stays as drawn (Shekhovtsov, Yanush and Flach 2020, released code).
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
     * @param groups one array per layer and one for the head: weights row-major {@code [out x in]},
     *     then biases, in the network's encoding; copied
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
        Refuse.length("groups[" + k + "]", groups[k].length, shape.dense(k).size());
        copies[k] = groups[k].clone();
      }
      return new StochasticBinaryNetwork(shape, copies);
    }
  }
}
