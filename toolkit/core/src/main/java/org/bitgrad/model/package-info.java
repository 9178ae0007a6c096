/**
 * The objects that a gradient is taken of: chains of Bernoulli layers, losses of their states, and
 * problems that join the two.
 *
 * <p>Main entry points: {@link org.bitgrad.model.BernoulliProblem} for a function of bits and
 * {@link org.bitgrad.model.StochasticBinaryNetwork} for a network on a batch. Both give a {@link
 * org.bitgrad.model.Problem}, and estimators see nothing else.
 *
 * <p><b>Layout of arrays.</b> A block of rows times units is one flat array, stored <em>unit by
 * unit</em>: the element of unit {@code j} and row {@code r} stands at {@code j * rows + r}. Inner
 * loops run over rows, so that they vectorise at any width of a layer. Row {@code r} belongs to the
 * data point {@code r % points}.
 *
 * <p>May import {@code random} and {@code numeric}.
 */
package org.bitgrad.model;
