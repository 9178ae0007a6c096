/**
 * What an estimator sees: chains of Bernoulli layers, losses of their states, draws, and problems
 * that join them. Nothing here knows of networks; those of {@code org.bitgrad.network} implement
 * it.
 *
 * <p>Main entry points: {@link org.bitgrad.problem.BernoulliProblem} for a function of bits, and
 * {@link org.bitgrad.problem.Problem}.
 *
 * <p><b>Layout of arrays.</b> A block of rows times units is one flat array, stored <em>unit by
 * unit</em>: the element of unit {@code j} and row {@code r} stands at {@code j * rows + r}. Inner
 * loops run over rows, so that they vectorise at any width of a layer. Row {@code r} belongs to the
 * data point {@code r % points}.
 *
 * <p>May import {@code random} and {@code numeric}.
 */
package org.bitgrad.problem;
