package org.bitgrad.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.bitgrad.data.WholeFiles;

/**
 * The lock of a run folder, held by the operating system: a killed process loses it.
 *
 * <p>POSIX drops a process's locks on a file as soon as it closes any of its descriptors of that
 * file. So the lock file is opened once per process, and looked at by its attributes only.
 */
final class FolderLock {
  private static final int ATTEMPTS = 100;

  /** Sizes of the lock file; small beside any limit on the size of a file. */
  private static final int TOKENS = 1 << 16;

  private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

  private final Path folder;
  private final Path unfinished;
  private final FileChannel channel;
  private final boolean createdFolder;
  private final Path key;

  private FolderLock(Path folder, Path unfinished, FileChannel channel, boolean createdFolder)
      throws IOException {
    this.key = key(unfinished);
    this.folder = folder;
    this.unfinished = unfinished;
    this.channel = channel;
    this.createdFolder = createdFolder;
  }

  /**
   * Takes the lock without waiting.
   *
   * @throws IllegalArgumentException if another run holds it
   */
  static FolderLock acquire(Path folder, Path unfinished) throws IOException {
    Path key = key(unfinished);
    if (!HELD_HERE.add(key)) {
      throw held(folder);
    }
    boolean locked = false;
    try {
      FolderLock lock = acquireFromOthers(folder, unfinished);
      locked = true;
      return lock;
    } finally {
      if (!locked) {
        HELD_HERE.remove(key);
      }
    }
  }

  private static FolderLock acquireFromOthers(Path folder, Path unfinished) throws IOException {
    boolean created = !Files.exists(folder);
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      FileChannel channel = open(folder, unfinished);
      if (channel != null) {
        if (locked(channel, folder, unfinished)) {
          return new FolderLock(folder, unfinished, channel, created);
        }
        channel.close();
      }
    }
    throw new IOException("cannot lock '" + folder + "': its lock file keeps disappearing");
  }

  /** The same folder under another name is the same folder, also before it exists. */
  private static Path key(Path path) throws IOException {
    Path absolute = path.toAbsolutePath().normalize();
    Path existing = absolute;
    while (!Files.exists(existing)) {
      existing = existing.getParent();
    }
    return existing.toRealPath().resolve(existing.relativize(absolute)).normalize();
  }

  private static IllegalArgumentException held(Path folder) {
    return new IllegalArgumentException(
        "out is '"
            + folder
            + "', which another run is writing; allowed: a folder that no run is writing");
  }

  private static FileChannel open(Path folder, Path unfinished) throws IOException {
    try {
      Files.createDirectories(unfinished);
      return FileChannel.open(
          unfinished.resolve("lock"),
          StandardOpenOption.CREATE,
          StandardOpenOption.READ,
          StandardOpenOption.WRITE);
    } catch (NoSuchFileException e) {
      return null; // its owner has just removed the folder
    } catch (IOException e) {
      throw unwritable(folder, e);
    }
  }

  private static IOException unwritable(Path folder, IOException e) {
    return new IOException("cannot write to folder '" + folder + "': " + WholeFiles.reason(e), e);
  }

  /** Locks the file; false if it is not the lock file any more. */
  private static boolean locked(FileChannel channel, Path folder, Path unfinished)
      throws IOException {
    try {
      if (channel.tryLock() == null) {
        channel.close();
        throw held(folder);
      }
      return isStill(unfinished.resolve("lock"), channel);
    } catch (IOException e) {
      channel.close();
      throw unwritable(folder, e);
    }
  }

  /**
   * A lock on a file that its last owner has deleted meanwhile locks nothing. Whether the name
   * still belongs to the locked file is told by a size that we give it.
   */
  private static boolean isStill(Path file, FileChannel channel) throws IOException {
    int size = 1 + Math.floorMod(UUID.randomUUID().hashCode(), TOKENS);
    channel.truncate(0);
    channel.write(ByteBuffer.allocate(1), size - 1);
    try {
      return Files.size(file) == size;
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /** Releases the lock; removes the hidden folder unless the run's marker is there. */
  void release(Path marker) {
    try {
      if (!Files.exists(marker)) {
        Files.deleteIfExists(unfinished.resolve("lock"));
        deleteIfEmpty(unfinished);
        if (createdFolder) {
          deleteIfEmpty(folder);
        }
      }
      channel.close();
      HELD_HERE.remove(key);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot release folder '" + folder + "'", e);
    }
  }

  private static void deleteIfEmpty(Path folder) throws IOException {
    boolean empty;
    try (Stream<Path> entries = Files.list(folder)) {
      empty = entries.findAny().isEmpty();
    }
    if (empty) {
      Files.deleteIfExists(folder);
    }
  }
}
