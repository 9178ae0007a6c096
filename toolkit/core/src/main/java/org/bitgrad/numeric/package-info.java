/**
 * Kernels on primitive arrays and the door to ND4J and BLAS.
 *
 * <p>Main entry point: {@link org.bitgrad.numeric.DenseBlock}. May import {@code random}.
 */
package org.bitgrad.numeric;
