package org.bitgrad.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.bitgrad.data.Sha256;

/** One call of the command line, and what it left behind. */
record CommandLineRun(int code, String out, String err) {

  static CommandLineRun of(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code = Main.run(new PrintWriter(out), new PrintWriter(err), args);
    return new CommandLineRun(code, out.toString(), err.toString());
  }

  static Path example(String name) {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(folder.resolve("toolkit/examples"))) {
      folder = folder.getParent();
    }
    return folder.resolve("toolkit/examples").resolve(name);
  }

  /** SHA-256 of every file below a folder, by relative path; folders end in a slash. */
  static Map<String, String> contents(Path folder) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.toList()) {
          String name = folder.relativize(file).toString();
          contents.put(
              Files.isDirectory(file) ? name + "/" : name,
              Files.isDirectory(file) ? "" : Sha256.of(file));
        }
      }
    }
    return contents;
  }
}
