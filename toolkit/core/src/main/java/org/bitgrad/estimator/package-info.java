/** Gradient estimators, one class per method. */
package org.bitgrad.estimator;
