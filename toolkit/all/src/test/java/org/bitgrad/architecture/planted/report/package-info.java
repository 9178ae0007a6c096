/** Planted violations of a late package. */
package org.bitgrad.architecture.planted.report;
