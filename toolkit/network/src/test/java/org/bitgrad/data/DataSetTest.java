package org.bitgrad.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataSetTest {
  private static final String CONTENT = "1 2 3";
  private static final String OTHER = "I II III";

  @TempDir private Path root;

  private static DataSet small() {
    return new DataSet(
        "small",
        "three numbers",
        List.of("SMALL/raw"),
        List.of(),
        List.of(new DataFile(List.of(form("x", CONTENT), form("x.other", OTHER)))));
  }

  private static DataFile.Form form(String name, String content) {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    return new DataFile.Form(name, bytes.length, Sha256.of(bytes));
  }

  private String state() {
    return small().find(List.of(root)).state();
  }

  @Test
  void checksumIsThePublishedOne() {
    assertEquals(
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        Sha256.of("abc".getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void copiesAreMissingIncompleteDamagedOrPresent() throws IOException {
    assertEquals("missing", state());
    Path folder = Files.createDirectories(root.resolve("small"));
    assertEquals("incomplete: no x", state());
    Files.writeString(folder.resolve("x"), "1 2 4");
    assertEquals("damaged: SHA-256 of x", state());
    Files.writeString(folder.resolve("x"), CONTENT);
    assertEquals("present", state());
  }

  @Test
  void aFileOfWhichOnlyTheMd5WasPublishedIsCheckedByIt() throws IOException {
    String published = "900150983cd24fb0d6963f7d28e17f72";
    DataFile file = new DataFile(List.of(new DataFile.Form("abc", 3, published)));
    Files.writeString(root.resolve("abc"), "abc");
    assertEquals("", file.inspect(root).detail());
    Files.writeString(root.resolve("abc"), "abd");
    assertTrue(file.inspect(root).detail().startsWith("damaged: MD5 of abc is "));
    assertTrue(file.inspect(root).detail().endsWith("expected " + published));
  }

  @Test
  void undamagedCopyInAnotherLayoutCountsBeforeADamagedOne() throws IOException {
    Files.writeString(Files.createDirectories(root.resolve("small")).resolve("x"), "torn");
    Path other = Files.createDirectories(root.resolve("SMALL/raw"));
    Files.writeString(other.resolve("x"), CONTENT);
    assertEquals(other.toString(), small().find(List.of(root)).place());
  }

  @Test
  void aFileInAnotherFormCountsAndIsTheOneOpened() throws IOException {
    Path folder = Files.createDirectories(root.resolve("small"));
    Path other = Files.writeString(folder.resolve("x.other"), OTHER);
    assertEquals("present", state());
    assertEquals(Map.of("x", other), small().open(List.of(root)));
    Files.writeString(folder.resolve("x"), CONTENT);
    assertEquals(Map.of("x", folder.resolve("x")), small().open(List.of(root)));
  }

  @Test
  void aMissingDataSetSaysWhereItWasLookedForAndHowToNameAFolder() {
    String message = refusal(MissingDataException.class);
    for (String part :
        List.of(
            "small/x", "-Dbitgrad.data", "BITGRAD_DATA", root.resolve("SMALL/raw").toString())) {
      assertTrue(message.contains(part), message);
    }
  }

  @Test
  void aDamagedCopySaysWhatWasExpected() throws IOException {
    Path folder = Files.createDirectories(root.resolve("small"));
    assertTrue(refusal(DamagedDataException.class).contains("incomplete: no x"));
    Files.writeString(folder.resolve("x"), "1 2");
    String torn = refusal(DamagedDataException.class);
    assertTrue(torn.contains("length of x is 3 bytes; expected 5"), torn);
    assertEquals("damaged: length of x", state());
    Files.writeString(folder.resolve("x"), "1 2 4");
    String changed = refusal(DamagedDataException.class);
    assertTrue(changed.contains("expected " + form("x", CONTENT).checksum()), changed);
  }

  private String refusal(Class<? extends IOException> type) {
    return assertThrows(type, () -> small().open(List.of(root))).getMessage();
  }

  @Test
  void anUnknownNameListsTheKnownOnes() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> DataSets.named("emnist")).getMessage();
    assertTrue(message.contains("'emnist'") && message.contains("fashion-mnist"), message);
  }

  @Test
  void everyKnownDataSetHasFilesWithChecksums() {
    Set<String> names = new HashSet<>();
    for (DataSet set : DataSets.all()) {
      assertTrue(names.add(set.name()), set.name());
      assertTrue(!set.files().isEmpty(), set.name());
      for (DataFile file : set.files()) {
        for (DataFile.Form form : file.forms()) {
          assertTrue(names.add(set.name() + "/" + form.name()), form.name());
          // Of the files of CIFAR-10 no SHA-256 was published.
          String digits = set.name().equals("cifar10") ? "[0-9a-f]{32}" : "[0-9a-f]{64}";
          assertTrue(form.checksum().matches(digits), form.checksum());
          assertTrue(form.bytes() > 0, form.name());
        }
      }
    }
    assertTrue(names.contains("mnist"), names.toString());
  }
}
