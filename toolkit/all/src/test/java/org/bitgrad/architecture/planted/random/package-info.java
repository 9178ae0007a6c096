/** Planted violations of the first package. */
package org.bitgrad.architecture.planted.random;
