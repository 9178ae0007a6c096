/**
 * Optimisers ({@link org.bitgrad.train.Optimiser}), schedules ({@link org.bitgrad.train.Schedule}),
 * update rules for binary weights ({@link org.bitgrad.train.BinaryRule}), the training loop and
 * checkpoints.
 */
package org.bitgrad.train;
