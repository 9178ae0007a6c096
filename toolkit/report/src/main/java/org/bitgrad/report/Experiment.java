package org.bitgrad.report;

import java.io.IOException;
import java.util.List;

/**
 * The experiments of one paper. The command line and the notebooks find implementations through
 * {@link java.util.ServiceLoader}; each has a public constructor without arguments.
 */
public interface Experiment {
  /** {@return name of the paper as the command line spells it, for example {@code psa-2020}} */
  String paper();

  /** {@return authors, title and year, in one line} */
  String title();

  /** {@return the claims with their tests, as written before the run} */
  List<Claim> claims();

  /**
   * Measures every claim and writes tables and plots.
   *
   * @param context scale, seed, threads, progress, and the folder that files go to
   * @return one result for each of the {@link #claims()}, in their order
   * @throws IOException if a file cannot be written
   * @throws InterruptedException if the thread was interrupted; the folder stays incomplete and a
   *     later run continues or starts again
   */
  List<ClaimResult> run(ExperimentContext context) throws IOException, InterruptedException;
}
