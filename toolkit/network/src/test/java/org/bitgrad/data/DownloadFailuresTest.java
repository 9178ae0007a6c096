package org.bitgrad.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.bitgrad.analysis.Progress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bad addresses, redirects, drips and pages instead of files: the next mirror goes on. */
@Timeout(60)
class DownloadFailuresTest {
  private static final byte[] CONTENT = "0123456789".repeat(400).getBytes(StandardCharsets.UTF_8);

  @TempDir private Path temp;
  private Path root;
  private LocalServer server;
  private LocalServer good;

  @BeforeEach
  void start() throws IOException {
    root = temp.resolve("a/b");
    server = new LocalServer();
    good = new LocalServer();
    good.put("/x", CONTENT);
  }

  @AfterEach
  void stop() {
    server.close();
    good.close();
  }

  private static DataSet set() {
    DataFile file =
        new DataFile(List.of(new DataFile.Form("x", CONTENT.length, Sha256.of(CONTENT))));
    return new DataSet("small", "one file", List.of(), List.of(), List.of(file));
  }

  private DataFetch fetch(LocalServer... mirrors) {
    List<DataSource> sources = new ArrayList<>();
    for (LocalServer mirror : mirrors) {
      sources.add(new DataSource(mirror.address(), 0, List.of(), ""));
    }
    return DataFetch.from(set(), sources, Progress.NONE);
  }

  private String failure(DataFetch fetch) {
    String message = assertThrows(IOException.class, () -> fetch.into(root)).getMessage();
    assertEquals(1, message.lines().count(), message);
    assertFalse(message.contains("Exception"), message);
    return message;
  }

