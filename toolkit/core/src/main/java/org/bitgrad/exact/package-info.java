/**
 * Enumeration oracles: the exact expected loss and its gradient, and the exact mean and variance of
 * estimators, without sampling.
 *
 * <p>Main entry points: {@link org.bitgrad.exact.ExactOracle} and {@link
 * org.bitgrad.exact.ExactMoments}, which state their cost before they start and refuse above a
 * limit; {@link org.bitgrad.exact.UnitQuadrature} for single units with continuous noise.
 *
 * <p>May import {@code random}, {@code numeric}, {@code problem} and {@code estimator}.
 */
package org.bitgrad.exact;
