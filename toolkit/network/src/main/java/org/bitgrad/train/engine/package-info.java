/**
 * The float32 engine of training: a network's layers as objects over row-major activations {@code
 * [rows x units]}, with products by BLAS or in Java, and threads over slices of the batch.
 *
 * <p>Main entry point: {@link org.bitgrad.train.engine.FloatNetwork}. May import what {@code train}
 * may.
 */
package org.bitgrad.train.engine;
