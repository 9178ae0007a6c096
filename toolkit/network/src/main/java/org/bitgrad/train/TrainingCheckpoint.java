package org.bitgrad.train;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.bitgrad.data.WholeFiles;

/**
 * A training on disk: a {@link WeightsFile} whose architecture is the text of all settings. The
 * newest file and the one before are kept; one process at a time writes a folder.
 */
final class TrainingCheckpoint implements AutoCloseable {
  private static final String NEWEST = "training.checkpoint";
  private static final String PREVIOUS = "training.previous";
  private static final String LOCK = "training.lock";

  private final Path folder;
  private final String settings;
  private final FileChannel channel;
  private final FileLock lock;

  private TrainingCheckpoint(Path folder, String settings, FileChannel channel, FileLock lock) {
    this.folder = folder;
    this.settings = settings;
    this.channel = channel;
    this.lock = lock;
  }

  /**
   * Opens a folder, which is made if it is missing.
   *
   * @throws IllegalArgumentException if another training writes it
   * @throws UncheckedIOException if it cannot be written
   */
  static TrainingCheckpoint open(Path folder, Map<String, String> settings) {
    try {
      Files.createDirectories(folder);
      FileChannel channel =
          FileChannel.open(
              folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = lock(channel);
      if (lock == null) {
        channel.close();
        throw new IllegalArgumentException(
            "folder '" + folder + "' must not be written by another training, but is");
      }
      return new TrainingCheckpoint(folder, text(settings), channel, lock);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot write checkpoints to '" + folder + "': " + WholeFiles.reason(e), e);
    }
  }

  private static FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null; // held by this process
    }
  }

  private static String text(Map<String, String> settings) {
    StringBuilder text = new StringBuilder();
    settings.forEach((name, value) -> text.append(name).append(": ").append(value).append('\n'));
    return text.toString();
  }

  /** The newest whole file. */
  Optional<WeightsFile> load(Consumer<String> warning) {
    List<String> damaged = new ArrayList<>();
    Optional<WeightsFile> found = Optional.empty();
    for (String name : List.of(NEWEST, PREVIOUS)) {
      if (found.isEmpty() && Files.exists(folder.resolve(name))) {
        found = whole(folder.resolve(name), damaged);
      }
    }
    String instead = found.isPresent() ? "going on from the one before" : "starting anew";
    for (String name : damaged) {
      warning.accept("checkpoint " + name + " is damaged and not used; " + instead);
    }
    found.ifPresent(this::requireSame);
    return found;
  }

  private static Optional<WeightsFile> whole(Path file, List<String> damaged) {
    try {
      return Optional.of(WeightsFile.parse(WeightsFile.bytes(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot read the checkpoint '" + file + "': " + WholeFiles.reason(e), e);
    } catch (IllegalArgumentException e) {
      damaged.add(file.getFileName() + " (" + e.getMessage() + ")");
      return Optional.empty();
    }
  }

  private void requireSame(WeightsFile file) {
    Map<String, String> theirs = lines(file.architecture());
    Map<String, String> ours = lines(settings);
    for (Map.Entry<String, String> entry : ours.entrySet()) {
      String other = theirs.get(entry.getKey());
      if (!entry.getValue().equals(other)) {
        throw new IllegalArgumentException(
            "%s is '%s', but the checkpoint in '%s' has '%s'; allowed: the settings of the checkpoint, or another folder"
                .formatted(entry.getKey(), entry.getValue(), folder, other));
      }
    }
  }

  private static Map<String, String> lines(String text) {
    Map<String, String> lines = new LinkedHashMap<>();
    for (String line : text.lines().toList()) {
      int colon = line.indexOf(": ");
      if (colon > 0) {
        lines.put(line.substring(0, colon), line.substring(colon + 2));
      }
    }
    return lines;
  }

  /** Writes where a training is; what was begun on a full disk is removed. */
  void save(Map<String, Long> counters, List<NamedArray> parameters, List<NamedArray> state) {
    Path newest = folder.resolve(NEWEST);
    Path beside = folder.resolve("training.part");
    try {
      WeightsFile file = new WeightsFile(settings, counters, parameters, state);
      Path next = folder.resolve("training.next");
      WholeFiles.store(beside, next, file.bytes());
      if (Files.exists(newest)) {
        Files.move(newest, folder.resolve(PREVIOUS), StandardCopyOption.ATOMIC_MOVE);
      }
      Files.move(next, newest, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot write the checkpoint '" + newest + "': " + WholeFiles.reason(e), e);
    }
  }

  /** Lets others write the folder; the files stay. */
  @Override
  public void close() {
    try {
      lock.release();
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot release '" + folder + "'", e);
    }
  }
}
