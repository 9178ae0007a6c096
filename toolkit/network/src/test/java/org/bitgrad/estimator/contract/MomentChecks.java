package org.bitgrad.estimator.contract;

import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.UnaryOperator;
import org.bitgrad.estimator.Estimator;
import org.bitgrad.estimator.Traits;
import org.bitgrad.estimator.Traits.Bias;
import org.bitgrad.problem.Loss;
import org.bitgrad.reference.ExactSum;
import org.bitgrad.reference.ReferenceEstimate;
import org.bitgrad.reference.ReferenceNetwork;
import org.bitgrad.reference.Variants;

/** Checks of the enumerated mean. */
final class MomentChecks {
  /** A bias beyond this share of the gradient is a bias, not rounding. */
  private static final double EVIDENCE = 1e-8;

  /** The same where smooth functions of uniform numbers are integrated approximately. */
  private static final double SMOOTH_EVIDENCE = 1e-3;

  /** Error of seven Gauss points per interval for smooth estimates; the largest is a third. */
  private static final Assert.Tolerance QUADRATURE = new Assert.Tolerance(1e-3, 1e-4);

  /** Error of 24 points; the largest is a twentieth. */
  private static final Assert.Tolerance FINE_QUADRATURE = new Assert.Tolerance(1e-8, 1e-10);

  /** Checks beyond the first need fewer combinations to be convincing. */
  private static final double SMALL = 6e4;

  private final Estimator estimator;
  private final List<ContractProblem> problems;
  private final List<ContractProblem> small;
  private final Bias bias;
  private final Cells.Fineness fineness;
  private final boolean continuous;
  private final IdentityHashMap<ContractProblem, Enumerated> known = new IdentityHashMap<>();

  MomentChecks(Estimator estimator, List<ContractProblem> problems) {
    this.estimator = estimator;
    bias = estimator.traits().bias();
    fineness = Enumerated.finenessOfMeans(estimator, problems.get(0));
    continuous = fineness.equals(Cells.Fineness.CONTINUOUS);
    this.problems = smallerThan(Enumerated.LIMIT, problems);
    small = smallerThan(SMALL, problems);
  }

  private List<ContractProblem> smallerThan(double limit, List<ContractProblem> all) {
    return all.stream()
        .filter(p -> Enumerated.combinations(estimator, p, fineness) <= limit)
        .toList();
  }

  /** As fine as is affordable for estimates that are smooth in their random numbers. */
  private Cells.Fineness fineness(ContractProblem on) {
    Cells.Fineness fine = Cells.Fineness.CONTINUOUS_FINE;
    return continuous && Enumerated.combinations(estimator, on, fine) <= SMALL ? fine : fineness;
  }

  private Assert.Tolerance tolerance(ContractProblem on) {
    if (!continuous) {
      return Assert.Tolerance.ROUNDING;
    }
    return fineness(on).equals(fineness) ? QUADRATURE : FINE_QUADRATURE;
  }

  /** Several checks, which may run side by side, read the same moments. */
  private synchronized Enumerated enumerate(ContractProblem on) {
    return known.computeIfAbsent(on, this::enumerateAnew);
  }

  private Enumerated enumerateAnew(ContractProblem on) {
    double[] state = Adapted.state(estimator, on.problem());
    return Enumerated.of(estimator, on, fineness(on), state);
  }

  private void requireProblems() {
    Assert.that(!small.isEmpty(), estimator.name() + ": no problem is small enough");
    boolean layered = small.stream().anyMatch(p -> p.problem().chain().layers() > 1);
    boolean smooth = fineness.extraCells() > 1;
    Assert.that(
        layered || smooth || estimator.traits().scope() != Traits.Scope.ANY_CHAIN,
        estimator.name() + ": no problem of several layers is small enough");
  }

  /** Whether the estimator declares a group unbiased. */
  private boolean unbiased(ReferenceNetwork net, int group) {
    return switch (bias) {
      case UNBIASED -> true;
      case UNBIASED_IN_LAST_LAYER_AND_LOSS -> group >= net.layers() - 1;
      case UNBIASED_IN_LOSS -> group >= net.layers();
      case BIASED -> false;
    };
  }

