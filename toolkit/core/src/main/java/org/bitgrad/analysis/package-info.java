/** Studies and their metrics with confidence intervals. */
package org.bitgrad.analysis;
