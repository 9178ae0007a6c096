package org.bitgrad.papers.arms2021;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What the claims are judged on and the notebook draws.
 *
 * @param toy variances in the toy problem
 * @param ascents optimisation of the toy problem
 * @param sweep exact variances on random functions
 */
public record Evidence(ToyGrid toy, Optimisation ascents, Sweep sweep) {
  static final String TOY = "toy-variance.csv";
  static final String ASCENTS = "toy-optimisation.csv";
  static final String SWEEP = "random-functions.csv";

  /**
   * Reads what a run wrote.
   *
   * @param folder folder of the run
   * @return its tables
   * @throws IOException if a file cannot be read
   */
  public static Evidence read(Path folder) throws IOException {
    return new Evidence(
        ToyGrid.parse(Files.readString(folder.resolve(TOY))),
        Optimisation.parse(Files.readString(folder.resolve(ASCENTS))),
        Sweep.parse(Files.readString(folder.resolve(SWEEP))));
  }
}
