/**
 * Optimisers, update rules for binary weights ({@link org.bitgrad.train.BinaryRule}), the training
 * loop and checkpoints.
 */
package org.bitgrad.train;
