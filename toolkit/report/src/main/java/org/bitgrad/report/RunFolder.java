package org.bitgrad.report;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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
 * settings may be continued; one process at a time writes. Only files that a run wrote, by their
 * checksums, are replaced or deleted.
 *
 * <pre>{@code
 * try (RunFolder folder = RunFolder.open(path, settings, false)) {
 *   folder.write("study.csv", csv.text());
 *   folder.complete();
 * }
 * }</pre>
 */
public final class RunFolder implements AutoCloseable {
  static final String UNFINISHED = ".unfinished";

  private final Path folder;
  private final Path unfinished;
  private final Map<String, Object> settings;
  private final FolderLock lock;
  private final WrittenFiles files;
  private final Map<String, String> written = new TreeMap<>();
  private boolean continued;

  private RunFolder(Path folder, Map<String, Object> settings, FolderLock lock) {
    this.folder = folder;
    this.unfinished = folder.resolve(UNFINISHED);
    this.settings = new LinkedHashMap<>(settings);
    this.lock = lock;
    files = new WrittenFiles(folder.toAbsolutePath(), unfinished.resolve(FolderState.WRITTEN));
  }

  /**
   * Opens a folder for writing; creates it if it is missing.
   *
   * @param folder where files go
   * @param settings what the run depends on; a run is continued only under the same settings
   * @param overwrite whether a run, finished or not, may be replaced, and a folder that holds other
   *     files be written to; only what runs wrote is replaced or deleted, anything else that stands
   *     in the way is moved aside, see {@link #notices}
   * @return the folder, locked until it is closed
   * @throws IllegalArgumentException if the folder is not empty and overwrite is false, unless it
   *     holds an unfinished run of the same settings; if it holds another program's {@code
   *     manifest.json} or {@code .unfinished}; or if another process is writing it. Nothing was
   *     changed.
   * @throws InterruptedIOException if the thread is interrupted; nothing was changed
   * @throws IOException if the folder cannot be created or written
   */
  public static RunFolder open(Path folder, Map<String, Object> settings, boolean overwrite)
      throws IOException {
    String text = marker(settings);
    FolderState state = new FolderState(folder);
    state.requireFree(text, overwrite);
    stopIfInterrupted("opening '" + folder + "'");
    FolderLock lock = FolderLock.acquire(folder, folder.resolve(UNFINISHED));
    RunFolder open = new RunFolder(folder, settings, lock);
    try {
      state.requireFree(text, overwrite);
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
    new FolderState(folder).requireFree(marker(settings), overwrite);
  }

  /**
   * Whether a folder holds a run that was stopped.
   *
   * @param folder any folder; it need not exist
   * @return whether {@link #open} would go on with it, under the same settings
   */
  public static boolean isUnfinished(Path folder) {
    return new FolderState(folder).isUnfinished();
  }

  /**
   * Whether a folder holds a run of these settings that is finished, with all its files as they
   * were written. Changes nothing.
   *
   * @param folder any folder; it need not exist
   * @param settings what the run depends on; what was noted during the run does not count
   * @return whether there is nothing left to do
   * @throws IllegalArgumentException if it holds a finished run with other settings, or a file of
   *     the run was changed or is missing; the message says which
   * @throws IOException if the folder cannot be read
   */
  public static boolean isFinished(Path folder, Map<String, Object> settings) throws IOException {
    return new FolderState(folder).isFinished(settings);
  }

  /** A run is continued only by the same code under the same settings. */
  private static String marker(Map<String, Object> settings) throws IOException {
    return JsonText.of(new TreeMap<>(Map.of("settings", settings, "sources", Home.sources())));
  }

  private static void stopIfInterrupted(String before) throws InterruptedIOException {
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedIOException("interrupted before " + before);
    }
  }

  private void begin(String settingsText) throws IOException {
    if (Files.exists(unfinished.resolve(FolderState.ENDED))) {
      clear();
    }
    files.readList();
    for (Path manifest :
        List.of(unfinished.resolve(FolderState.PREVIOUS), folder.resolve(Manifest.NAME))) {
      if (Files.exists(manifest)) {
        files.know(OwnFiles.manifest(manifest).files());
      }
    }
    continued = new FolderState(folder).isUnfinished(settingsText);
    if (!continued) {
      deleteTree(scratch());
      store(marker(), settingsText.getBytes(StandardCharsets.UTF_8));
    }
  }

