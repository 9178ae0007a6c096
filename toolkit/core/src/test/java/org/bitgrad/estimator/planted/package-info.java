/**
 * Wrong estimators, each one edit away from a right one, which prove that the contract can fail.
 * The {@code Edited...} classes are copies of the library's estimators with hooks; unedited they
 * keep the contract, and each planted estimator changes one hook.
 */
package org.bitgrad.estimator.planted;
