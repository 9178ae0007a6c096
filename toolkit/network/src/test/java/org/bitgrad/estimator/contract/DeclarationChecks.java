package org.bitgrad.estimator.contract;

import java.util.Arrays;
import java.util.List;
import org.bitgrad.estimator.Estimator;
import org.bitgrad.estimator.MeanSink;
import org.bitgrad.estimator.Session;
import org.bitgrad.estimator.Traits;
import org.bitgrad.problem.Chain;
import org.bitgrad.problem.Problem;

/** Checks that traits other than the bias are true. */
final class DeclarationChecks {
  private final Estimator estimator;
  private final List<ContractProblem> problems;
  private final Traits traits;

  DeclarationChecks(Estimator estimator, List<ContractProblem> problems) {
    this.estimator = estimator;
    this.problems = problems;
    traits = estimator.traits();
  }

  void costIsAsDeclared() {
    for (ContractProblem on : problems) {
      ChangedLoss counting = new ChangedLoss(on.problem().loss(), 1, 0);
      Problem problem = Problem.of(on.problem().chain(), counting);
      Chain chain = problem.chain();
      estimator.open(problem).estimate(SiteDraw.random(1), new MeanSink(problem));
      long points = problem.points();
      long expected =
          points * traits.cost().evaluations(chain.layers(), chain.units(chain.layers() - 1));
      String what = estimator.name() + " on " + on + ": ";
      Assert.that(
          counting.evaluations() == expected,
          what + "evaluations must be " + expected + ", but are " + counting.evaluations());
      long gradients = points * traits.cost().gradientEvaluations();
      Assert.that(
          counting.gradientEvaluations() == gradients,
          what
              + "derivatives must be "
              + gradients
              + ", but are "
              + counting.gradientEvaluations());
    }
  }

  void needsAreAsDeclared() {
    ContractProblem hidden = problems.get(0).with(ChangedLoss::withoutDerivative);
    mustRefuse(hidden, traits.needs() == Traits.Needs.LOSS_GRADIENT, "a loss without derivative");
    for (ContractProblem on : ContractProblems.all()) {
      boolean needsBound = traits.scope() == Traits.Scope.BOUND;
      if (on.problem().chain().layers() > 1) {
        mustRefuse(on, traits.scope() != Traits.Scope.ANY_CHAIN, "several layers");
      } else if (needsBound && on.problem().loss().samples() == 1) {
        mustRefuse(on, true, "a loss of one sample");
      }
    }
  }

  private void mustRefuse(ContractProblem on, boolean refuses, String why) {
    String what = estimator.name() + " on " + on;
    try {
      OneEstimate.of(estimator, on.problem(), SiteDraw.random(1));
    } catch (UnsupportedOperationException refusal) {
      Assert.that(refuses, what + " must not refuse " + why + ": " + refusal.getMessage());
      Assert.that(
          refusal.getMessage() != null && refusal.getMessage().contains(estimator.name()),
          what + " must name itself when it refuses: " + refusal.getMessage());
      return;
    }
    Assert.that(!refuses, what + " must refuse " + why);
  }

  void stateIsAsDeclared() {
    for (ContractProblem on : problems) {
      Problem problem = on.problem();
      Session session = estimator.open(problem);
      OneEstimate unadapted = OneEstimate.of(session, problem, SiteDraw.random(1));
      double[] before = session.state();
      session.adapt(SiteDraw.random(2));
      session.adapt(SiteDraw.random(3));
      double[] after = session.state();
      OneEstimate adapted = OneEstimate.of(session, problem, SiteDraw.random(1));
      String what = estimator.name() + " on " + on;
      Assert.that(
          Arrays.equals(after, session.state()), what + " must not adapt while it estimates");
      Assert.that(
          traits.stateful() != Arrays.equals(before, after),
          what + (traits.stateful() ? " must adapt" : " must not adapt"));
      Assert.that(
          traits.stateful() || adapted.same(unadapted), what + " must not change by adapting");
      Session other = estimator.open(problem);
      other.restore(after);
      Assert.that(
          OneEstimate.of(other, problem, SiteDraw.random(1)).same(adapted),
          what + " must estimate alike with a restored state");
      mustRefuseState(other, what, new double[after.length + 1]);
    }
  }

  private static void mustRefuseState(Session session, String what, double[] state) {
    try {
      session.restore(state);
    } catch (IllegalArgumentException refusal) {
      Assert.that(
          refusal.getMessage() != null && refusal.getMessage().contains("state"),
          what + " must name the state when it refuses it: " + refusal.getMessage());
      return;
    }
    throw new AssertionError(what + " must refuse a state of " + state.length + " numbers");
  }
}
