package org.bitgrad.papers.psa2020;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A machine without fonts, as a process whose configuration of fonts names no folder. */
@EnabledOnOs(OS.LINUX)
class NoFontsTest {
  private static final String NO_FOLDERS =
      "<?xml version=\"1.0\"?><!DOCTYPE fontconfig SYSTEM \"fonts.dtd\"><fontconfig/>";

  @TempDir private Path temp;

  private static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(folder.resolve("toolkit/examples"))) {
      folder = folder.getParent();
    }
    return folder;
  }

  /** From the root of the checkout. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "reproduce psa-2020",
        "study toolkit/examples/table.json --trials 20",
        "train toolkit/examples/train.json"
      })
  void commandsWithPlotsSayWhatToInstallBeforeTheyBeginAndWriteNothing(String command)
      throws Exception {
    Path fonts = Files.writeString(temp.resolve("fonts.conf"), NO_FOLDERS);
    Path out = temp.resolve("out");
    Path log = temp.resolve("log");
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.awt.headless=true",
                // Java keeps what it found there.
                "-Duser.home=" + temp,
                "-cp",
                System.getProperty("java.class.path"),
                "org.bitgrad.cli.Main")
            .directory(root().toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.command().addAll(List.of(command.split(" ", -1)));
    builder.command().addAll(List.of("--out", out.toString()));
    builder.environment().put("FONTCONFIG_FILE", fonts.toString());
    Process process = builder.start();
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    assertEquals(
        List.of(
            "bitgrad: no fonts found, so no chart can be drawn; install the packages fontconfig and"
                + " fonts-dejavu-core"),
        Files.readString(log, StandardCharsets.UTF_8).lines().toList());
    assertEquals(1, process.exitValue());
    assertTrue(Files.notExists(out));
  }
}
