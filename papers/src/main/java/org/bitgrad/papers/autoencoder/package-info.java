/**
 * Autoencoders with codes of bits: of small generated images, whose bound and gradient are exact
 * sums over all codes, a test case of several papers; and of counted words. Main entry points:
 * {@link org.bitgrad.papers.autoencoder.AutoencoderTraining}, {@link
 * org.bitgrad.papers.autoencoder.TextTraining}.
 *
 * <p>Uses the library and what papers share.
 */
package org.bitgrad.papers.autoencoder;
