package org.bitgrad.network;

import java.util.List;
import org.bitgrad.problem.Draw;
import org.bitgrad.problem.Encoding;
import org.bitgrad.problem.Problem;
import org.bitgrad.problem.SampledPath;
import org.bitgrad.random.Noise;
import org.bitgrad.random.RandomStream;

/** Random small networks on random data, one per seed. */
public final class SmallNetworks {
  public static final List<Noise> NOISES =
      List.of(
          Noise.logistic(),
          Noise.logistic(0.5),
          Noise.uniform(2),
          Noise.triangular(1.5),
          Noise.gaussian(1));

  private SmallNetworks() {}

  public static int between(RandomStream stream, long counter, int from, int to) {
    return from + (int) (stream.uniform(counter) * (to - from + 1));
  }

  /** 1 to 3 layers of 1 to 5 units, any noise, any encoding, any of the three losses. */
  public static Problem problem(long seed) {
    RandomStream stream = RandomStream.of(seed, "small-network");
    int inputs = between(stream, 0, 1, 3);
    NetworkBuilder builder =
        StochasticBinaryNetwork.input(inputs)
            .encoding(between(stream, 1, 0, 1) == 0 ? Encoding.BITS : Encoding.SPINS);
    int layers = between(stream, 2, 1, 3);
    for (int k = 0; k < layers; k++) {
      Noise noise = NOISES.get(between(stream, 10 + k, 0, NOISES.size() - 1));
      builder.bernoulli(between(stream, 20 + k, 1, 5), noise);
    }
    int kind = between(stream, 3, 0, 2);
    int outputs = kind == 0 ? 1 : kind + 1;
    OutputLoss loss =
        List.of(OutputLoss.LOGISTIC, OutputLoss.SOFTMAX, OutputLoss.SQUARED).get(kind);
    return builder.head(outputs, loss).initialise(seed).on(batch(stream, inputs, outputs, kind));
  }

  private static Batch batch(RandomStream stream, int inputs, int outputs, int kind) {
    int points = between(stream, 4, 1, 4);
    double[][] x = new double[points][inputs];
    double[][] targets = new double[points][kind == 2 ? outputs : 1];
    for (int n = 0; n < points; n++) {
      for (int i = 0; i < inputs; i++) {
        x[n][i] = 4 * stream.uniform(100 + 10 * n + i) - 2;
      }
      for (int t = 0; t < targets[n].length; t++) {
        double u = stream.uniform(200 + 10 * n + t);
        targets[n][t] = kind == 0 ? (u < 0.5 ? -1 : 1) : kind == 1 ? (int) (outputs * u) : u;
      }
    }
    return Batch.of(x, targets);
  }

  public static SampledPath path(Problem problem, long seed, int copies) {
    SampledPath path = new SampledPath(problem.chain(), copies * problem.points());
    path.sample(Draw.of(RandomStream.of(seed, "path")));
    return path;
  }

  public static double[] random(long seed, String name, int length) {
    double[] numbers = new double[length];
    RandomStream.of(seed, name).uniforms(0, numbers, 0, length);
    for (int i = 0; i < length; i++) {
      numbers[i] = 2 * numbers[i] - 1;
    }
    return numbers;
  }
}
