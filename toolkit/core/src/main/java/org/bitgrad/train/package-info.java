/** Optimisers, the training loop and checkpoints. */
package org.bitgrad.train;
