/**
 * Shekhovtsov 2021: bias and variance of estimators that use one sample. Main entry point: {@link
 * org.bitgrad.papers.biasvariance2021.BiasVariance2021}.
 *
 * <p>Uses the library and what papers share.
 */
package org.bitgrad.papers.biasvariance2021;
