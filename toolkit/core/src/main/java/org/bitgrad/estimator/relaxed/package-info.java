/**
 * Estimators from relaxed states, or from means and variances in place of states. The first of
 * them: {@link org.bitgrad.estimator.relaxed.Concrete}.
 */
package org.bitgrad.estimator.relaxed;
