/**
 * Score-function estimators and their baselines. The first of them: {@link
 * org.bitgrad.estimator.score.Reinforce}.
 */
package org.bitgrad.estimator.score;
