package org.bitgrad.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.bitgrad.data.Sha256;
import org.bitgrad.data.WholeFiles;
import org.bitgrad.random.Shown;

/**
 * A folder that one run writes. Files appear whole or not at all (written beside, forced to disk,
 * renamed); {@code manifest.json} comes last, and until then a hidden folder {@code .unfinished}
 * marks the run, holds its lock, its settings and its checkpoints. A killed run with the same
 * settings may be continued; one process at a time writes.
 *
 * <pre>{@code
 * try (RunFolder folder = RunFolder.open(path, settings, false)) {
 *   folder.write("study.csv", csv.text());
 *   folder.complete();
 * }
 * }</pre>
 */
public final class RunFolder implements AutoCloseable {
  private static final String UNFINISHED = ".unfinished";
  private static final String SETTINGS = "settings.json";
  private static final String PREVIOUS = "previous.json";

  private final Path folder;
  private final Path unfinished;
  private final Map<String, Object> settings;
  private final FolderLock lock;
  private final Map<String, String> written = new TreeMap<>();

  private RunFolder(Path folder, Map<String, Object> settings, FolderLock lock) {
    this.folder = folder;
    this.unfinished = folder.resolve(UNFINISHED);
    this.settings = new LinkedHashMap<>(settings);
    this.lock = lock;
  }

  /**
   * Opens a folder for writing; creates it if it is missing.
   *
   * @param folder where files go
   * @param settings what the run depends on; a run is continued only under the same settings
   * @param overwrite whether a folder that holds other files may be written to
   * @return the folder, locked until it is closed
   * @throws IllegalArgumentException if the folder is not empty and overwrite is false, unless it
   *     holds an unfinished run of the same settings; or if another process is writing it. Nothing
   *     was changed.
   * @throws IOException if the folder cannot be created or written
   */
  public static RunFolder open(Path folder, Map<String, Object> settings, boolean overwrite)
      throws IOException {
    String text = marker(settings);
    checkFree(folder, text, overwrite);
    FolderLock lock = FolderLock.acquire(folder, folder.resolve(UNFINISHED));
    RunFolder open = new RunFolder(folder, settings, lock);
    try {
      checkFree(folder, text, overwrite);
      open.begin(text);
      return open;
    } catch (IOException | RuntimeException e) {
      open.close();
      throw e;
    }
  }

  /**
   * Refuses a folder that must not be written to; changes nothing.
   *
   * @param folder where files would go
   * @param settings what the run depends on
   * @param overwrite whether a folder that holds other files may be written to
   * @throws IllegalArgumentException if {@link #open} would refuse
   * @throws IOException if the folder cannot be read
   */
  public static void check(Path folder, Map<String, Object> settings, boolean overwrite)
      throws IOException {
    checkFree(folder, marker(settings), overwrite);
  }

  /**
   * Whether a folder holds a run that was stopped.
   *
   * @param folder any folder; it need not exist
   * @return whether {@link #open} would go on with it, under the same settings
   */
  public static boolean isUnfinished(Path folder) {
    return Files.isRegularFile(folder.resolve(UNFINISHED).resolve(SETTINGS));
  }

  /** A run is continued only by the same code under the same settings. */
  private static String marker(Map<String, Object> settings) throws IOException {
    return JsonText.of(new TreeMap<>(Map.of("settings", settings, "sources", Home.sources())));
  }

