package org.bitgrad.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.bitgrad.data.Sha256;

/** Checksums of source trees. */
final class SourceTrees {
  private SourceTrees() {}

  /**
   * The checksum of what a folder's Maven modules are built from: every {@code pom.xml} and every
   * file under a {@code src/main}, by relative path and content. Build outputs do not count.
   *
   * @param folder for example the folder {@code toolkit} of a checkout
   * @return 64 hexadecimal digits
   * @throws IOException if a file cannot be read
   */
  static String checksum(Path folder) throws IOException {
    List<String> names = new ArrayList<>();
    try (Stream<Path> files =
        Files.find(folder, 64, (p, attributes) -> attributes.isRegularFile())) {
      files
          .map(file -> folder.relativize(file).toString().replace('\\', '/'))
          .filter(name -> isSource("/" + name))
          .sorted()
          .forEach(names::add);
    }
    StringBuilder list = new StringBuilder();
    for (String name : names) {
      list.append(Sha256.of(folder.resolve(name))).append("  ").append(name).append('\n');
    }
    return Sha256.of(list.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static boolean isSource(String name) {
    return !name.contains("/target/") && (name.contains("/src/main/") || name.endsWith("/pom.xml"));
  }
}
