/**
 * Shekhovtsov and Yanush 2021: straight-through estimators as principled methods for stochastic
 * binary networks. Main entry point: {@link
 * org.bitgrad.papers.straightthrough2021.StraightThrough2021}.
 *
 * <p>Uses the library, what papers share, and their autoencoder.
 */
package org.bitgrad.papers.straightthrough2021;
