package org.bitgrad.estimator.contract;

import java.util.List;
import org.bitgrad.estimator.Estimator;
import org.bitgrad.problem.Draw;
import org.bitgrad.reference.ReferenceNetwork;
import org.bitgrad.reference.Variants;

/** Checks that the same problem, written differently, gets the same estimate. */
final class SymmetryChecks {
  private static final int DRAWS = 10;

  private final Estimator estimator;
  private final List<ContractProblem> problems;

  SymmetryChecks(Estimator estimator, List<ContractProblem> problems) {
    this.estimator = estimator;
    this.problems = problems;
  }

  void permutingUnitsPermutesIt() {
    for (ContractProblem on : problems) {
      boolean inOrder = BitsInOrder.readBy(estimator, on.problem());
      for (int k = 0; k < on.reference().layers(); k++) {
        if (inOrder) {
          permuteMoments(on, k);
        }
        for (int seed = 1; seed <= DRAWS && !inOrder; seed++) {
          permute(on, k, seed);
        }
      }
    }
  }

  private void permute(ContractProblem on, int layer, long seed) {
    ReferenceNetwork net = on.reference();
    Draw mirrored = SiteDraw.mirrored(seed, layer);
    ContractProblem other = ContractProblem.of(Variants.reversed(net, layer));
    OneEstimate expected = OneEstimate.of(estimator, on.problem(), SiteDraw.random(seed));
    OneEstimate actual = OneEstimate.of(estimator, other.problem(), mirrored);
    double[][] groups = permuted(net, layer, expected.groups());
    new OneEstimate(expected.value(), groups).mustEqual(actual, estimator.name() + " on " + other);
  }

  /** Bits that are drawn one given another take other values if their order changes. */
  private void permuteMoments(ContractProblem on, int layer) {
    ReferenceNetwork net = on.reference();
    ContractProblem other = ContractProblem.of(Variants.reversed(net, layer));
    Enumerated expected = Enumerated.of(estimator, on, Cells.Fineness.VARIANCES);
    Enumerated actual = Enumerated.of(estimator, other, Cells.Fineness.VARIANCES);
    String what = estimator.name() + " on " + other;
    Assert.close(what + ": value", expected.value(), actual.value());
    Assert.close(what + ": mean", permuted(net, layer, expected.mean()), actual.mean());
    Assert.close(what + ": variance", permuted(net, layer, expected.variance()), actual.variance());
  }

  private static double[][] permuted(ReferenceNetwork net, int layer, double[][] of) {
    double[][] groups = of.clone();
    groups[layer] = Variants.reverseRows(groups[layer], net.distinct(layer));
    if (layer + 1 < groups.length) {
      int in = net.distinct(layer);
      int out = groups[layer + 1].length / (in + 1);
      groups[layer + 1] = Variants.reverseColumns(groups[layer + 1], out);
    }
    return groups;
  }

  void encodingsAgree() {
    for (ContractProblem on : problems) {
      ReferenceNetwork net = on.reference();
      if (net.low() == 0) {
        ContractProblem spins = ContractProblem.of(Variants.asSpins(net));
        for (int seed = 1; seed <= DRAWS; seed++) {
          OneEstimate ofBits = OneEstimate.of(estimator, on.problem(), SiteDraw.random(seed));
          OneEstimate ofSpins = OneEstimate.of(estimator, spins.problem(), SiteDraw.random(seed));
          String what = estimator.name() + " on " + spins;
          Assert.close(what + ", value", ofBits.value(), ofSpins.value());
          for (int g = 0; g < ofBits.groups().length; g++) {
            int out = g < net.layers() ? net.distinct(g) : on.outputs();
            Assert.close(
                what + ", biases of group " + g,
                biases(ofBits.groups()[g], out),
                biases(ofSpins.groups()[g], out));
          }
        }
      }
    }
  }

  /** Biases mean the same in both encodings; weights do not. */
  private static double[] biases(double[] group, int out) {
    return java.util.Arrays.copyOfRange(group, group.length - out, group.length);
  }
}
