/**
 * Data sets: which there are, where they lie, whether they are undamaged.
 *
 * <p>Main entry point: {@link org.bitgrad.data.DataSets}. May import {@code random}, {@code
 * numeric}, {@code model}, {@code estimator}, {@code exact} and {@code analysis}.
 */
package org.bitgrad.data;
