package org.bitgrad.estimator.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.bitgrad.estimator.Traits;
import org.bitgrad.random.Noise;
import org.bitgrad.random.RandomStream;
import org.bitgrad.reference.Head;
import org.bitgrad.reference.LinearHead;
import org.bitgrad.reference.Output;
import org.bitgrad.reference.ReferenceNetwork;
import org.bitgrad.reference.Variants;

/** The problems of the contract: functions of bits and networks, all noises, both encodings. */
public final class ContractProblems {
  private static final double WEIGHT = 1.5;

  private ContractProblems() {}

  /** Every problem, one bound among them. */
  public static List<ContractProblem> all() {
    List<ReferenceNetwork> nets = new ArrayList<>();
    nets.add(logits("three logits", Noise.logistic(), 0, -1.0, 0.3, 2.0));
    nets.add(logits("two Gaussian spins", Noise.gaussian(0.7), -1, 0.4, -0.9));
    nets.add(logits("one logit", Noise.logistic(0.5), 0, 0.35));
    nets.add(logits("one logit of small effect", Noise.logistic(), 0, 2.5));
    nets.addAll(networks());
    nets.add(boundOfTwo());
    return nets.stream().map(ContractProblem::of).toList();
  }

  private static ReferenceNetwork boundOfTwo() {
    ReferenceNetwork two = logits("two logits", Noise.logistic(), 0, -0.6, 1.1);
    return Variants.bound("2 samples of two logits", 2, two);
  }

  /** Multi-sample bounds: of bits and of spins, of two to four samples, with data points. */
  public static List<ContractProblem> bounds() {
    ReferenceNetwork spin = logits("one Gaussian spin", Noise.gaussian(0.7), -1, -0.5);
    ReferenceNetwork rare = logits("one rare bit", Noise.logistic(), 0, -5);
    ReferenceNetwork likely = logits("one likely bit", Noise.logistic(1.1), 0, 0.7);
    ReferenceNetwork net = network("1-2-1", Output.LOGISTIC, 1, new int[] {1, 2}, Noise.logistic());
    return Stream.of(
            boundOfTwo(),
            Variants.bound("3 samples of one Gaussian spin", 3, spin),
            Variants.bound("3 samples of one rare bit", 3, rare),
            Variants.bound("4 samples of one likely bit", 4, likely),
            Variants.bound("2 samples of 1-2-1", 2, net))
        .map(ContractProblem::of)
        .toList();
  }

  /** One to three logits for a check that sets them, as the scope of an estimator needs them. */
  static ReferenceNetwork logitsFor(Traits.Scope scope, int units) {
    String name = List.of("one logit", "two logits", "three logits").get(units - 1);
    ReferenceNetwork net = logits(name, Noise.logistic(), 0, new double[units]);
    return scope == Traits.Scope.BOUND ? Variants.bound("2 samples of " + name, 2, net) : net;
  }

  /** The networks among them, all written for bits or all for spins as drawn. */
  public static List<ReferenceNetwork> networks() {
    Noise logistic = Noise.logistic();
    Noise gaussian = Noise.gaussian(0.8);
    Noise uniform = Noise.uniform(2.5);
    Noise triangular = Noise.triangular(3);
    return List.of(
        network("2-3-1", Output.LOGISTIC, 1, new int[] {2, 3}, logistic),
        network("2-2-2-1", Output.LOGISTIC, 1, new int[] {2, 2, 2}, logistic, logistic),
        network("1-1-1-1", Output.LOGISTIC, 1, new int[] {1, 1, 1}, gaussian, logistic),
        network(
            "1-2-2-2-3", Output.SOFTMAX, 3, new int[] {1, 2, 2, 2}, uniform, logistic, triangular),
        Variants.asSpins(
            network("2-3-2-2", Output.SQUARED, 2, new int[] {2, 3, 2}, gaussian, logistic)),
        Variants.asSpins(
            network(
                "1-1-1-1-1",
                Output.LOGISTIC,
                1,
                new int[] {1, 1, 1, 1},
                logistic,
                gaussian,
                Noise.logistic(2))),
        network("1-2-3-1", Output.SQUARED, 1, new int[] {1, 2, 3}, triangular, gaussian),
        scaledHead(
            network(
                "2-2-2-1 with a quiet head",
                Output.LOGISTIC,
                1,
                new int[] {2, 2, 2},
                logistic,
                logistic),
            0.1),
        scaledHead(
            network(
                "1-2-2-1 with a loud head",
                Output.SQUARED,
                1,
                new int[] {1, 2, 2},
                logistic,
                gaussian),
            6),
        smallResiduals(
            network(
                "1-2-2-1 of small residuals",
                Output.SQUARED,
                1,
                new int[] {1, 2, 2},
                logistic,
                gaussian)),
        Variants.asSpins(
            smallResiduals(
                network(
                    "2-2-1 of small residuals", Output.SQUARED, 1, new int[] {2, 2}, gaussian))),
        network("1-1-1-1", Output.LOGISTIC, 1, new int[] {1, 1, 1}, gaussian, logistic));
  }

