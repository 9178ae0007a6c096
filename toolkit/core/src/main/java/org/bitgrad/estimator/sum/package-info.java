/**
 * Estimators that sum over states or flips of units, exactly or in part. The first of them: {@link
 * org.bitgrad.estimator.sum.LocalExpectation}.
 */
package org.bitgrad.estimator.sum;
