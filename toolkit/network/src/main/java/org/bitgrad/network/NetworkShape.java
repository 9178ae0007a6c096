package org.bitgrad.network;

import java.util.List;
import java.util.stream.IntStream;
import org.bitgrad.numeric.Affine;
import org.bitgrad.numeric.Convolution;
import org.bitgrad.problem.Encoding;
import org.bitgrad.random.Noise;

/**
 * A network without its numbers.
 *
 * @param all Bernoulli and real layers, then the head
 * @param encoding of the states
 * @param loss of the outputs
 */
record NetworkShape(List<NetworkLayer> all, Encoding encoding, OutputLoss loss) {
  NetworkShape {
    all = List.copyOf(all);
  }

  int layers() {
    return all.size() - 1;
  }

  /** Inputs, units of each layer, outputs. */
  int[] sizes() {
    IntStream outputs = all.stream().mapToInt(NetworkLayer::units);
    return IntStream.concat(IntStream.of(map(0).in()), outputs).toArray();
  }

  /** Layer k; the head for k = layers. */
  NetworkLayer layer(int k) {
    return all.get(k);
  }

  /** The affine map into layer k; that of the head for k = layers. */
  Affine map(int k) {
    return layer(k).map();
  }

  Noise noise(int k) {
    return layer(k).noise().orElseThrow();
  }

  /** Whether layer k reads states of Bernoulli units, and not data or real units. */
  boolean readsStates(int k) {
    return k > 0 && layer(k - 1).noise().isPresent();
  }

  /** Statistics that change nothing: mean 0 and variance 1; none without normalisation. */
  double[] statistics(int k) {
    int channels = layer(k).normalised() ? layer(k).channels() : 0;
    return IntStream.range(0, 2 * channels).mapToDouble(i -> i < channels ? 0 : 1).toArray();
  }

  /** Refuses what bits and spins cannot share: a border of zeros is a state in one of them only. */
  NetworkShape as(Encoding target) {
    for (int k = 1; k < layers() && target != encoding; k++) {
      if (readsStates(k) && map(k) instanceof Convolution c && c.window().padding() > 0) {
        throw new IllegalArgumentException(
            "padding of layer"
                + k
                + " must be 0 to write the network for other states, but is "
                + c.window().padding()
                + ": no bias makes up for a border of zeros");
      }
    }
    return new NetworkShape(all, target, loss);
  }
}
