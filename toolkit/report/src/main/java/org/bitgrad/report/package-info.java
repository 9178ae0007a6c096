/**
 * What a study or an experiment becomes: tables (Tablesaw), charts (XChart), files, a manifest,
 * claims and verdicts, and the display of a notebook. It may import every package of the library
 * except {@code cli}.
 *
 * <p>Start with {@link org.bitgrad.report.RunFolder} to write a run, {@link
 * org.bitgrad.report.Experiment} to add a paper, {@link org.bitgrad.report.Ledger} for verdicts.
 */
package org.bitgrad.report;
