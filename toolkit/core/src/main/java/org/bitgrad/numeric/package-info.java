/** Kernels on primitive arrays and the door to ND4J and BLAS. */
package org.bitgrad.numeric;