  private void assertNothingLeft() throws IOException {
    try (Stream<Path> files = Files.list(temp)) {
      assertEquals(List.of(), files.toList());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "x",
        "ftp://x/",
        "file:///etc/",
        "//x/y",
        "http:",
        "http://",
        "http:///x",
        "http:x",
        "https:///",
        "http://a b/",
        "http://x/a b/",
        " http://x/",
        "http://x/ ",
        "http://x/%zz/",
        "http://x/%",
        "http://[::1/",
        "http://[zz]/",
        "http://[]/",
        "http://x:0/",
        "http://x:65536/",
        "http://x:99999999999/",
        "http://x:-1/",
        "http://x:y/",
        "http://u@x/",
        "http://u:secret@x/",
        "http://@/",
        "http://:80/",
        "http://a_b/",
        "http://x/?q=1",
        "http://x/#part",
        "http://x\\y/",
        "http://x/\ny",
        "http://x/\u0000",
        "http://x..y/",
        "http://-x/",
        "jar:http://x/",
        "mailto:a@b"
      })
  void anAddressThatIsNoneIsRefusedByNameBeforeAnythingIsMade(String address) throws IOException {
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> DataFetch.fromMirror("mnist", address, Progress.NONE))
            .getMessage();
    assertTrue(message.startsWith("address is '"), message);
    assertTrue(message.contains("; allowed: "), message);
    assertEquals(1, message.lines().count(), message);
    assertTrue(message.length() <= 300 && !message.contains("secret"), message);
    assertFalse(DataFetch.problemOf(address).isEmpty());
    assertNothingLeft();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://x",
        "https://x/",
        "HTTP://x/y",
        "http://127.0.0.1:8080/a/",
        "http://[::1]:80/",
        "http://x.y-z.org/a%20b/",
        "http://localhost/\u00e9/",
        "http://x:65535/"
      })
  void anAddressOfAFolderIsTaken(String address) {
    assertEquals("", DataFetch.problemOf(address));
    assertTrue(WebAddress.folder(address).matches("\\p{ASCII}+/"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "file:///etc/passwd", "ftp://x/y", "http://", "http:///x", "http://a b/", "%zz",
            "http://u:p@x/",
        "http://x:99999/", "mailto:a@b", "x y", "/x", "http://[", "data:,x", "\\\\x"
      })
  void aRedirectThatLeadsNowhereLeavesTheOtherMirrorsTheirTurn(String location) throws Exception {
    server.redirect("/x", location);
    assertEquals(1, fetch(server, good).into(root).files());
    assertEquals(List.of("/x"), server.requests().stream().distinct().toList());
    Files.delete(root.resolve("small/x"));
    String message = failure(fetch(server));
    assertTrue(message.contains(server.address() + "x: the server redirects "), message);
  }

  @Test
  void aRedirectWithoutAnAddressIsNamed() throws Exception {
    server.redirect("/x", null);
    assertTrue(failure(fetch(server)).contains("does not say where to"));
    assertNothingLeft();
    fetch(server, good).into(root);
  }

  @Test
  void redirectsInACircleAndWithoutEndAreNamed() throws Exception {
    server.redirect("/x", "/y");
    server.redirect("/y", "/x");
    assertTrue(failure(fetch(server)).contains("redirects in a circle"));
    for (int i = 0; i < 12; i++) {
      server.redirect(i == 0 ? "/x" : "/" + i, "/" + (i + 1));
    }
    assertTrue(failure(fetch(server)).contains("redirects more than 10 times"));
    assertNothingLeft();
    fetch(server, good).into(root);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/deep/y", "deep/y", "./deep/y", "deep/y#part", "deep/y?a=b"})
  void aRelativeRedirectIsFollowed(String location) throws Exception {
    server.redirect("/x", location);
    server.put("/deep/y", CONTENT);
    assertEquals(1, fetch(server).into(root).files());
    assertEquals(List.of("/x", "/deep/y"), server.requests());
  }

  @Test
  void aRedirectToAnotherServerIsFollowedAndAsksForTheRest() throws Exception {
    Path partial = Files.createDirectories(root.resolve("small")).resolve("x.part");
    Files.write(partial, java.util.Arrays.copyOf(CONTENT, 100));
    server.redirect("/x", good.address() + "x");
    fetch(server).into(root);
    assertEquals(List.of("/x bytes=100-"), good.requests());
  }

  @ParameterizedTest
  @CsvSource({
    "https://x/a, http://x/a, false",
    "https://x/a, HTTP://y/a, false",
    "https://x/a, //y/b, true",
    "https://x/a, b, true",
    "https://x/a, HTTPS://y/b, true",
    "http://x/a, https://y/b, true",
    "http://x/a, http://y/b, true",
  })
  void aRedirectMayNotLeadFromHttpsToHttp(String from, String to, boolean allowed)
      throws Exception {
    if (allowed) {
      assertFalse(WebAddress.redirected(URI.create(from), Optional.of(to)).toString().isEmpty());
    } else {
      String message =
          assertThrows(
                  Download.FailedException.class,
                  () -> WebAddress.redirected(URI.create(from), Optional.of(to)))
              .getMessage();
      assertTrue(message.contains("allowed: https"), message);
    }
  }

  @Test
  void aDripOfBytesEndsAndTheNextMirrorGoesOn() throws Exception {
    server.put("/x", CONTENT);
    server.drip("/x", 5);
    StallWatch.Limits limits =
        new StallWatch.Limits(Duration.ofSeconds(30), Duration.ofMillis(300), 2000);
    String message = failure(fetch(server).limits(limits));
    assertTrue(message.contains("bytes arrived in 300 ms, expected at least 2000"), message);
    assertTrue(Files.size(root.resolve("small/x.part")) > 0, "what arrived is kept");
    assertEquals(1, fetch(server, good).limits(limits).into(root).files());
  }

  /** Twenty bytes a second, where five are asked for, over more than two windows. */
  @Test
  void aSlowButSteadyConnectionIsNotBrokenUntilItSlowsDown() throws Exception {
    CountDownLatch closed = new CountDownLatch(1);
    StallWatch.Limits limits =
        new StallWatch.Limits(Duration.ofSeconds(30), Duration.ofSeconds(1), 5);
    try (StallWatch watch = new StallWatch(closed::countDown, limits)) {
      for (int i = 0; i < 45; i++) {
        watch.arrived(1);
        Thread.sleep(50);
      }
      assertEquals("", watch.why());
      assertTrue(closed.await(20, TimeUnit.SECONDS), "nothing arrives any more");
      assertTrue(watch.why().contains("bytes arrived in 1000 ms, expected at least 5"));
    }
  }

  @Test
  void aPageInsteadOfTheFileIsNotKept() throws Exception {
    byte[] page = "<html>come in</html>".getBytes(StandardCharsets.UTF_8);
    for (String type : List.of("text/html; charset=utf-8", "text/plain")) {
      for (boolean announced : new boolean[] {true, false}) {
        try (LocalServer portal = new LocalServer()) {
          portal.put("/x", page);
          portal.header("Content-Type", type);
          if (!announced) {
            portal.hideLengths();
          }
          failure(fetch(portal));
          assertNothingLeft();
          fetch(portal, good).into(root);
          assertEquals(List.of("/x"), good.requests().stream().distinct().toList());
          deleteAll();
        }
      }
    }
  }

  private void deleteAll() throws IOException {
    for (Path path : List.of(root.resolve("small/x"), root.resolve("small"), root)) {
      Files.delete(path);
    }
    Files.delete(root.getParent());
  }

  @Test
  void anEmptyOrPackedAnswerIsNamed() throws Exception {
    server.put("/x", new byte[3]);
    server.header("Content-Encoding", "gzip");
    String packed = failure(fetch(server));
    assertTrue(packed.contains("has 3 bytes; expected 4000 (the server packed it: gzip)"), packed);
    server.put("/x", new byte[0]);
    String empty = failure(fetch(server));
    assertTrue(empty.contains("ended after 0 of 4000 bytes"), empty);
    assertNothingLeft();
  }

  @Test
  void aFailureLeavesFoldersThatWereThereBefore() throws Exception {
    Files.createDirectories(root);
    failure(fetch(server));
    assertTrue(Files.isDirectory(root));
    assertFalse(Files.exists(root.resolve("small")));
  }
}