  void biasIsAsDeclared() {
    requireProblems();
    double hidden = 0;
    double head = 0;
    for (ContractProblem on : problems) {
      ReferenceNetwork net = on.reference();
      ReferenceEstimate exact = ExactSum.gradient(net);
      double[][] mean = enumerate(on).mean();
      for (int g = 0; g < mean.length; g++) {
        if (unbiased(net, g)) {
          String what = estimator.name() + " on " + on + ": mean, group " + g;
          Assert.close(what, exact.group(g), mean[g], tolerance(on));
        } else if (g < net.layers()) {
          hidden = Math.max(hidden, relativeDistance(exact.group(g), mean[g]));
        } else {
          head = Math.max(head, relativeDistance(exact.group(g), mean[g]));
        }
      }
    }
    double evidence = fineness.extraCells() > 1 ? SMOOTH_EVIDENCE : EVIDENCE;
    boolean headInReach =
        problems.stream().anyMatch(p -> p.problem().loss().parameters().groups() > 0);
    Assert.that(
        bias == Bias.UNBIASED || hidden > evidence,
        estimator.name() + " is declared biased in the layers, but is not: " + hidden);
    Assert.that(
        bias != Bias.BIASED || !headInReach || head > evidence,
        estimator.name() + " is declared biased in the loss's parameters, but is not: " + head);
  }

  private static double relativeDistance(double[] exact, double[] mean) {
    double error = 0;
    double norm = 0;
    for (int i = 0; i < exact.length; i++) {
      error += (mean[i] - exact[i]) * (mean[i] - exact[i]);
      norm += exact[i] * exact[i];
    }
    return norm == 0 ? 0 : Math.sqrt(error / norm);
  }

  void valueIsUnbiased() {
    requireProblems();
    for (ContractProblem on : small) {
      if (bias != Bias.BIASED) {
        double expected = ExactSum.loss(on.reference());
        Assert.close(estimator.name() + " on " + on + ": value", expected, enumerate(on).value());
      }
    }
  }

  private static UnaryOperator<Loss> changed(double factor, double constant) {
    return loss -> new ChangedLoss(loss, factor, constant);
  }

  void constantLossHasNoGradient() {
    requireProblems();
    for (ContractProblem on : small) {
      double[][] mean = enumerateAnew(on.with(changed(0, 3.7))).mean();
      for (int g = 0; g < mean.length; g++) {
        String what = estimator.name() + " on " + on + " with a constant loss: mean, group " + g;
        Assert.close(what, new double[mean[g].length], mean[g], tolerance(on));
      }
    }
  }

  void addingAConstantMovesOnlyTheValue() {
    requireProblems();
    for (ContractProblem on : small) {
      Enumerated before = enumerate(on);
      Enumerated after = enumerateAnew(on.with(changed(1, 2.5)));
      String what = estimator.name() + " on " + on + " with a constant added";
      Assert.close(what + ": value", before.value() + 2.5, after.value());
      Assert.close(what + ": mean", before.mean(), after.mean(), tolerance(on));
    }
  }

  void saturatedUnitsHaveNoGradient() {
    double infinite = Double.POSITIVE_INFINITY;
    if (!continuous) {
      saturated(-infinite, 0.4, infinite);
      saturated(1000, -0.2, -1000);
    } else if (small.stream().anyMatch(p -> p.reference().units(0) == 2)) {
      // Two units at a time: three would take too many nodes.
      saturated(-infinite, 0.4);
      saturated(-0.2, 1000);
    } else {
      saturated(-infinite);
      saturated(1000);
      saturated(-0.2);
    }
  }

  private void saturated(double... logits) {
    ReferenceNetwork any = ContractProblems.logitsFor(estimator.traits().scope(), logits.length);
    ReferenceNetwork net = Variants.withLogits(any, logits);
    ContractProblem on = ContractProblem.of(net);
    double[] state = estimator.open(on.problem()).state();
    Cells.Fineness with = continuous ? fineness(on) : Cells.Fineness.MEANS;
    double[] mean = Enumerated.of(estimator, on, with, state).mean()[0];
    String what = estimator.name() + " at logits " + Arrays.toString(logits) + ": mean";
    for (int i = 0; i < logits.length; i++) {
      Assert.that(Double.isFinite(mean[i]), what + " must be finite");
      if (Math.abs(logits[i]) >= 1000) {
        if (estimator.traits().target() == Traits.Target.PREACTIVATION) {
          Assert.close(what, 0, mean[i]);
        } else {
          Assert.that(mean[i] != 0, what + " is declared not to vanish");
        }
      }
    }
    if (unbiased(net, 0)) {
      Assert.close(what, ExactSum.gradient(net).group(0), mean, tolerance(on));
    }
  }
}
