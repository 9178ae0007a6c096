/**
 * The border to ND4J: losses of bits and of outputs that are written with its arrays.
 *
 * <p>Main entry points: {@link org.bitgrad.nd4j.Nd4jLoss} and {@link
 * org.bitgrad.nd4j.Nd4jOutputLoss}. No other package names an ND4J type.
 */
package org.bitgrad.nd4j;
