package org.bitgrad.report;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.bitgrad.data.WholeFiles;

/**
 * The lock of a run folder, held by the operating system: a killed process loses it.
 *
 * <p>POSIX drops a process's locks on a file as soon as it closes any of its descriptors of that
 * file. So the lock file is opened once per process, and looked at by its attributes only. It is
 * not written through its channel, which an interrupt would close, and the lock with it.
 */
final class FolderLock {
  private static final int ATTEMPTS = 100;

  /** Sizes of the lock file; small beside any limit on the size of a file. */
  private static final int TOKENS = 1000;

  /** Locks of this process by the real path of the hidden folder; guarded by itself. */
  private static final Map<Path, FolderLock> HELD_HERE = new HashMap<>();

  private final Path folder;
  private final Path unfinished;
  private final RandomAccessFile file;
  private final int size;
  private final boolean createdFolder;

  private FolderLock(
      Path folder, Path unfinished, RandomAccessFile file, int size, boolean createdFolder) {
    this.folder = folder;
    this.unfinished = unfinished;
    this.file = file;
    this.size = size;
    this.createdFolder = createdFolder;
  }

  /**
   * Takes the lock without waiting.
   *
   * @throws IllegalArgumentException if another run holds it
   */
  static FolderLock acquire(Path folder, Path unfinished) throws IOException {
    synchronized (HELD_HERE) {
      Path key = key(unfinished);
      FolderLock holder = HELD_HERE.get(key);
      // Who holds the lock of a folder that was deleted holds nothing.
      if (holder != null && holder.isHeld()) {
        throw held(folder);
      }
      FolderLock lock = acquireFromOthers(folder, unfinished);
      HELD_HERE.put(key, lock);
      return lock;
    }
  }

  private static FolderLock acquireFromOthers(Path folder, Path unfinished) throws IOException {
    boolean created = !Files.exists(folder);
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      RandomAccessFile file = open(folder, unfinished);
      if (file != null) {
        int size = 1 + Math.floorMod(UUID.randomUUID().hashCode(), TOKENS);
        FolderLock lock = new FolderLock(folder, unfinished, file, size, created);
        if (lock.isTaken()) {
          return lock;
        }
        file.close();
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

  private static RandomAccessFile open(Path folder, Path unfinished) throws IOException {
    try {
      Files.createDirectories(unfinished);
      return new RandomAccessFile(unfinished.resolve("lock").toFile(), "rw");
    } catch (NoSuchFileException e) {
      return null; // its owner has just removed the folder
    } catch (FileNotFoundException e) {
      if (!Files.exists(unfinished)) {
        return null; // likewise
      }
      throw unwritable(folder, e);
    } catch (IOException e) {
      throw unwritable(folder, e);
    }
  }

  private static IOException unwritable(Path folder, IOException e) {
    return new IOException("cannot write to folder '" + folder + "': " + WholeFiles.reason(e), e);
  }

  /** Locks the file; false if it is not the lock file any more. */
  private boolean isTaken() throws IOException {
    try {
      FileLock lock = file.getChannel().tryLock();
      if (lock == null) {
        file.close();
        throw held(folder);
      }
      file.setLength(size);
      return isHeld();
    } catch (OverlappingFileLockException e) {
      file.close();
      throw held(folder);
    } catch (IOException e) {
      file.close();
      removeEmpty();
      throw unwritable(folder, e);
    }
  }

  private void removeEmpty() throws IOException {
    Files.deleteIfExists(unfinished.resolve("lock"));
    deleteIfEmpty(unfinished);
    if (createdFolder) {
      deleteIfEmpty(folder);
    }
  }

  /**
   * Whether this is still the lock of the folder. A lock on a file that was deleted meanwhile locks
   * nothing; whether the name still belongs to the locked file is told by a size that we gave it.
   */
  boolean isHeld() {
    try {
      return Files.size(unfinished.resolve("lock")) == size;
    } catch (IOException e) {
      return false;
    }
  }

  /** Releases the lock; removes the hidden folder unless the run's marker is there. */
  void release(Path marker) {
    try (RandomAccessFile closed = file) {
      // What others have put in the place of a deleted folder is theirs.
      if (isHeld() && closed.getChannel().isOpen() && !Files.exists(marker)) {
        removeEmpty();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot release folder '" + folder + "'", e);
    } finally {
      synchronized (HELD_HERE) {
        HELD_HERE.values().remove(this);
      }
    }
  }

  private static void deleteIfEmpty(Path folder) throws IOException {
    try {
      Files.deleteIfExists(folder);
    } catch (DirectoryNotEmptyException e) {
      return; // somebody's files
    }
  }
}
