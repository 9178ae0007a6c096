package org.bitgrad.estimator.contract;

import java.util.List;
import java.util.function.Supplier;
import org.bitgrad.estimator.Estimator;
import org.bitgrad.estimator.Session;
import org.bitgrad.problem.Draw;
import org.bitgrad.problem.Problem;
import org.bitgrad.reference.LearnedEstimates.OfState;
import org.bitgrad.reference.ReferenceEstimate;
import org.bitgrad.reference.UniformEstimates.OfUniforms;

/** Checks of single estimates at given draws. */
final class DrawChecks {
  private static final int DRAWS = 20;

  private final Estimator estimator;
  private final List<ContractProblem> problems;

  DrawChecks(Estimator estimator, List<ContractProblem> problems) {
    this.estimator = estimator;
    this.problems = problems;
  }

  void estimateIsAFunctionOfTheDraw() {
    boolean varied = false;
    for (ContractProblem on : problems) {
      Problem problem = on.problem();
      Session used = estimator.open(problem);
      OneEstimate first = OneEstimate.of(used, problem, SiteDraw.random(0));
      for (int seed = 1; seed <= DRAWS; seed++) {
        Draw draw = SiteDraw.random(seed);
        OneEstimate again = OneEstimate.of(used, problem, draw);
        OneEstimate fresh = OneEstimate.of(estimator, problem, draw);
        String what = estimator.name() + " on " + on + ", draw " + seed;
        Assert.that(again.same(fresh), what + " must not depend on estimates before");
        varied |= !first.same(fresh);
      }
    }
    Assert.that(
        varied != estimator.traits().deterministic(),
        estimator.name() + (varied ? " must not" : " must") + " depend on the draw");
  }

  void pointsAreIndependent() {
    for (ContractProblem on : problems) {
      Problem problem = on.problem();
      int points = problem.points();
      for (int seed = 1; seed <= DRAWS; seed++) {
        long s = seed;
        OneEstimate batch = OneEstimate.of(estimator, problem, SiteDraw.random(s));
        double[][] sum = new double[batch.groups().length][];
        double value = 0;
        for (int point = 0; point < points; point++) {
          int offset = point;
          Draw rows =
              SiteDraw.of(
                  (site, unit, row, all) -> SiteDraw.number(s, site, unit, row * points + offset));
          OneEstimate one = OneEstimate.of(estimator, problem.at(point), rows);
          value += one.value() / points;
          addShare(sum, one.groups(), points);
        }
        String what = estimator.name() + " on " + on + ": mean of single points";
        Assert.close(what + ", value", value, batch.value());
        Assert.close(what, sum, batch.groups());
      }
    }
  }

  private static void addShare(double[][] sum, double[][] groups, int points) {
    for (int g = 0; g < sum.length; g++) {
      if (sum[g] == null) {
        sum[g] = new double[groups[g].length];
      }
      for (int i = 0; i < sum[g].length; i++) {
        sum[g][i] += groups[g][i] / points;
      }
    }
  }

  void agreesWithItsDefinition(OfUniforms definition) {
    for (ContractProblem on : problems) {
      mustAgree(() -> estimator.open(on.problem()), on, definition);
    }
  }

  /** After some adaptation. */
  void agreesWithItsDefinitionGivenItsState(OfState definition) {
    for (ContractProblem on : problems) {
      double[] state = Adapted.state(estimator, on.problem());
      mustAgree(() -> opened(on.problem(), state), on, definition.given(state));
    }
  }

  private Session opened(Problem problem, double[] state) {
    Session session = estimator.open(problem);
    session.restore(state);
    return session;
  }

  private void mustAgree(Supplier<Session> fresh, ContractProblem on, OfUniforms definition) {
    int points = on.problem().points();
    for (int seed = 1; seed <= DRAWS; seed++) {
      long s = seed;
      ReferenceEstimate sum = new ReferenceEstimate(on.reference());
      for (int point = 0; point < points; point++) {
        int row = point;
        ReferenceEstimate one =
            definition.estimate(
                on.reference(),
                point,
                (site, units, sample) -> {
                  double[] u = new double[units];
                  for (int j = 0; j < units; j++) {
                    u[j] = SiteDraw.number(s, site, j, sample * points + row);
                  }
                  return u;
                });
        sum.add(1.0 / points, one);
      }
      OneEstimate actual = OneEstimate.of(fresh.get(), on.problem(), SiteDraw.random(s));
      String what = estimator.name() + " on " + on + ", draw " + seed;
      Assert.close(what + ", value", sum.value(), actual.value());
      Assert.close(what, sum.groups(), actual.groups());
    }
  }
}
