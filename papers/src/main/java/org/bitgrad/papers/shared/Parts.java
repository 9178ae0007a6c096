package org.bitgrad.papers.shared;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.bitgrad.report.Claim;
import org.bitgrad.report.ClaimResult;
import org.bitgrad.report.ExperimentContext;

/** An experiment that consists of parts. */
public final class Parts {
  private Parts() {}

  /**
   * Computes the tables of all parts, measures the claims on them, and writes tables and plots.
   *
   * @param context of the run
   * @param claims the paper's claims
   * @param parts in the order of the work; a part sees the tables of all
   * @return one result per claim, in their order
   * @throws IOException if a file cannot be written
   * @throws InterruptedException if the thread was interrupted; finished tables are kept
   */
  public static List<ClaimResult> run(
      ExperimentContext context, List<Claim> claims, List<Part> parts)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    Map<String, String> tables = tables(context, parts);
    ClaimTests tests = new ClaimTests(context);
    parts.forEach(part -> tests.with(part.tests(tables)));
    parts.forEach(part -> part.notTested().forEach(tests::notTested));
    List<ClaimResult> results = tests.results(claims, (System.nanoTime() - start) / 1e9);
    for (Part part : parts) {
      part.write(context.output(), tables);
    }
    return results;
  }

  /**
   * Computes the tables of parts, and writes them.
   *
   * @param context of the run
   * @param parts in the order of the work
   * @return texts of all tables, by name
   * @throws IOException if a file cannot be written
   * @throws InterruptedException if the thread was interrupted; finished tables are kept
   */
  public static Map<String, String> tables(ExperimentContext context, List<Part> parts)
      throws IOException, InterruptedException {
    return new Laboratory(context, parts).tables();
  }
}
