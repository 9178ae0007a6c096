package org.bitgrad.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.UUID;
import java.util.stream.Stream;

/** The lock of a run folder, held by the operating system: a killed process loses it. */
final class FolderLock {
  private static final int ATTEMPTS = 100;

  private final Path folder;
  private final Path unfinished;
  private final FileChannel channel;
  private final boolean createdFolder;

  private FolderLock(Path folder, Path unfinished, FileChannel channel, boolean createdFolder) {
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
    boolean created = !Files.exists(folder);
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      FileChannel channel = open(folder, unfinished);
      if (channel != null) {
        lock(channel, folder);
        if (isStill(unfinished.resolve("lock"), channel)) {
          return new FolderLock(folder, unfinished, channel, created);
        }
        channel.close();
      }
    }
    throw new IOException("cannot lock '" + folder + "': its lock file keeps disappearing");
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
      throw new IOException(
          "cannot write to folder '"
              + folder
              + "': "
              + e.getClass().getSimpleName()
              + " "
              + e.getMessage(),
          e);
    }
  }

  private static void lock(FileChannel channel, Path folder) throws IOException {
    FileLock lock = null;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      lock = null; // held by this very process
    }
    if (lock == null) {
      channel.close();
      throw new IllegalArgumentException(
          "out is '"
              + folder
              + "', which another run is writing; allowed: a folder that no run is writing");
    }
  }

  /** A lock on a file that its last owner has deleted meanwhile locks nothing. */
  private static boolean isStill(Path file, FileChannel channel) throws IOException {
    byte[] token = UUID.randomUUID().toString().getBytes(StandardCharsets.US_ASCII);
    channel.truncate(0);
    channel.write(ByteBuffer.wrap(token), 0);
    try {
      return Arrays.equals(token, Files.readAllBytes(file));
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
