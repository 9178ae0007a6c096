/**
 * Enumeration oracles: the exact expected loss and its gradient, and the exact mean and variance of
 * estimators, without sampling.
 *
 * <p>Main entry points: {@link org.bitgrad.exact.ExactOracle} and {@link
 * org.bitgrad.exact.ExactMoments}. Both state their cost before they start and refuse above a
 * limit.
 *
 * <p>May import {@code random}, {@code numeric}, {@code model} and {@code estimator}.
 */
package org.bitgrad.exact;
