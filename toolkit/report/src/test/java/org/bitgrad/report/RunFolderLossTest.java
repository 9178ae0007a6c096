package org.bitgrad.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Interrupts at any step of a run folder, and folders that vanish. */
class RunFolderLossTest {
  private static final Map<String, Object> SETTINGS = Map.of("seed", 7L);

  @TempDir private Path temp;

  @AfterEach
  void forgetInterrupt() {
    Thread.interrupted();
  }

  private Path out() {
    return temp.resolve("out");
  }

  @Test
  void interruptedThreadOpensNothing() {
    Thread.currentThread().interrupt();
    assertThrows(InterruptedIOException.class, () -> RunFolder.open(out(), SETTINGS, false));
    assertTrue(Thread.interrupted());
    assertFalse(Files.exists(out()));
  }

  @Test
  void interruptWhileTheLockIsTakenLosesNoLock() throws IOException {
    Thread.currentThread().interrupt();
    FolderLock lock = FolderLock.acquire(out(), out().resolve(".unfinished"));
    assertTrue(lock.isHeld());
    lock.release(out().resolve(".unfinished/settings.json"));
    assertTrue(Thread.interrupted());
    assertFalse(Files.exists(out()));
  }

  @Test
  void interruptIsNoticedBetweenFilesAndTheRunGoesOn() throws IOException {
    try (RunFolder folder = RunFolder.open(out(), SETTINGS, false)) {
      folder.write("a", "whole");
      Thread.currentThread().interrupt();
      assertThrows(InterruptedIOException.class, () -> folder.write("b", "never begun"));
      assertThrows(InterruptedIOException.class, folder::complete);
    }
    assertTrue(Thread.interrupted());
    assertEquals("whole", Files.readString(out().resolve("a")));
    assertFalse(Files.exists(out().resolve("b")));
    assertTrue(RunFolder.isUnfinished(out()));
    try (RunFolder folder = RunFolder.open(out(), SETTINGS, false)) {
      assertTrue(folder.isContinued());
      folder.write("a", "whole");
      folder.complete();
    }
    assertEquals(List.of(), Manifest.problems(out()));
  }

  @Test
  void deletedFolderIsNamedAndFreeAgain() throws IOException {
    RunFolder first = RunFolder.open(out(), SETTINGS, false);
    RunFolder.deleteTree(out());
    Exception e = assertThrows(IOException.class, () -> first.write("a", "text"));
    assertTrue(e.getMessage().contains("was deleted or replaced"), e.getMessage());
    assertFalse(Files.exists(out()), "a deleted folder must not come back");
    try (RunFolder second = RunFolder.open(out(), SETTINGS, false)) {
      second.write("a", "of the second");
      assertThrows(IOException.class, () -> first.write("a", "of the first"));
      first.close();
      assertThrows(
          IllegalArgumentException.class, () -> RunFolder.open(out(), SETTINGS, true).close());
      second.complete();
    }
    assertEquals("of the second", Files.readString(out().resolve("a")));
    assertEquals(List.of(), Manifest.problems(out()));
  }

  @Test
  void closingADeletedFolderUnlocksIt() throws IOException {
    try (RunFolder first = RunFolder.open(out(), SETTINGS, false)) {
      RunFolder.deleteTree(first.path());
    }
    try (RunFolder second = RunFolder.open(out(), SETTINGS, false)) {
      second.complete();
    }
    assertEquals(List.of(), Manifest.problems(out()));
  }
}
