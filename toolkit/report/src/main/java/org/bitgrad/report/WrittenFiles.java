package org.bitgrad.report;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.bitgrad.data.Sha256;
import org.bitgrad.data.WholeFiles;

/**
 * Which files of a run folder runs have written, with their checksums: what the last manifest
 * lists, and what unfinished runs have written since, by a list of theirs. Only a file with such a
 * checksum is replaced or deleted; any other that stands in the way is moved aside.
 */
final class WrittenFiles {
  private static final String ASIDE = ".kept-";

  private final Path folder;
  private final Path list;
  private final Map<String, Set<String>> known = new TreeMap<>();
  private final List<String> notices = new ArrayList<>();

  /**
   * Nothing is known yet.
   *
   * @param folder the run folder
   * @param list a line per file that was written, made with the first
   */
  WrittenFiles(Path folder, Path list) {
    this.folder = folder;
    this.list = list;
  }

  /** Reads the list; a last line that is torn counts for nothing. */
  void readList() throws IOException {
    if (!Files.isRegularFile(list, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    String text = new String(WholeFiles.read(list), StandardCharsets.UTF_8);
    for (String line : text.lines().toList()) {
      int space = line.indexOf(' ');
      if (space > 0 && OwnFiles.isChecksum(line.substring(0, space))) {
        String name = line.substring(space + 1);
        if (OwnFiles.isName(name)) {
          know(name, line.substring(0, space));
        }
      }
    }
  }

  /** Takes a manifest's word. */
  void know(Map<String, String> files) {
    files.forEach(this::know);
  }

  private void know(String name, String checksum) {
    known.computeIfAbsent(name, n -> new TreeSet<>()).add(checksum);
  }

  /** {@return a line for each file that was moved aside} */
  List<String> notices() {
    return List.copyOf(notices);
  }

  /** Before a file is written: what stands there and is not known is moved aside. */
  void announce(String name, String checksum) throws IOException {
    Path file = folder.resolve(name);
    if (!isKnown(name, file)) {
      moveAside(name, file);
    }
    byte[] line = (checksum + " " + name + "\n").getBytes(StandardCharsets.UTF_8);
    try (FileOutputStream stream = new FileOutputStream(list.toFile(), true)) {
      stream.write(line);
    } catch (IOException e) {
      throw new IOException("cannot write '" + file + "': " + WholeFiles.reason(e), e);
    }
    know(name, checksum);
  }

  /** Deletes what earlier runs wrote and this one did not. */
  void removeAllBut(Set<String> current) throws IOException {
    for (String name : known.keySet()) {
      Path file = folder.resolve(name);
      if (current.contains(name) || !Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        continue;
      }
      if (isKnown(name, file)) {
        Files.delete(file);
      } else if (!Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS) && isBelow(file)) {
        moveAside(name, file);
      }
    }
  }

  private boolean isKnown(String name, Path file) throws IOException {
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        && isBelow(file)
        && known.getOrDefault(name, Set.of()).contains(Sha256.of(file));
  }

  /** Whether no folder on the way is a link, which may lead anywhere. */
  private boolean isBelow(Path file) {
    for (Path up = file.getParent(); !up.equals(folder); up = up.getParent()) {
      if (Files.isSymbolicLink(up)) {
        return false;
      }
    }
    return true;
  }

  private void moveAside(String name, Path file) throws IOException {
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      notices.add(keep(name, file));
    }
  }

  /**
   * Gives a file a name that is free.
   *
   * @param name for people
   * @param file where it is
   * @return what to tell people
   */
  static String keep(String name, Path file) throws IOException {
    int number = 1;
    Path aside = aside(file, number);
    while (Files.exists(aside, LinkOption.NOFOLLOW_LINKS)) {
      number++;
      aside = aside(file, number);
    }
    Files.move(file, aside);
    return "'" + name + "' was not as a run wrote it; it is now '" + aside.getFileName() + "'";
  }

  private static Path aside(Path file, int number) {
    return file.resolveSibling(file.getFileName() + ASIDE + number);
  }
}
