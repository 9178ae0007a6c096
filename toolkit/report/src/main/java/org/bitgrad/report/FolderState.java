package org.bitgrad.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.bitgrad.data.WholeFiles;

/**
 * What a run finds in its folder, and whether it may go on; looks only. Every refusal of a run
 * folder is made here, before any work.
 */
final class FolderState {
  static final String SETTINGS = "settings.json";
  static final String PREVIOUS = "previous.json";
  static final String ENDED = "ended.json";
  static final String WRITTEN = "written.txt";
  static final String SCRATCH = "scratch";

  private final Path folder;
  private final Path hidden;

  FolderState(Path folder) {
    this.folder = folder;
    this.hidden = folder.resolve(RunFolder.UNFINISHED);
  }

  /** Whether an unfinished run left its marker. */
  boolean isUnfinished() {
    return Files.isRegularFile(hidden.resolve(SETTINGS), LinkOption.NOFOLLOW_LINKS);
  }

  private boolean hasManifest() {
    return Files.exists(folder.resolve(Manifest.NAME), LinkOption.NOFOLLOW_LINKS);
  }

  /** Whether the marker is that of these settings and these sources. */
  boolean isUnfinished(String marker) throws IOException {
    return isUnfinished()
        && new String(WholeFiles.read(hidden.resolve(SETTINGS)), StandardCharsets.UTF_8)
            .equals(marker);
  }

  /**
   * Refuses what must not be written to.
   *
   * @param marker text of the marker of the run that wants to write
   * @param overwrite whether runs, finished or not, may be replaced
   */
  void requireFree(String marker, boolean overwrite) throws IOException {
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw refusal("is a file", "a folder");
    }
    if (!Files.exists(folder)) {
      return;
    }
    requireOwn();
    if (overwrite) {
      return;
    }
    if (isUnfinished()) {
      if (!isUnfinished(marker)) {
        throw refusal(
            "holds an unfinished run with other settings or of another version",
            "the same settings, an empty folder, or --overwrite");
      }
    } else if (hasManifest()) {
      throw refusal(
          "holds a finished run and is not empty", "an empty folder, or --overwrite to replace it");
    } else if (holdsFiles()) {
      throw refusal("is not empty", "an empty folder, or --overwrite");
    }
  }

  private boolean holdsFiles() throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.anyMatch(entry -> !entry.endsWith(RunFolder.UNFINISHED));
    }
  }

  /** Another program's files of the same names are no reason to delete anything. */
  private void requireOwn() throws IOException {
    if (hasManifest()) {
      require(folder, Manifest.NAME, OwnFiles::manifest);
    }
    if (!Files.exists(hidden, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    if (!Files.isDirectory(hidden, LinkOption.NOFOLLOW_LINKS)) {
      throw foreign(RunFolder.UNFINISHED, "it is a file or a link");
    }
    boolean ours = false;
    for (String name : List.of(SETTINGS, ENDED)) {
      if (Files.exists(hidden.resolve(name), LinkOption.NOFOLLOW_LINKS)) {
        require(hidden, name, OwnFiles::requireMarker);
        ours = true;
      }
    }
    if (Files.exists(hidden.resolve(PREVIOUS), LinkOption.NOFOLLOW_LINKS)) {
      require(hidden, PREVIOUS, OwnFiles::manifest);
    }
    if (!ours && Files.exists(hidden.resolve(SCRATCH), LinkOption.NOFOLLOW_LINKS)) {
      throw foreign(RunFolder.UNFINISHED + "/" + SCRATCH, "there is no " + SETTINGS + " beside it");
    }
  }

  /** Reads a file, and throws if it is not this program's. */
  @FunctionalInterface
  private interface Reader {
    void read(Path file) throws IOException;
  }

  private void require(Path in, String name, Reader reader) throws IOException {
    Path file = in.resolve(name);
    try {
      reader.read(file);
    } catch (IllegalArgumentException e) {
      throw foreign(folder.relativize(file).toString(), e.getMessage());
    }
  }

  private IllegalArgumentException foreign(String name, String why) {
    return refusal(
        "holds a '" + name + "' that no run of this program wrote (" + why + ")", "another folder");
  }

  private IllegalArgumentException refusal(String what, String allowed) {
    return new IllegalArgumentException(
        "out is '" + folder + "', which " + what + "; allowed: " + allowed);
  }

  /**
   * Whether the folder holds this very run, finished and whole.
   *
   * @throws IllegalArgumentException if it holds a finished run with other settings, or files of it
   *     are not as they were written; the message says which
   */
  boolean isFinished(Map<String, Object> settings) throws IOException {
    if (!isFinishedRunOf(settings)) {
      return false;
    }
    Optional<String> problem = Manifest.problems(folder).stream().findFirst();
    if (problem.isPresent()) {
      throw refusal(
          "holds this run, finished, but " + problem.get(),
          "another folder, or --overwrite, which makes the files again and keeps edited ones");
    }
    return true;
  }

  /**
   * Whether the folder holds a finished run of these settings, its files edited or not.
   *
   * @throws IllegalArgumentException if it holds a finished run with other settings
   */
  boolean isFinishedRunOf(Map<String, Object> settings) throws IOException {
    if (!Files.isDirectory(folder) || !hasManifest()) {
      return false;
    }
    requireOwn();
    if (isUnfinished()) {
      return false;
    }
    JsonNode theirs = OwnFiles.manifest(folder.resolve(Manifest.NAME)).settings();
    List<String> other = differences(settings, theirs);
    if (!other.isEmpty()) {
      throw refusal(
          "is not empty but holds a finished run with other settings ("
              + String.join(", ", other)
              + ")",
          "another folder, or --overwrite to replace that run");
    }
    return true;
  }

  private static List<String> differences(Map<String, Object> settings, JsonNode theirs)
      throws IOException {
    JsonNode ours = new ObjectMapper().readTree(JsonText.of(settings));
    List<String> names = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry : ours.properties()) {
      if (!entry.getValue().equals(theirs.path(entry.getKey()))) {
        names.add(entry.getKey());
      }
    }
    return names;
  }
}
