package org.bitgrad.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.bitgrad.random.RandomStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files of images and labels are read as written, or refused with what was expected. */
class IdxFileTest {
  private static final int IMAGES = 7;
  private static final int ROWS = 3;
  private static final int COLUMNS = 5;

  @TempDir private Path folder;

  private static byte[] pixels() {
    byte[] pixels = new byte[IMAGES * ROWS * COLUMNS];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (37 * i);
    }
    return pixels;
  }

  private static byte[] idx(int magic, byte[] content, int... sizes) {
    ByteBuffer buffer = ByteBuffer.allocate(4 + 4 * sizes.length + content.length);
    buffer.putInt(magic);
    Arrays.stream(sizes).forEach(buffer::putInt);
    return buffer.put(content).array();
  }

  private static byte[] images() {
    return idx(0x803, pixels(), IMAGES, ROWS, COLUMNS);
  }

  private static byte[] labels() {
    return idx(0x801, new byte[] {0, 1, 2, 9, 3, 3, 5}, IMAGES);
  }

  private LabelledImages read(byte[] images, byte[] labels) throws IOException {
    Path x = Files.write(folder.resolve("images"), images);
    Path y = Files.write(folder.resolve("labels"), labels);
    return LabelledImages.readIdx(x, y, 10);
  }

  private String refusal(byte[] images, byte[] labels) {
    return assertThrows(DamagedDataException.class, () -> read(images, labels)).getMessage();
  }

  @Test
  void plainAndPackedFilesGiveTheSameImages() throws IOException {
    for (LabelledImages read :
        new LabelledImages[] {
          read(images(), labels()), read(Packed.gzip(images()), Packed.gzip(labels())),
        }) {
      assertEquals(IMAGES, read.size());
      assertEquals(new ImageShape(1, ROWS, COLUMNS), read.shape());
      assertEquals(9, read.label(3));
      for (int n = 0; n < IMAGES; n++) {
        for (int i = 0; i < ROWS * COLUMNS; i++) {
          assertEquals(37 * (n * ROWS * COLUMNS + i) % 256, read.pixel(n, i));
        }
      }
      assertArrayEquals(new int[] {1, 1, 1, 2, 0, 1, 0, 0, 0, 1}, read.counts());
    }
  }

  @Test
  void aFileTornAtAnyLengthIsRefused() throws IOException {
    byte[] plain = images();
    for (int length = 0; length < plain.length; length++) {
      String message = refusal(Arrays.copyOf(plain, length), labels());
      assertTrue(message.contains("is torn") && message.contains(" of "), message);
    }
    byte[] packed = Packed.gzip(images());
    for (int length = 0; length < packed.length; length++) {
      assertTrue(refusal(Arrays.copyOf(packed, length), labels()).contains("is torn"));
    }
  }

  /** Gzip's header of ten bytes may change without harm; its content and checksum may not. */
  @Test
  void aFlippedBitInAPackedFileIsRefused() throws IOException {
    byte[] packed = Packed.gzip(images());
    RandomStream stream = RandomStream.of(3, "flips");
    for (int flip = 0; flip < 32; flip++) {
      byte[] damaged = packed.clone();
      int at = 10 + (int) (stream.uniform(flip) * (packed.length - 10));
      damaged[at] ^= (byte) (1 << flip % 8);
      assertThrows(DamagedDataException.class, () -> read(damaged, labels()), "byte " + at);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0x801      | 7  | 3 | 5 | begins with 0x00000801; expected 0x00000803
          0xd03      | 7  | 3 | 5 | begins with 0x00000d03; expected 0x00000803
          0x803      | 7  | 0 | 5 | dimension 1 is 0; expected at least 1
          0x803      | -7 | 3 | 5 | dimension 0 is -7; expected at least 1
          0x803      | 8  | 3 | 5 | is torn: it ends after 105 of 120 bytes
          0x803      | 6  | 3 | 5 | goes on after its content; expected 90 bytes
          0x803      | 7  | 65536 | 65536 | expected fewer than 2^31
          0x803      | 2147483647 | 2147483647 | 2147483647 | more than 2^63 bytes
          """)
  void aWrongHeaderIsRefused(String magic, int images, int rows, int columns, String expected) {
    byte[] file = idx(Integer.decode(magic), pixels(), images, rows, columns);
    String message = refusal(file, labels());
    assertTrue(message.contains(expected), message);
  }

  @Test
  void labelsMustFitTheImagesAndTheClasses() {
    String fewer = refusal(images(), idx(0x801, new byte[6], 6));
    assertTrue(fewer.contains("has 6 labels; expected one for each of the 7 images"), fewer);
    byte[] high = new byte[IMAGES];
    high[2] = (byte) 200;
    String wrong = refusal(images(), idx(0x801, high, IMAGES));
    assertTrue(wrong.contains("labels[2] must be 0 to 9, but is 200"), wrong);
  }
}
