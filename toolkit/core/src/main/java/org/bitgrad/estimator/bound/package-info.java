/**
 * Estimators that are made for multi-sample bounds. The first of them: {@link
 * org.bitgrad.estimator.bound.Vimco}.
 */
package org.bitgrad.estimator.bound;
