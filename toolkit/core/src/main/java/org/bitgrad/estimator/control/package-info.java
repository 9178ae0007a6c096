/**
 * Estimators with control variates from derivatives of the loss. The first of them: {@link
 * org.bitgrad.estimator.control.Rebar}.
 */
package org.bitgrad.estimator.control;
