/**
 * Dimitriev and Zhou 2021: antithetic samples of several bits (ARMS). Main entry point: {@link
 * org.bitgrad.papers.arms2021.Arms2021}.
 *
 * <p>Uses the library and what papers share.
 */
package org.bitgrad.papers.arms2021;
