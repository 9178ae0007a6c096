/**
 * Estimators from antithetic and otherwise coupled samples. The first of them: {@link
 * org.bitgrad.estimator.coupled.Arm}.
 */
package org.bitgrad.estimator.coupled;
