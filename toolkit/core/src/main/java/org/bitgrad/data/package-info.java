/**
 * Data sets: which there are, where they lie, whether they are undamaged, and their images.
 *
 * <p>Main entry points: {@link org.bitgrad.data.DataSets}, {@link org.bitgrad.data.ImageData}. May
 * import {@code random}, {@code numeric}, {@code model}, {@code estimator}, {@code exact} and
 * {@code analysis}.
 */
package org.bitgrad.data;
