package org.bitgrad.analysis;

import java.util.List;
import org.bitgrad.estimator.Traits;

/**
 * One estimator of a comparison.
 *
 * @param name its name
 * @param traits what it declares
 * @param evaluations of the loss per data point, of one estimate
 * @param gradientEvaluations of the loss's derivative per data point, of one estimate
 * @param parts of its error in each group
 */
record Contender(
    String name,
    Traits traits,
    long evaluations,
    long gradientEvaluations,
    List<ErrorParts> parts) {

  Contender {
    parts = List.copyOf(parts);
  }

  double cost(double gradientCost) {
    return evaluations + gradientCost * gradientEvaluations;
  }
}