  /** Free logits under softplus(w.y + c) + r cos(v.y). */
  public static ReferenceNetwork logits(String name, Noise noise, double low, double... logits) {
    RandomStream stream = RandomStream.of(3, name);
    int n = logits.length;
    double[] w = draw(stream.child("w"), n);
    double[] v = draw(stream.child("v"), n);
    Head head = Head.wavy(w, v, 0.3, 0.6, low, 1);
    int[] sizes = {0, n};
    double[][] groups = {logits};
    return new ReferenceNetwork(
        name, low, 1, new Noise[] {noise}, sizes, groups, head, new double[][] {{}});
  }

  /** A network for bits on two points, weights and inputs uniform in (-1.5, 1.5). */
  public static ReferenceNetwork network(
      String name, Output output, int outputs, int[] sizes, Noise... noises) {
    RandomStream stream = RandomStream.of(5, name);
    double[][] groups = new double[noises.length][];
    for (int k = 0; k < groups.length; k++) {
      groups[k] = draw(stream.child("layer").child(k), sizes[k + 1] * (sizes[k] + 1));
    }
    double[] parameters = draw(stream.child("head"), outputs * (sizes[noises.length] + 1));
    double[][] x = {
      draw(stream.child("x").child(0), sizes[0]), draw(stream.child("x").child(1), sizes[0])
    };
    Head head = Head.linear(outputs, parameters, output, targets(output, outputs, stream));
    return new ReferenceNetwork(name, 0, 1, noises, sizes, groups, head, x);
  }

  private static double[][] targets(Output output, int outputs, RandomStream stream) {
    if (output == Output.LOGISTIC) {
      return new double[][] {{1}, {-1}};
    }
    if (output == Output.SOFTMAX) {
      return new double[][] {{2}, {0}};
    }
    double[][] t = new double[2][];
    for (int n = 0; n < 2; n++) {
      t[n] = draw(stream.child("targets").child(n), outputs);
    }
    return t;
  }

  /** Head weights times a factor: how large the layers' gradients are beside the head's. */
  private static ReferenceNetwork scaledHead(ReferenceNetwork net, double factor) {
    double[] head = net.head().parameters();
    for (int i = 0; i < head.length - 1; i++) {
      head[i] *= factor;
    }
    return net;
  }

  /** Squared losses much smaller than their derivatives. */
  private static ReferenceNetwork smallResiduals(ReferenceNetwork net) {
    double[] head = scaledHead(net, 0.02).head().parameters();
    LinearHead linear = (LinearHead) net.head();
    for (double[] target : linear.targets()) {
      target[0] = head[head.length - 1] + 0.05;
    }
    return net;
  }

  private static double[] draw(RandomStream stream, int n) {
    double[] numbers = new double[n];
    stream.uniforms(0, numbers, 0, n);
    for (int i = 0; i < n; i++) {
      numbers[i] = WEIGHT * (2 * numbers[i] - 1);
    }
    return numbers;
  }
}
