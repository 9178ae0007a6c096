package org.bitgrad.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A few kilobytes that unpack to much more are refused in one line, whatever they claim to be. */
class UnpackedSizesTest {
  private static final long MOST = 1 << 16;
  private static final int BOMB = 20_000_000;

  @TempDir private Path folder;

  private Path packed(byte[] content) throws IOException {
    return Files.write(folder.resolve("file.gz"), Packed.gzip(content));
  }

  private String refusal(Executable reading) throws IOException {
    String message = assertThrows(DamagedDataException.class, reading).getMessage();
    assertEquals(1, message.lines().count(), message);
    assertTrue(message.startsWith(folder.toString()), message);
    assertTrue(message.length() - folder.toString().length() < 200, message);
    return message;
  }

  private static byte[] idx(int images, int length) {
    ByteBuffer buffer = ByteBuffer.allocate(length);
    buffer.putInt(0x801).putInt(images);
    return buffer.array();
  }

  @Test
  void imagesThatUnpackToTooMuchAreRefused() throws IOException {
    Path file = packed(idx(BOMB - 8, BOMB));
    assertTrue(refusal(() -> IdxFile.read(file, 1, MOST)).contains("allowed here: up to 65536"));
    assertEquals(BOMB - 8, IdxFile.read(file, 1).size(0));
    Path lies = packed(idx(Integer.MAX_VALUE - 100, 5000));
    String message = refusal(() -> IdxFile.read(lies, 1));
    assertTrue(message.contains("allowed here") || message.contains("is torn"), message);
    Path longer = packed(idx(10, BOMB));
    assertTrue(refusal(() -> IdxFile.read(longer, 1, MOST)).contains("goes on after its content"));
  }

  @Test
  void recordsOfPhotographsAreBoundedAllTogether() throws IOException {
    Path bomb = packed(new byte[BOMB]);
    assertTrue(
        refusal(() -> CifarFile.read(List.of(bomb), MOST)).contains("more content than 64 KiB"));
    Path few = Files.write(folder.resolve("few"), new byte[10 * 3073]);
    assertEquals(20, CifarFile.read(List.of(few, few), MOST).size());
    refusal(() -> CifarFile.read(List.of(few, few, few), MOST));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "0,", "1 1:1\n", "1 1:1 ", "\n", ",", " ", "1:1"})
  void textsThatUnpackToTooMuchAreRefused(String part) throws IOException {
    byte[] text = part.repeat(BOMB / part.length() / 4).getBytes(StandardCharsets.US_ASCII);
    Path file = packed(text);
    refusal(() -> SvmLightFile.read(file, 100, 2, MOST));
    refusal(() -> DigitRows.read(file, MOST));
  }

  @Test
  void aLineThatIsTooLongIsRefusedBeforeItIsTakenApart() throws IOException {
    Path file = packed(("1" + " 1:1".repeat(100_000)).getBytes(StandardCharsets.US_ASCII));
    assertTrue(
        refusal(() -> SvmLightFile.read(file, 100, 2)).contains("expected at most 100 words"));
    Path digits = packed("0,".repeat(100_000).getBytes(StandardCharsets.US_ASCII));
    assertTrue(refusal(() -> DigitRows.read(digits)).contains("has 100001 numbers; expected 65"));
  }

  private static byte[] header(String name, String size) {
    byte[] header = new byte[512];
    byte[] text = name.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(text, 0, header, 0, text.length);
    byte[] octal = size.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(octal, 0, header, 124, octal.length);
    return header;
  }

  private String tarRefusal(byte[] head, int length) throws IOException {
    Path archive = packed(Arrays.copyOf(head, length));
    DataFile x = new DataFile(List.of(new DataFile.Form("x", 3, Sha256.of(new byte[3]))));
    Path out = Files.createDirectories(folder.resolve("out"));
    String message =
        assertThrows(
                DamagedDataException.class, () -> TarFile.unpack(archive, "in/", List.of(x), out))
            .getMessage();
    try (Stream<Path> left = Files.list(out)) {
      assertEquals(List.of(), left.toList(), message);
    }
    return message;
  }

  @Test
  void anArchiveIsBoundedAndWhatItAnnouncesIsNotWritten() throws IOException {
    String size = String.format(Locale.ROOT, "%011o", BOMB);
    assertTrue(tarRefusal(header("other", size), BOMB).contains("more content than 16 MiB"));
    assertTrue(tarRefusal(header("in/x", size), BOMB).contains("20000000 bytes; expected 3"));
    assertTrue(tarRefusal(header("in/x", "00000000003"), 513).contains("ends early"));
    for (String bad : List.of("-0000000003", "+0000000003", "", "9", "abc")) {
      assertTrue(tarRefusal(header("in/x", bad), 1024).contains("expected an octal number"), bad);
    }
  }

  @Test
  void namesThatLeadOutOfAnArchiveAreNotWritten() throws IOException {
    for (String name : List.of("../x", "/x", "in/../x", "in/x/..", "in//x")) {
      assertTrue(tarRefusal(header(name, "00000000003"), 1024).contains("has no in/x"), name);
      assertFalse(Files.exists(folder.resolve("x")));
    }
  }
}
