/**
 * Studies of gradient estimators: bias, variance, error, cosine and cost, with confidence
 * intervals.
 *
 * <p>Main entry points: {@link org.bitgrad.analysis.GradientStudy}, and {@link
 * org.bitgrad.analysis.EqualBudget} for who is best at the same cost. A result is plain records;
 * {@code report} turns it into tables and charts.
 *
 * <p>May import {@code random}, {@code numeric}, {@code problem}, {@code estimator} and {@code
 * exact}.
 */
package org.bitgrad.analysis;
