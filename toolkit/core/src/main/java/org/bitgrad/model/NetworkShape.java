package org.bitgrad.model;

import java.util.List;
import java.util.stream.IntStream;
import org.bitgrad.numeric.Affine;
import org.bitgrad.numeric.Convolution;
import org.bitgrad.numeric.Dense;
import org.bitgrad.random.Noise;

/**
 * A network without its numbers.
 *
 * @param maps into each Bernoulli layer, then the head
 * @param noises one per Bernoulli layer
 * @param encoding of the states
 * @param loss of the outputs
 */
record NetworkShape(List<Affine> maps, List<Noise> noises, Encoding encoding, OutputLoss loss) {
  NetworkShape {
    maps = List.copyOf(maps);
    noises = List.copyOf(noises);
  }

  int layers() {
    return noises.size();
  }

  /** Inputs, units of each layer, outputs. */
  int[] sizes() {
    IntStream outputs = maps.stream().mapToInt(Affine::out);
    return IntStream.concat(IntStream.of(map(0).in()), outputs).toArray();
  }

  /** The affine map into layer k; that of the head for k = layers. */
  Affine map(int k) {
    return maps.get(k);
  }

  Dense head() {
    return (Dense) map(layers());
  }

  /** Refuses what bits and spins cannot share: a border of zeros is a state in one of them only. */
  NetworkShape as(Encoding target) {
    for (int k = 1; k < layers() && target != encoding; k++) {
      if (map(k) instanceof Convolution c && c.window().padding() > 0) {
        throw new IllegalArgumentException(
            "padding of layer"
                + k
                + " must be 0 to write the network for other states, but is "
                + c.window().padding()
                + ": no bias makes up for a border of zeros");
      }
    }
    return new NetworkShape(maps, noises, target, loss);
  }
}
