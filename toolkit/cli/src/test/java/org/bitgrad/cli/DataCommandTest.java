package org.bitgrad.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.bitgrad.data.LocalServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bitgrad data}; no test asks anything but a server on this machine. */
class DataCommandTest {
  @TempDir private Path root;

  @Test
  void theListHasEveryDataSetAndThoseThatAreGenerated() {
    CommandLineRun run = CommandLineRun.of("data", "list");
    assertEquals(0, run.code());
    for (String name :
        new String[] {"mnist", "cifar10", "20news-w1000", "stroke-digits", "two-moons"}) {
      assertTrue(run.out().lines().anyMatch(line -> line.startsWith(name + " ")), run.out());
    }
    assertTrue(
        run.out().lines().anyMatch(l -> l.startsWith("two-moons") && l.contains("generated")));
  }

  @Test
  void aFetchBringsFilesThatAreRightAndSaysSo() throws IOException {
    try (LocalServer server = new LocalServer()) {
      server.put("/batches.meta.txt", names());
      CommandLineRun run = fetch("cifar10-subset", server.address());
      // The first file is small and known; the others are not there.
      assertEquals(1, run.code());
      assertTrue(run.err().contains("cannot fetch test_batch_first1000.bin.gz"), run.err());
      assertTrue(run.err().contains("answered 404"), run.err());
      Path folder = root.resolve("cifar10-subset");
      assertEquals("[/, batches.meta.txt]", CommandLineRun.contents(folder).keySet().toString());
      assertEquals(names().length, Files.size(folder.resolve("batches.meta.txt")));
    }
  }

  private static byte[] names() {
    return "airplane\nautomobile\nbird\ncat\ndeer\ndog\nfrog\nhorse\nship\ntruck\n"
        .getBytes(StandardCharsets.US_ASCII);
  }

  @Test
  void aFetchOfWrongContentKeepsNothing() throws IOException {
    try (LocalServer server = new LocalServer()) {
      server.put("/groups.txt", new byte[26]);
      server.put("/20news_w100.mat", new byte[416_176]);
      CommandLineRun run = fetch("20news-w100", server.address());
      assertEquals(1, run.code());
      assertTrue(run.err().contains("expected 6667c5459e22eb54"), run.err());
      assertEquals(1, run.err().lines().count(), run.err());
      assertEquals(Map.of("/", ""), CommandLineRun.contents(root));
    }
  }

  private CommandLineRun fetch(String name, String address) {
    return CommandLineRun.of("data", "fetch", name, "--into", root.toString(), "--from", address);
  }

  @Test
  void mistakesAreRefusedInOneLine() throws IOException {
    refused("NAME", "data", "fetch");
    refused("emnist", "data", "fetch", "emnist", "--into", root.toString());
    refused("no public place", "data", "fetch", "snelson", "--into", root.toString());
    refused(
        "allowed: http", "data", "fetch", "mnist", "--into", root.toString(), "--from", "ftp://x/");
    assertEquals(Map.of("/", ""), CommandLineRun.contents(root));
  }

  @Test
  void anAddressThatIsNoneIsRefusedByTheNameOfItsOption() throws IOException {
    String into = root.resolve("new").toString();
    for (String from :
        new String[] {
          "",
          " ",
          "x",
          "ftp://x/",
          "file:/x",
          "http://",
          "http:///x",
          "http://a b/",
          "http://x/%",
          "http://x:0/",
          "http://x:70000/",
          "http://[::1/",
          "http://me:secret@x/",
          "http://x/?a"
        }) {
      String[] args = {"data", "fetch", "mnist", "--into", into, "--from", from};
      refused("--from is '", args);
      refused("; allowed: ", args);
      assertFalse(CommandLineRun.of(args).err().contains("secret"));
    }
    assertEquals(Map.of("/", ""), CommandLineRun.contents(root));
  }

  @Test
  void aFolderThatIsNoneIsRefusedByTheNameOfItsOption() throws IOException {
    Path file = Files.writeString(root.resolve("file"), "text");
    String function = CommandLineRun.example("function.json").toString();
    String train = CommandLineRun.example("train.json").toString();
    for (String folder : new String[] {"", " ", "\t", file.toString(), file + "/a/b"}) {
      refused("--into is '", "data", "fetch", "mnist", "--into", folder);
      refused("--out is '", "study", function, "--trials", "40", "--out", folder);
      refused("--out is '", "train", train, "--out", folder);
    }
    assertEquals("[/, file]", CommandLineRun.contents(root).keySet().toString());
  }

  @Test
  void aFolderThatCannotBeMadeIsSaidInWordsAndItsParentsAreTakenAway() throws IOException {
    String tooLong = "x".repeat(300);
    String into = root.resolve("a/b").resolve(tooLong).toString();
    CommandLineRun run =
        CommandLineRun.of(
            "data", "fetch", "mnist", "--into", into, "--from", "http://127.0.0.1:1/");
    assertEquals(1, run.code(), run.err());
    assertTrue(run.err().contains("cannot make folder '"), run.err());
    assertEquals(Map.of("/", ""), CommandLineRun.contents(root));
  }

  private static void refused(String part, String... args) {
    CommandLineRun run = CommandLineRun.of(args);
    assertEquals(2, run.code(), run.err());
    assertEquals(1, run.err().lines().count(), run.err());
    assertTrue(run.err().contains(part), run.err());
  }
}
