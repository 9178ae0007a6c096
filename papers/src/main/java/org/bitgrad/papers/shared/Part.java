package org.bitgrad.papers.shared;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.bitgrad.report.Measurement;
import org.bitgrad.report.RunFolder;

/** One of the experiments: its tables, the tests of claims on them, and its plots. */
public interface Part {
  /** {@return what it computes, in order; each table is kept, should the run be killed} */
  List<Work> tables();

  /** {@return whether its tables are computed side by side, one thread each} */
  default boolean sideBySide() {
    return false;
  }

  /**
   * What the claims are judged by.
   *
   * @param tables texts of all tables of the run, by name
   * @return measurements by {@code "claim part"}
   */
  Map<String, Supplier<Measurement>> tests(Map<String, String> tables);

  /** {@return why claims without a test have none, by the claim's number} */
  default Map<String, String> notTested() {
    return Map.of();
  }

  /**
   * Writes plots and summaries; the tables themselves are written already.
   *
   * @param folder folder of the run
   * @param tables texts of all tables of the run, by name
   * @throws IOException if a file cannot be written
   */
  void write(RunFolder folder, Map<String, String> tables) throws IOException;

  /**
   * A table to compute.
   *
   * @param name of its file
   * @param text computes the CSV text
   */
  record Work(String name, Text text) {}

  /** Computes a text. */
  @FunctionalInterface
  interface Text {
    /**
     * Computes.
     *
     * @return the text
     * @throws InterruptedException if the thread was interrupted
     */
    String compute() throws InterruptedException;
  }
}
