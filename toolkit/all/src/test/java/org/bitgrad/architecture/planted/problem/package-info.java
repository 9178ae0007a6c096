/** Planted violations of a middle package. */
package org.bitgrad.architecture.planted.problem;
