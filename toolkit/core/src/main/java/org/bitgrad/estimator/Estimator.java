package org.bitgrad.estimator;

import org.bitgrad.model.Problem;

/** A recipe for the gradient of an expected loss; immutable. */
public interface Estimator {
  /**
   * {@return the name as {@code bitgrad estimators} lists it, with arguments, for example {@code
   * concrete(0.1)}}
   */
  String name();

  /** {@return what the recipe promises; the contract test holds it to them} */
  Traits traits();

  /**
   * Opens the recipe on a problem.
   *
   * @param problem expected loss
   * @return a session, for one thread
   * @throws UnsupportedOperationException if the recipe is not defined on the problem; the message
   *     says why
   */
  Session open(Problem problem);
}
