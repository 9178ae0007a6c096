/**
 * Data sets: which there are, where they lie or come from, whether they are undamaged; their
 * images, counts and points, or data that are made from a seed; splits, changes and batches of
 * them.
 *
 * <p>Main entry points: {@link org.bitgrad.data.DataSets}, {@link org.bitgrad.data.ImageData},
 * {@link org.bitgrad.data.TextData}, {@link org.bitgrad.data.PlaneData}, {@link
 * org.bitgrad.data.BatchPlan}, {@link org.bitgrad.data.DataFetch}.
 *
 * <p>May import {@code random}, {@code numeric}, {@code problem}, {@code estimator}, {@code exact}
 * and {@code analysis}.
 */
package org.bitgrad.data;
