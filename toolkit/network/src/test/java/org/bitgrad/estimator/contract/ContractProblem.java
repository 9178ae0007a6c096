package org.bitgrad.estimator.contract;

import org.bitgrad.network.Batch;
import org.bitgrad.network.NetworkBuilder;
import org.bitgrad.network.OutputLoss;
import org.bitgrad.network.StochasticBinaryNetwork;
import org.bitgrad.problem.BernoulliProblem;
import org.bitgrad.problem.BitLoss;
import org.bitgrad.problem.Encoding;
import org.bitgrad.problem.Problem;
import org.bitgrad.problem.States;
import org.bitgrad.random.Noise;
import org.bitgrad.reference.BoundHead;
import org.bitgrad.reference.Head;
import org.bitgrad.reference.LinearHead;
import org.bitgrad.reference.Output;
import org.bitgrad.reference.ReferenceNetwork;

/** A small problem twice: as plain numbers for the references, and as the library's problem. */
public record ContractProblem(ReferenceNetwork reference, Problem problem) {

  /** Builds the library's problem. */
  public static ContractProblem of(ReferenceNetwork net) {
    return new ContractProblem(net, problem(net));
  }

  private static Problem problem(ReferenceNetwork net) {
    if (net.head() instanceof BoundHead bound) {
      int[] sizes = {net.sizes()[0], net.units(0) / bound.samples()};
      ReferenceNetwork single =
          new ReferenceNetwork(
              net.name(),
              net.low(),
              net.high(),
              net.noises(),
              sizes,
              net.groups(),
              bound.logWeight(),
              net.x());
      return problem(single).bound(bound.samples());
    }
    return net.head() instanceof LinearHead head ? network(net, head) : bits(net);
  }

  private static Encoding encoding(ReferenceNetwork net) {
    return net.low() == 0 ? Encoding.BITS : Encoding.SPINS;
  }

  private static Problem network(ReferenceNetwork net, LinearHead head) {
    NetworkBuilder builder = StochasticBinaryNetwork.input(net.sizes()[0]);
    for (int k = 0; k < net.layers(); k++) {
      builder.bernoulli(net.units(k), net.noises()[k]);
    }
    double[][] groups = java.util.Arrays.copyOf(net.groups(), net.layers() + 1);
    groups[net.layers()] = head.parameters();
    return builder
        .encoding(encoding(net))
        .head(head.outputs(), outputLoss(head.output()))
        .parameters(groups)
        .on(Batch.of(net.x(), head.targets()));
  }

  private static OutputLoss outputLoss(Output output) {
    if (output == Output.LOGISTIC) {
      return OutputLoss.LOGISTIC;
    }
    return output == Output.SOFTMAX ? OutputLoss.SOFTMAX : OutputLoss.SQUARED;
  }

  private static Problem bits(ReferenceNetwork net) {
    BitLoss loss =
        BitLoss.of(
            "wavy",
            (bits, out) -> {
              for (int r = 0; r < bits.rows(); r++) {
                out[r] = net.head().loss(states(net, bits, r), 0);
              }
            },
            (bits, out) -> {
              for (int r = 0; r < bits.rows(); r++) {
                double[] d = net.head().stateDerivative(states(net, bits, r), 0);
                for (int j = 0; j < d.length; j++) {
                  out[j * bits.rows() + r] = d[j] * (net.high() - net.low());
                }
              }
            });
    Noise noise = net.noises()[0];
    return BernoulliProblem.of(loss, noise, encoding(net), net.groups()[0]);
  }

  private static double[] states(ReferenceNetwork net, States bits, int row) {
    double[] x = new double[bits.units()];
    for (int j = 0; j < x.length; j++) {
      x[j] = net.low() + (net.high() - net.low()) * bits.get(row, j);
    }
    return x;
  }

  /** The same chain under a changed loss. */
  public ContractProblem with(java.util.function.UnaryOperator<org.bitgrad.problem.Loss> change) {
    return new ContractProblem(
        reference, Problem.of(problem.chain(), change.apply(problem.loss())));
  }

  /** Outputs of the head, 0 without one. */
  int outputs() {
    Head head = reference.head() instanceof BoundHead bound ? bound.logWeight() : reference.head();
    return head instanceof LinearHead linear ? linear.outputs() : 0;
  }

  @Override
  public String toString() {
    return reference.name();
  }
}
