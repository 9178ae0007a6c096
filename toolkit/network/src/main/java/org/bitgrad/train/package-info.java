/**
 * Training ({@link org.bitgrad.train.Training}) of networks ({@link
 * org.bitgrad.train.TrainableNetwork}) with optimisers ({@link org.bitgrad.train.Optimiser}) and
 * schedules ({@link org.bitgrad.train.Schedule}), checkpoints and files of weights, update rules
 * for binary weights ({@link org.bitgrad.train.BinaryRule}).
 */
package org.bitgrad.train;
