package org.bitgrad.architecture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The Java files that people write, of all modules; not those that a build generates. */
final class Sources {
  private Sources() {}

  static List<Path> all() throws IOException {
    Path root = repositoryRoot();
    List<Path> found = new ArrayList<>();
    for (String folder : List.of("toolkit", "papers", "notebooks")) {
      try (Stream<Path> files = Files.walk(root.resolve(folder))) {
        files.filter(file -> isSource(root.relativize(file))).sorted().forEach(found::add);
      }
    }
    return found;
  }

  static List<Path> ofTheLibraryAndItsTools() throws IOException {
    Path main = Path.of("src", "main");
    return all().stream().filter(file -> file.toString().contains(main.toString())).toList();
  }

  /** The tests run in the module's folder; the root is the folder above that holds the modules. */
  static Path repositoryRoot() {
    Path folder = Path.of("").toAbsolutePath();
    while (folder != null && !Files.isRegularFile(folder.resolve("toolkit/core/pom.xml"))) {
      folder = folder.getParent();
    }
    if (folder == null) {
      throw new AssertionError("no toolkit/core/pom.xml above " + Path.of("").toAbsolutePath());
    }
    return folder;
  }

  private static boolean isSource(Path file) {
    List<String> names = new ArrayList<>();
    file.forEach(name -> names.add(name.toString()));
    return names.contains("src") && !names.contains("target") && file.toString().endsWith(".java");
  }
}
