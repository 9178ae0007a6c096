package org.bitgrad.papers.shared;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.bitgrad.report.Experiments;
import org.bitgrad.report.Ledger;
import org.bitgrad.report.Reproduction;
import org.bitgrad.report.Scale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Results go into folders of results, not among other people's files. */
class ResultsFolderTest {
  @TempDir private Path temp;

  private Reproduction reproduction(boolean overwrite) {
    return Reproduction.of(Experiments.find("arms-2021"))
        .scale(Scale.QUICK)
        .out(temp.resolve("out"))
        .overwrite(overwrite);
  }

  @ParameterizedTest
  @ValueSource(strings = {"manifest.json", "README.md", "thesis.tex", "arms-2020", ".git"})
  void aFolderOfSomethingElseIsRefusedAndLeftAsItIs(String name) throws IOException {
    Path out = Files.createDirectories(temp.resolve("out"));
    Files.writeString(out.resolve(name), "{\"files\":{\"thesis.tex\":\"a1\"}}");
    for (boolean overwrite : new boolean[] {false, true}) {
      var refusal =
          assertThrows(IllegalArgumentException.class, () -> reproduction(overwrite).check());
      assertTrue(refusal.getMessage().contains("which holds " + name), refusal::getMessage);
    }
    try (Stream<Path> left = Files.list(out)) {
      assertEquals(List.of(out.resolve(name)), left.toList());
    }
  }

  @Test
  void newEmptyAndOwnFoldersAreTaken() throws IOException {
    assertDoesNotThrow(reproduction(false)::check);
    Path out = Files.createDirectories(temp.resolve("out"));
    assertDoesNotThrow(reproduction(false)::check);
    Files.createDirectories(out.resolve(".ledger"));
    Files.createDirectories(out.resolve("psa-2020"));
    Files.createDirectories(out.resolve("html"));
    Files.createDirectories(out.resolve("notebooks"));
    assertDoesNotThrow(reproduction(false)::check);
    Files.writeString(out.resolve(Ledger.NAME), new Ledger(List.of()).csv());
    Files.writeString(out.resolve("notes.txt"), "beside results");
    assertDoesNotThrow(reproduction(false)::check);
  }
}
