package org.bitgrad.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.bitgrad.analysis.Progress;
import org.bitgrad.random.RandomStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Downloads against a server on this machine that breaks off, lies, or is away. */
@Timeout(60)
class DataFetchTest {
  private static final byte[] CONTENT = content(300_000);
  private static final byte[] SMALL = "1 2 3".getBytes(StandardCharsets.UTF_8);

  @TempDir private Path root;
  private LocalServer server;
  private final List<Progress.Step> steps = new ArrayList<>();

  private static byte[] content(int length) {
    byte[] bytes = new byte[length];
    RandomStream stream = RandomStream.of(6, "content");
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) stream.bits(i);
    }
    return bytes;
  }

  @BeforeEach
  void start() throws IOException {
    server = new LocalServer();
    server.put("/x", CONTENT);
    server.put("/y", SMALL);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static DataFile file(String name, byte[] content) {
    return new DataFile(List.of(new DataFile.Form(name, content.length, Sha256.of(content))));
  }

  private static DataSet set() {
    return new DataSet(
        "small", "two files", List.of(), List.of(), List.of(file("x", CONTENT), file("y", SMALL)));
  }

  private DataFetch fetch(String... folders) {
    List<DataSource> sources = new ArrayList<>();
    for (String folder : folders) {
      sources.add(new DataSource(folder, 0, List.of(), ""));
    }
    return DataFetch.from(set(), sources, steps::add);
  }

  private Path folder() {
    return root.resolve("small");
  }

  private void assertWhole() throws IOException {
    assertEquals("present", set().find(List.of(root)).state());
    try (var files = Files.list(folder())) {
      assertEquals(List.of("x", "y"), files.map(f -> f.getFileName().toString()).sorted().toList());
    }
  }

  private String failure(DataFetch fetch) {
    return assertThrows(IOException.class, () -> fetch.into(root)).getMessage();
  }

  @Test
  void filesArriveWithProgressAndAreNotFetchedTwice() throws Exception {
    DataFetch.Result result = fetch(server.address()).into(root);
    assertEquals(new DataFetch.Result(folder(), 2, CONTENT.length + 5L), result);
    assertWhole();
    Progress.Step last = steps.get(steps.size() - 1);
    assertEquals(CONTENT.length + 5L, last.done());
    assertEquals(last.done(), last.total());
    assertTrue(last.remaining().isPresent());
    int asked = server.requests().size();
    assertEquals(new DataFetch.Result(folder(), 0, 0), fetch(server.address()).into(root));
    assertEquals(asked, server.requests().size());
  }

  @Test
  void onlyWhatIsMissingOrDamagedIsFetched() throws Exception {
    Files.createDirectories(folder());
    Files.write(folder().resolve("x"), CONTENT);
    Files.writeString(folder().resolve("y"), "1 2 4");
    assertEquals(1, fetch(server.address()).into(root).files());
    assertEquals(List.of("/y"), server.requests());
    assertWhole();
  }

  @Test
  void aPartialFileGoesOnWhereItEnds() throws Exception {
    Files.createDirectories(folder());
    Files.write(folder().resolve("x.part"), Arrays.copyOf(CONTENT, 100_000));
    fetch(server.address()).into(root);
    assertWhole();
    assertEquals(List.of("/x bytes=100000-", "/y"), server.requests());
    assertEquals(200_000, server.sent("/x"));
  }

  @Test
  void aConnectionThatBreaksOffIsTakenUpAgain() throws Exception {
    server.breakAfter("/x", 120_000, 2);
    fetch(server.address()).into(root);
    assertWhole();
    assertEquals("/x", server.requests().get(0));
    assertTrue(server.requests().get(1).startsWith("/x bytes="), server.requests().toString());
    assertTrue(server.sent("/x") < 2L * CONTENT.length, "began again " + server.sent("/x"));
  }

  @Test
  void whatArrivedBeforeAFailureIsKeptForTheNextRun() throws Exception {
    server.breakAfter("/x", 50_000, 100);
    String message = failure(fetch(server.address()));
    assertTrue(message.contains("cannot fetch x of small"), message);
    assertTrue(message.contains("the connection "), message);
    assertFalse(Files.exists(folder().resolve("x")));
    long kept = Files.size(folder().resolve("x.part"));
    assertTrue(kept > 0 && kept < CONTENT.length);
    server.breakAfter("/x", 0, 0);
    fetch(server.address()).into(root);
    assertWhole();
  }

  @Test
  void aServerThatGivesNoPartsGivesAll() throws Exception {
    Files.createDirectories(folder());
    Files.write(folder().resolve("x.part"), new byte[100_000]);
    server.refuseRanges();
    fetch(server.address()).into(root);
    assertWhole();
    assertEquals(CONTENT.length, server.sent("/x"));
  }

  @Test
  void anotherPartThanTheOneAskedForIsRefused() throws Exception {
    Files.createDirectories(folder());
    Files.write(folder().resolve("x.part"), Arrays.copyOf(CONTENT, 100_000));
    server.shiftRanges();
    String message = failure(fetch(server.address()));
    assertTrue(message.contains("asked for bytes 100000 and on"), message);
    assertFalse(Files.exists(folder().resolve("x")));
  }

  @Test
  void wrongContentIsNotKept() throws Exception {
    byte[] wrong = CONTENT.clone();
    wrong[77] ^= 1;
    server.put("/x", wrong);
    String message = failure(fetch(server.address()));
    assertTrue(message.contains("expected " + Sha256.of(CONTENT)), message);
    assertTrue(message.contains("not kept"), message);
    assertFalse(Files.exists(folder()), "an empty folder");
  }

  @Test
  void aLongerOrShorterFileIsRefused() {
    server.put("/x", content(300_001));
    assertTrue(failure(fetch(server.address())).contains("has 300001 bytes; expected 300000"));
    server.put("/x", content(299_999));
    assertTrue(failure(fetch(server.address())).contains("has 299999 bytes; expected 300000"));
    server.hideLengths();
    assertTrue(failure(fetch(server.address())).contains("ended after 299999 of 300000 bytes"));
    server.put("/x", content(300_001));
    assertTrue(failure(fetch(server.address())).contains("is longer; expected 300000 bytes"));
    assertFalse(Files.exists(folder().resolve("x")));
  }

  @Test
  void aWrongBeginningIsThrownAwayAndTheFileFetchedWhole() throws Exception {
    Files.createDirectories(folder());
    Files.write(folder().resolve("x.part"), new byte[100_000]);
    fetch(server.address()).into(root);
    assertWhole();
    assertEquals(List.of("/x bytes=100000-", "/x", "/y"), server.requests());
  }

  @Test
  void theNextMirrorServesWhereTheFirstIsAwayOrWrong() throws Exception {
    LocalServer away = new LocalServer();
    String nobody = away.address();
    away.close();
    try (LocalServer wrong = new LocalServer()) {
      byte[] other = CONTENT.clone();
      other[0] ^= 1;
      wrong.put("/x", other);
      fetch(nobody, wrong.address(), server.address()).into(root);
      assertWhole();
      assertEquals(List.of("/x", "/y"), wrong.requests());
      assertEquals(List.of("/x", "/y"), server.requests());
    }
  }

  @Test
  void ifNoMirrorServesEachIsNamedWithItsReason() throws Exception {
    LocalServer away = new LocalServer();
    String nobody = away.address();
    away.close();
    String message = failure(fetch(nobody, server.address() + "none/"));
    assertTrue(message.contains(nobody + "x: no connection"), message);
    assertTrue(message.contains(server.address() + "none/x: the server answered 404"), message);
  }

  @Test
  void aSilentConnectionCountsAsBroken() {
    server.stallAfter("/x", 1000);
    String message = failure(fetch(server.address()).patience(Duration.ofMillis(300)));
    assertTrue(message.contains("nothing arrived for 300 ms"), message);
  }

  @Test
  void anInterruptEndsTheFetchAndKeepsWhatArrived() throws Exception {
    Thread fetching = Thread.currentThread();
    DataFetch fetch =
        DataFetch.from(
            set(),
            List.of(new DataSource(server.address(), 0, List.of(), "")),
            step -> fetching.interrupt());
    assertThrows(InterruptedException.class, () -> fetch.into(root));
    assertFalse(Files.exists(folder().resolve("x")));
    assertTrue(Files.size(folder().resolve("x.part")) > 0);
    fetch(server.address()).into(root);
    assertWhole();
  }

  @Test
  void oneFetchOfADataSetAtATime() throws Exception {
    Files.createDirectories(folder());
    try (FileChannel other =
            FileChannel.open(
                folder().resolve(".fetch.lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        var lock = other.lock()) {
      assertTrue(lock.isValid());
      assertTrue(failure(fetch(server.address())).contains("another fetch of small"));
    }
    assertEquals(List.of(), server.requests());
  }

  @Test
  void filesComeOutOfAnArchiveWhichIsThenDeleted() throws Exception {
    byte[] archive = Packed.gzip(tar("in/x", CONTENT, "in/read.me", SMALL, "in/y", SMALL));
    server.put("/all.tar.gz", archive);
    DataFile.Form packed = new DataFile.Form("all.tar.gz", archive.length, Sha256.of(archive));
    DataSource source = new DataSource(server.address(), 0, List.of(packed), "in/");
    assertEquals(2, DataFetch.from(set(), List.of(source), Progress.NONE).into(root).files());
    assertWhole();
  }

  @Test
  void anArchiveWithoutAFileOrWithAWrongOneIsRefused() throws Exception {
    byte[] wrong = SMALL.clone();
    wrong[0] ^= 1;
    for (byte[] archive :
        new byte[][] {Packed.gzip(tar("in/x", CONTENT)), tar("in/x", CONTENT, "in/y", wrong)}) {
      server.put("/all.tar", archive);
      DataFile.Form packed = new DataFile.Form("all.tar", archive.length, Sha256.of(archive));
      DataSource source = new DataSource(server.address(), 0, List.of(packed), "in/");
      String message = failure(DataFetch.from(set(), List.of(source), Progress.NONE));
      assertTrue(message.contains("has no in/y") || message.contains("y in the archive"), message);
      assertFalse(Files.exists(folder().resolve("y")));
      Files.deleteIfExists(folder().resolve("x"));
    }
  }

  private static byte[] tar(Object... namesAndContents) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = 0; i < namesAndContents.length; i += 2) {
      byte[] content = (byte[]) namesAndContents[i + 1];
      byte[] header = new byte[512];
      byte[] name = namesAndContents[i].toString().getBytes(StandardCharsets.US_ASCII);
      System.arraycopy(name, 0, header, 0, name.length);
      byte[] size =
          String.format(Locale.ROOT, "%011o", content.length).getBytes(StandardCharsets.US_ASCII);
      System.arraycopy(size, 0, header, 124, size.length);
      out.write(header);
      out.write(content);
      out.write(new byte[(512 - content.length % 512) % 512]);
    }
    out.write(new byte[1024]);
    return out.toByteArray();
  }

  @Test
  void everyDataSetHasASourceOrAReasonWhyNot() {
    for (DataSet set : DataSets.all()) {
      List<DataSource> sources = DataSource.of(set.name());
      assertEquals(sources.isEmpty(), !DataSource.whyNone(set.name()).isEmpty(), set.name());
      for (DataSource source : sources) {
        assertTrue(source.folder().matches("https?://.*/"), source.folder());
        for (DataFile file : set.files()) {
          assertTrue(source.form() < file.forms().size(), file.name());
        }
      }
    }
    String message =
        assertThrows(
                IllegalArgumentException.class, () -> DataFetch.of("cifar10-subset", Progress.NONE))
            .getMessage();
    assertTrue(message.contains("fetch that one"), message);
  }
}
