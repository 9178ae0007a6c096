/**
 * The contract of an {@link org.bitgrad.estimator.Estimator}, for this library's estimators and for
 * yours: extend {@link org.bitgrad.estimator.contract.EstimatorContract}. Everything is enumerated
 * on small problems or compared draw by draw; nothing is sampled.
 */
package org.bitgrad.estimator.contract;
