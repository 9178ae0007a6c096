/**
 * What the experiments of several papers share: verdict tables, means with intervals, comparisons
 * that intervals may leave open, the tests of a claims file, experiments in parts, texts that
 * outlive a killed run, products with rows that are mostly 0.
 *
 * <p>Uses the library only; the papers' packages use it.
 */
package org.bitgrad.papers.shared;
