/**
 * Estimators that follow one sampled path, through flips of its bits (PSA) or slopes
 * (straight-through). The first of them: {@link org.bitgrad.estimator.path.Psa}.
 */
package org.bitgrad.estimator.path;
