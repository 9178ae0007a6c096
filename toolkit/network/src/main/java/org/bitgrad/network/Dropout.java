package org.bitgrad.network;

import java.util.Arrays;
import java.util.List;
import org.bitgrad.numeric.Arguments;
import org.bitgrad.random.RandomStream;

/**
 * Masks of a network's dropout for the points of a batch: what the numbers that layers read are
 * multiplied by in training, 0 with the layer's rate and {@code 1 / (1 - rate)} otherwise, so that
 * their means stay. Evaluation has no masks.
 *
 * <p>In a stochastic network a mask is one more random variable, a multiplicative Bernoulli noise
 * with probabilities that no parameter decides: no estimator differentiates it. It is drawn like
 * the data of a batch; given the masks, {@link StochasticBinaryNetwork#on(Batch, Dropout)} is an
 * ordinary problem, and every sample of a point sees the point's own mask. A dropped state is the
 * number 0: for bits the bit 0, for spins neither of the two states; flipping it changes nothing.
 *
 * <p>Random numbers: input i of point n of layer k, all layers counted from 0, is dropped where
 * {@code stream.centred((2^20 + k) 2^40 + n inputs + i) < rate - 1/2}, at positions that units do
 * not read. The same masks for any number of threads, and again from the same stream.
 *
 * <pre>{@code
 * Dropout masks = Dropout.of(net, batch.points());
 * Problem problem = net.on(batch, masks);
 * masks.draw(RandomStream.of(7, "step").child(0));
 * }</pre>
 */
public final class Dropout {
  /** First of the layers of masks, behind those of units. */
  public static final long FIRST_LAYER = 1L << 20;

  private static final int LAYER_BITS = 40;

  private final int points;
  private final double[] rates;
  private final double[][] factors;
  private float[] numbers = new float[0];
  private long version;

  private Dropout(int points, double[] rates, double[][] factors) {
    this.points = points;
    this.rates = rates;
    this.factors = factors;
  }

  /**
   * Masks that drop nothing until {@link #draw}: all factors are 1.
   *
   * @param network whose layers they are for
   * @param points of the batch, at least 1
   * @return the masks
   * @throws IllegalArgumentException if the network is missing or points is less than 1
   */
  public static Dropout of(StochasticBinaryNetwork network, int points) {
    Arguments.given("network", network);
    Arguments.within("points", points, 1, Integer.MAX_VALUE);
    double[] rates = network.describe().stream().mapToDouble(NetworkLayer::dropout).toArray();
    double[][] factors = new double[rates.length][];
    for (int k = 0; k < rates.length; k++) {
      int size = rates[k] == 0 ? 0 : network.describe().get(k).map().in();
      factors[k] = new double[Math.multiplyExact(size, points)];
      Arrays.fill(factors[k], 1);
    }
    return new Dropout(points, rates, factors);
  }

  /**
   * Where the random numbers of a layer begin.
   *
   * @param layer from 0, of all layers
   * @return a position of the stream
   */
  public static long position(int layer) {
    return (FIRST_LAYER + layer) << LAYER_BITS;
  }

  /**
   * Draws all masks anew; problems that were made with them follow.
   *
   * @param stream random numbers
   */
  public void draw(RandomStream stream) {
    for (int k = 0; k < rates.length; k++) {
      double[] to = factors[k];
      if (to.length == 0) {
        continue;
      }
      if (numbers.length < to.length) {
        numbers = new float[to.length];
      }
      stream.centred(position(k), numbers, 0, to.length);
      int inputs = to.length / points;
      double kept = 1 / (1 - rates[k]);
      float limit = (float) (rates[k] - 0.5);
      for (int n = 0; n < points; n++) {
        for (int i = 0; i < inputs; i++) {
          to[i * points + n] = numbers[n * inputs + i] < limit ? 0 : kept;
        }
      }
    }
    version++;
  }

  /**
   * Sets the masks of a layer.
   *
   * @param layer from 0
   * @param values {@code [inputs x points]}, input by input; 0 drops, {@code 1 / (1 - rate)} keeps;
   *     copied
   * @throws IllegalArgumentException if there is no such layer, or a length or a number does not
   *     fit
   */
  public void set(int layer, double... values) {
    double[] to = factors[Arguments.within("layer", layer, 0, factors.length - 1)];
    Arguments.length("values", values.length, to.length);
    double kept = 1 / (1 - rates[layer]);
    for (double value : values) {
      if (value != 0 && value != kept) {
        throw new IllegalArgumentException("values must be 0 or " + kept + ", but is " + value);
      }
    }
    System.arraycopy(values, 0, to, 0, to.length);
    version++;
  }

  /**
   * The masks of a layer.
   *
   * @param layer from 0
   * @return a copy, {@code [inputs x points]}, input by input; empty without dropout
   * @throws IllegalArgumentException if there is no such layer
   */
  public double[] factors(int layer) {
    return factors[Arguments.within("layer", layer, 0, factors.length - 1)].clone();
  }

  /** Whether they are for such layers and as many points. */
  boolean suits(List<NetworkLayer> layers, int ofBatch) {
    boolean suits = points == ofBatch && layers.size() == rates.length;
    for (int k = 0; suits && k < rates.length; k++) {
      int size = rates[k] == 0 ? 0 : layers.get(k).map().in() * points;
      suits = rates[k] == layers.get(k).dropout() && factors[k].length == size;
    }
    return suits;
  }

  /** Points of the batch that they are for. */
  int points() {
    return points;
  }

  double rate(int layer) {
    return rates[layer];
  }

  /** Changes whenever masks do. */
  long version() {
    return version;
  }

  /** One factor. */
  double factor(int layer, int input, int point) {
    return factors[layer][input * points + point];
  }
}
