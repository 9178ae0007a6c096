package org.bitgrad.estimator.path;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bitgrad.problem.LossPass;
import org.bitgrad.problem.Problem;
import org.bitgrad.problem.States;

/**
 * The loss of every state of the last layer, for each class of points that share all of it (equal
 * targets).
 */
final class LossPerTargetClass {
  final List<LossPass> passes = new ArrayList<>();
  final List<double[]> values = new ArrayList<>();

  /** The class of each point. */
  final int[] classOf;

  LossPerTargetClass(Problem problem, States all) {
    List<double[]> gradients = new ArrayList<>();
    classOf = new int[problem.points()];
    double[] ones = new double[all.rows()];
    Arrays.fill(ones, 1);
    for (int n = 0; n < classOf.length; n++) {
      LossPass pass = problem.at(n).loss().open(all.rows());
      pass.at(all);
      double[] gradient = new double[problem.loss().parameters().total() * all.rows()];
      pass.parameterGradientRows(ones, gradient);
      classOf[n] = find(pass.values(), gradient, gradients);
      if (classOf[n] == passes.size()) {
        passes.add(pass);
        values.add(pass.values().clone());
        gradients.add(gradient);
      }
    }
  }

  private int find(double[] value, double[] gradient, List<double[]> gradients) {
    for (int c = 0; c < passes.size(); c++) {
      if (Arrays.equals(value, values.get(c)) && Arrays.equals(gradient, gradients.get(c))) {
        return c;
      }
    }
    return passes.size();
  }

  int classes() {
    return passes.size();
  }
}