  private static void checkFree(Path folder, String settings, boolean overwrite)
      throws IOException {
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new IllegalArgumentException(
          "out is '" + folder + "', which is a file; allowed: a folder");
    }
    if (overwrite || !Files.exists(folder)) {
      return;
    }
    Path marker = folder.resolve(UNFINISHED).resolve(SETTINGS);
    if (Files.isRegularFile(marker)) {
      if (!Files.readString(marker).equals(settings)) {
        throw new IllegalArgumentException(
            "out is '"
                + folder
                + "', which holds an unfinished run with other settings or of another version;"
                + " allowed: the same settings, an empty folder, or --overwrite");
      }
      return;
    }
    try (Stream<Path> entries = Files.list(folder)) {
      if (entries.anyMatch(entry -> !entry.endsWith(UNFINISHED))) {
        throw new IllegalArgumentException(
            "out is '"
                + folder
                + "', which is not empty; allowed: an empty folder, or --overwrite");
      }
    }
  }

  private void begin(String settingsText) throws IOException {
    Path marker = unfinished.resolve(SETTINGS);
    boolean continued =
        Files.isRegularFile(marker) && Files.readString(marker).equals(settingsText);
    if (!continued) {
      deleteTree(scratch());
      store(marker, settingsText.getBytes(StandardCharsets.UTF_8));
    }
  }

  /** {@return the folder} */
  public Path path() {
    return folder;
  }

  /**
   * A folder for checkpoints. It outlives a killed run, is there again when the run is continued
   * under the same settings, and is deleted when the run is complete.
   *
   * @return the folder; it need not exist yet
   */
  public Path scratch() {
    return unfinished.resolve("scratch");
  }

  /**
   * Writes a text file in UTF-8.
   *
   * @param name relative path, for example {@code study.csv}
   * @param text the whole file
   * @throws IOException if it cannot be written; the message names the file
   */
  public void write(String name, String text) throws IOException {
    write(name, text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Writes a file.
   *
   * @param name relative path, with forward slashes
   * @param bytes the whole file
   * @throws IOException if it cannot be written; the message names the file
   */
  public void write(String name, byte[] bytes) throws IOException {
    Path target = resolve(name);
    Path manifest = folder.resolve(Manifest.NAME);
    // The folder stops being a complete run before its first file changes.
    if (Files.exists(manifest)) {
      Files.move(manifest, unfinished.resolve(PREVIOUS), StandardCopyOption.REPLACE_EXISTING);
    }
    Files.createDirectories(target.getParent());
    store(target, bytes);
    written.put(name, Sha256.of(bytes));
  }

  /**
   * Adds to the settings in the manifest what came out during the run.
   *
   * @param name name of the entry
   * @param value maps with text keys, lists, texts, numbers, booleans
   */
  public void note(String name, Object value) {
    settings.put(name, value);
  }

  private Path resolve(String name) {
    try {
      Path relative = Path.of(name);
      boolean inside = !relative.isAbsolute() && relative.equals(relative.normalize());
      if (inside && !name.isEmpty() && !relative.startsWith("..") && !name.equals(Manifest.NAME)) {
        return folder.resolve(relative);
      }
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("name of a file is '" + Shown.text(name) + "'", e);
    }
    throw new IllegalArgumentException(
        "name of a file is '" + Shown.text(name) + "'; allowed: a path inside the run folder");
  }

  /**
   * Ends the run: removes files of an earlier run that this one did not write, and writes {@code
   * manifest.json}.
   *
   * @throws IOException if the manifest cannot be written
   */
  public void complete() throws IOException {
    Path previous = unfinished.resolve(PREVIOUS);
    if (Files.exists(previous)) {
      for (String old : Manifest.filesOf(previous).keySet()) {
        if (!written.containsKey(old)) {
          Files.deleteIfExists(resolve(old));
        }
      }
    }
    String text = new Manifest(settings, written).text();
    store(folder.resolve(Manifest.NAME), text.getBytes(StandardCharsets.UTF_8));
    discard();
  }

  /**
   * Forgets checkpoints: a run that failed for good is not continued.
   *
   * @throws IOException if they cannot be deleted
   */
  public void discard() throws IOException {
    deleteTree(scratch());
    Files.deleteIfExists(unfinished.resolve(SETTINGS));
    Files.deleteIfExists(unfinished.resolve(PREVIOUS));
  }

  /** Releases the lock; an unfinished run keeps its checkpoints. */
  @Override
  public void close() {
    lock.release(unfinished.resolve(SETTINGS));
  }

  private void store(Path target, byte[] bytes) throws IOException {
    WholeFiles.store(unfinished.resolve("write.tmp"), target, bytes);
  }

  static void deleteTree(Path tree) throws IOException {
    if (!Files.exists(tree)) {
      return;
    }
    List<Path> entries;
    try (Stream<Path> walk = Files.walk(tree)) {
      entries = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path entry : entries) {
      Files.delete(entry);
    }
  }
}
