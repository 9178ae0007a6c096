/**
 * Gradient estimators for expected losses of binary random variables, one class per method, in
 * folders by family: {@code path}, {@code score}, {@code coupled}, {@code relaxed}, {@code sum},
 * {@code control}, {@code bound}. Here stands what they share.
 *
 * <p>Main entry point: {@link org.bitgrad.estimator.Estimators}, which knows every estimator by
 * name. An {@link org.bitgrad.estimator.Estimator} is an immutable recipe; opened on a problem it
 * becomes a {@link org.bitgrad.estimator.Session} that writes its estimates into a {@link
 * org.bitgrad.estimator.GradientSink}.
 *
 * <p>May import {@code random}, {@code numeric} and {@code problem}.
 */
package org.bitgrad.estimator;
