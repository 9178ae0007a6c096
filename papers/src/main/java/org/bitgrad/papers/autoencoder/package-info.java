/**
 * An autoencoder of small generated images with a code of few bits, whose bound and gradient are
 * exact sums over all codes: a test case of several papers. Main entry point: {@link
 * org.bitgrad.papers.autoencoder.AutoencoderTraining}.
 *
 * <p>Uses the library and what papers share.
 */
package org.bitgrad.papers.autoencoder;
