package org.bitgrad.exact;

import java.util.Arrays;
import java.util.List;
import org.bitgrad.network.Batch;
import org.bitgrad.network.NetworkBuilder;
import org.bitgrad.network.OutputLoss;
import org.bitgrad.network.StochasticBinaryNetwork;
import org.bitgrad.problem.Encoding;
import org.bitgrad.problem.Problem;
import org.bitgrad.random.Noise;
import org.bitgrad.random.RandomStream;
import org.bitgrad.reference.ReferencePathSum;

/**
 * A small network on a few random points, one per seed: 1 to 3 layers, at most 12 units in all, any
 * noise, any encoding, any loss; weights in (-2, 2), so that bounded noises saturate now and then.
 */
record RandomNetwork(StochasticBinaryNetwork net, Batch batch) {
  private static final List<Noise> NOISES =
      List.of(
          Noise.logistic(),
          Noise.logistic(0.5),
          Noise.uniform(3),
          Noise.triangular(2.5),
          Noise.gaussian(1.5));
  private static final List<OutputLoss> LOSSES =
      List.of(OutputLoss.LOGISTIC, OutputLoss.SOFTMAX, OutputLoss.SQUARED);

  static RandomNetwork of(long seed) {
    RandomStream stream = RandomStream.of(seed, "random-network");
    int inputs = below(stream, 0, 3) + 1;
    int layers = (int) (seed % 3) + 1;
    int kind = (int) (seed / 3 % 3);
    Encoding encoding = seed % 2 == 0 ? Encoding.BITS : Encoding.SPINS;
    NetworkBuilder builder = StochasticBinaryNetwork.input(inputs).encoding(encoding);
    int[] sizes = new int[layers + 2];
    sizes[0] = inputs;
    for (int k = 0; k < layers; k++) {
      sizes[k + 1] = below(stream, 10 + k, 12 / layers) + 1;
      builder.bernoulli(sizes[k + 1], NOISES.get((int) ((seed + k) % NOISES.size())));
    }
    int outputs = kind == 0 ? 1 : kind + 1;
    sizes[layers + 1] = outputs;
    double[][] groups = new double[layers + 1][];
    for (int k = 0; k <= layers; k++) {
      groups[k] = numbers(stream.child(k), (sizes[k] + 1) * sizes[k + 1], 2);
    }
    StochasticBinaryNetwork net = builder.head(outputs, LOSSES.get(kind)).parameters(groups);
    return new RandomNetwork(net, batch(stream, inputs, outputs, kind));
  }

  private static Batch batch(RandomStream stream, int inputs, int outputs, int kind) {
    int points = below(stream, 1, 4) + 1;
    double[][] x = new double[points][];
    double[][] targets = new double[points][];
    for (int n = 0; n < points; n++) {
      x[n] = numbers(stream.child("x").child(n), inputs, 1);
      int label = below(stream, 100 + n, Math.max(2, outputs));
      targets[n] =
          switch (kind) {
            case 0 -> new double[] {2 * label - 1};
            case 1 -> new double[] {label};
            default -> numbers(stream.child("target").child(n), outputs, 1);
          };
    }
    return Batch.of(x, targets);
  }

  Problem problem() {
    return net.on(batch);
  }

  ReferencePathSum reference() {
    int layers = net.layers();
    double[][] groups = new double[layers + 1][];
    ReferencePathSum.Law[] laws = new ReferencePathSum.Law[layers];
    for (int k = 0; k <= layers; k++) {
      groups[k] = net.group(k);
      if (k < layers) {
        Noise noise = net.noise(k);
        laws[k] = new ReferencePathSum.Law(noise::probability, noise::density);
      }
    }
    double[] states = {net.encoding().low(), net.encoding().high()};
    return new ReferencePathSum(net.sizes(), groups, laws, states, outputLoss(), batch.x());
  }

  private ReferencePathSum.OutputLoss outputLoss() {
    double[][] targets = batch.targets();
    return switch (LOSSES.indexOf(net.outputLoss())) {
      case 0 -> new Logistic(targets);
      case 1 -> new Softmax(targets);
      default -> new Squared(targets);
    };
  }

  static double[] numbers(RandomStream stream, int length, double bound) {
    double[] numbers = new double[length];
    stream.uniforms(0, numbers, 0, length);
    for (int i = 0; i < length; i++) {
      numbers[i] = bound * (2 * numbers[i] - 1);
    }
    return numbers;
  }

  private static int below(RandomStream stream, long counter, int bound) {
    return (int) (stream.uniform(counter) * bound);
  }

  private static final class Logistic implements ReferencePathSum.OutputLoss {
    private final double[][] targets;

    Logistic(double[][] targets) {
      this.targets = targets;
    }

    @Override
    public double value(double[] eta, int point) {
      return Math.log1p(Math.exp(-targets[point][0] * eta[0]));
    }

    @Override
    public double[] derivative(double[] eta, int point) {
      double t = targets[point][0];
      return new double[] {-t / (1 + Math.exp(t * eta[0]))};
    }
  }

  private static final class Softmax implements ReferencePathSum.OutputLoss {
    private final double[][] targets;

    Softmax(double[][] targets) {
      this.targets = targets;
    }

    @Override
    public double value(double[] eta, int point) {
      double sum = Arrays.stream(eta).map(Math::exp).sum();
      return Math.log(sum) - eta[(int) targets[point][0]];
    }

    @Override
    public double[] derivative(double[] eta, int point) {
      double sum = Arrays.stream(eta).map(Math::exp).sum();
      double[] d = Arrays.stream(eta).map(e -> Math.exp(e) / sum).toArray();
      d[(int) targets[point][0]] -= 1;
      return d;
    }
  }

  private static final class Squared implements ReferencePathSum.OutputLoss {
    private final double[][] targets;

    Squared(double[][] targets) {
      this.targets = targets;
    }

    @Override
    public double value(double[] eta, int point) {
      double[] d = derivative(eta, point);
      return Arrays.stream(d).map(e -> e * e / 2).sum();
    }

    @Override
    public double[] derivative(double[] eta, int point) {
      double[] d = eta.clone();
      for (int o = 0; o < d.length; o++) {
        d[o] -= targets[point][o];
      }
      return d;
    }
  }
}
