package org.bitgrad.papers.straightthrough2021;

import java.util.Arrays;
import org.bitgrad.network.Batch;
import org.bitgrad.network.OutputLoss;
import org.bitgrad.network.StochasticBinaryNetwork;
import org.bitgrad.problem.Encoding;
import org.bitgrad.problem.Problem;
import org.bitgrad.random.Noise;
import org.bitgrad.random.RandomStream;

/** Random networks of three inputs and layers of 4 and 3 spins. */
final class SmallNetworks {
  /** The output itself. */
  static final OutputLoss LINEAR =
      OutputLoss.of(
          "linear",
          (at, out) -> {
            for (int r = 0; r < at.rows(); r++) {
              out[r] = at.get(r, 0);
            }
          },
          (at, out) -> Arrays.fill(out, 0, at.rows(), 1));

  private static final int INPUTS = 3;
  private static final int FIRST = 4;
  private static final int SECOND = 3;

  private SmallNetworks() {}

  /** At one random input, under a linear readout. */
  static Problem linear(long seed, Noise noise, int index) {
    RandomStream stream = StraightThrough2021.stream(seed, "small networks").child(index);
    return network(stream, noise, LINEAR).on(input(stream));
  }

  static Batch input(RandomStream stream) {
    return Batch.of(
        new double[][] {Normals.of(stream.child("input"), INPUTS, 1)}, new double[] {1});
  }

  static StochasticBinaryNetwork network(RandomStream stream, Noise noise, OutputLoss loss) {
    return StochasticBinaryNetwork.input(INPUTS)
        .bernoulli(FIRST, noise)
        .bernoulli(SECOND, noise)
        .encoding(Encoding.SPINS)
        .head(1, loss)
        .parameters(
            Normals.of(stream.child("first"), FIRST * (INPUTS + 1), 1),
            Normals.of(stream.child("second"), SECOND * (FIRST + 1), 1),
            Normals.of(stream.child("head"), SECOND + 1, 1));
  }
}
