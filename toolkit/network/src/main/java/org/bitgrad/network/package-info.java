/**
 * Networks of Bernoulli and real units in float64: their description, parameters, initialisation,
 * and the chain and loss that they are on a batch.
 *
 * <p>Main entry point: {@link org.bitgrad.network.StochasticBinaryNetwork}; on a batch it is a
 * {@link org.bitgrad.problem.Problem}. Arrays are laid out as in {@link org.bitgrad.problem}.
 *
 * <p>May import {@code random}, {@code numeric} and {@code problem}.
 */
package org.bitgrad.network;