  private Path marker() {
    return unfinished.resolve(FolderState.SETTINGS);
  }

  /** {@return whether a run that was stopped goes on here} */
  public boolean isContinued() {
    return continued;
  }

  /** Whether nothing came of the run so far, so that nothing is lost without it. */
  boolean isUntouched() {
    return !continued && written.isEmpty() && !Files.exists(scratch());
  }

  /** {@return a line for each file that stood in the way and was moved aside} */
  public List<String> notices() {
    return files.notices();
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
    return unfinished.resolve(FolderState.SCRATCH);
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
   * Writes a file. An interrupt is noticed between files, never inside of one.
   *
   * @param name relative path, with forward slashes
   * @param bytes the whole file
   * @throws InterruptedIOException if the thread is interrupted; its interrupt flag stays set, and
   *     the run can be continued
   * @throws IOException if it cannot be written; the message names the file
   */
  public void write(String name, byte[] bytes) throws IOException {
    Path target = resolve(name);
    stopIfInterrupted("writing '" + target + "'");
    requireHeld();
    Path manifest = folder.resolve(Manifest.NAME);
    // The folder stops being a complete run before its first file changes.
    if (Files.exists(manifest)) {
      Path previous = unfinished.resolve(FolderState.PREVIOUS);
      Files.move(manifest, previous, StandardCopyOption.REPLACE_EXISTING);
    }
    try {
      Files.createDirectories(target.getParent());
    } catch (IOException e) {
      throw new IOException("cannot write '" + target + "': " + WholeFiles.reason(e), e);
    }
    String checksum = Sha256.of(bytes);
    files.announce(name, checksum);
    store(target, bytes);
    written.put(name, checksum);
  }

  private void requireHeld() throws IOException {
    if (isGone()) {
      throw new IOException(
          "folder '"
              + folder
              + "', or its "
              + UNFINISHED
              + ", was deleted or replaced while a run was writing it");
    }
  }

  /** {@return whether somebody deleted or replaced the folder since it was opened} */
  public boolean isGone() {
    return !lock.isHeld();
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
    if (!OwnFiles.isName(name)) {
      throw new IllegalArgumentException(
          "name of a file is '" + Shown.text(name) + "'; allowed: a path inside the run folder");
    }
    return folder.toAbsolutePath().resolve(name);
  }

  /**
   * Ends the run: removes files of earlier runs that this one did not write, and writes {@code
   * manifest.json}. A file of an earlier run that somebody has changed is moved aside.
   *
   * @throws IOException if the manifest cannot be written
   */
  public void complete() throws IOException {
    stopIfInterrupted("completing '" + folder + "'");
    removeOld();
    String text = new Manifest(settings, written).text();
    store(folder.resolve(Manifest.NAME), text.getBytes(StandardCharsets.UTF_8));
    end();
  }

  /** Removes files of earlier runs, after the last file of this one. */
  void removeOld() throws IOException {
    requireHeld();
    files.removeAllBut(written.keySet());
  }

  /**
   * Forgets checkpoints: a run that failed for good is not continued.
   *
   * @throws IOException if they cannot be deleted
   */
  public void discard() throws IOException {
    if (isGone()) {
      return;
    }
    Path previous = unfinished.resolve(FolderState.PREVIOUS);
    if (Files.exists(previous)) {
      // Its files, as far as they were not replaced, stay known as those of a run.
      Files.move(previous, folder.resolve(Manifest.NAME), StandardCopyOption.REPLACE_EXISTING);
    }
    end();
  }

  /** From the moment of the renaming on there is no unfinished run, whatever is left of it. */
  private void end() throws IOException {
    if (Files.exists(marker())) {
      Path ended = unfinished.resolve(FolderState.ENDED);
      Files.move(marker(), ended, StandardCopyOption.REPLACE_EXISTING);
      clear();
    }
  }

  private void clear() throws IOException {
    deleteTree(scratch());
    Files.deleteIfExists(unfinished.resolve(FolderState.PREVIOUS));
    Files.deleteIfExists(unfinished.resolve(FolderState.WRITTEN));
    Files.deleteIfExists(unfinished.resolve(FolderState.ENDED));
  }

  /** Releases the lock; an unfinished run keeps its checkpoints. */
  @Override
  public void close() {
    lock.release(marker());
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
