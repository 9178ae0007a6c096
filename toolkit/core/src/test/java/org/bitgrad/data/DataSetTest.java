package org.bitgrad.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
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

  @TempDir private Path root;

  private static DataSet small() {
    String sum = Sha256.of(CONTENT.getBytes(StandardCharsets.UTF_8));
    return new DataSet("small", "three numbers", List.of("SMALL/raw"), List.of(), Map.of("x", sum));
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
  void undamagedCopyInAnotherLayoutCountsBeforeADamagedOne() throws IOException {
    Files.writeString(Files.createDirectories(root.resolve("small")).resolve("x"), "torn");
    Path other = Files.createDirectories(root.resolve("SMALL/raw"));
    Files.writeString(other.resolve("x"), CONTENT);
    assertEquals(other.toString(), small().find(List.of(root)).place());
  }

  @Test
  void everyKnownDataSetHasFilesWithChecksums() {
    Set<String> names = new HashSet<>();
    for (DataSet set : DataSets.all()) {
      assertTrue(names.add(set.name()), set.name());
      assertTrue(!set.files().isEmpty(), set.name());
      set.files().values().forEach(sum -> assertTrue(sum.matches("[0-9a-f]{64}"), sum));
    }
    assertTrue(names.contains("mnist"), names.toString());
  }
}
