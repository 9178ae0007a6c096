package org.bitgrad.model;

import java.util.List;
import org.bitgrad.numeric.Dense;
import org.bitgrad.random.Noise;

/**
 * A network without its numbers.
 *
 * @param widths inputs, units of each layer, outputs
 * @param noises one per Bernoulli layer
 * @param encoding of the states
 * @param loss of the outputs
 */
record NetworkShape(List<Integer> widths, List<Noise> noises, Encoding encoding, OutputLoss loss) {
  NetworkShape {
    widths = List.copyOf(widths);
    noises = List.copyOf(noises);
  }

  int layers() {
    return noises.size();
  }

  int[] sizes() {
    return widths.stream().mapToInt(Integer::intValue).toArray();
  }

  /** The affine map into layer k; that of the head for k = layers. */
  Dense dense(int k) {
    return new Dense(widths.get(k), widths.get(k + 1));
  }

  NetworkShape as(Encoding target) {
    return new NetworkShape(widths, noises, target, loss);
  }
}
