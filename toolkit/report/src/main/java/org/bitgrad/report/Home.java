package org.bitgrad.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The checkout that runs, told by the launcher ({@code -Dbitgrad.home}) or by the notebook runner
 * ({@code BITGRAD_HOME}). A library on somebody's class path has none.
 */
public final class Home {
  private Home() {}

  /** {@return the folder that holds {@code toolkit} and {@code papers}, if it is known} */
  public static Optional<Path> find() {
    String named = System.getProperty("bitgrad.home", System.getenv("BITGRAD_HOME"));
    if (named == null || named.isEmpty()) {
      return Optional.empty();
    }
    Path home = Path.of(named).toAbsolutePath().normalize();
    return Files.isDirectory(home.resolve("toolkit")) ? Optional.of(home) : Optional.empty();
  }

  /**
   * The folder that results of a scale go to: {@code results/quick} or {@code results} of the
   * checkout, of the working folder if there is no checkout.
   *
   * @param scale scale of the run
   * @return the folder, which need not exist
   */
  public static Path results(Scale scale) {
    Path results = find().orElse(Path.of("")).resolve("results");
    return scale == Scale.QUICK ? results.resolve("quick") : results;
  }

  /**
   * Checksums of the source trees of toolkit and papers.
   *
   * @return checksum by folder, empty without a checkout
   * @throws IOException if a source file cannot be read
   */
  public static Map<String, String> sources() throws IOException {
    Map<String, String> sources = new LinkedHashMap<>();
    Optional<Path> home = find();
    for (String folder : new String[] {"toolkit", "papers"}) {
      if (home.isPresent() && Files.isDirectory(home.get().resolve(folder))) {
        sources.put(folder, SourceTrees.checksum(home.get().resolve(folder)));
      }
    }
    return sources;
  }
}
