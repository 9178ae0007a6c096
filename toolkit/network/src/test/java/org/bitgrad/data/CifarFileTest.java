package org.bitgrad.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records of CIFAR-10 are read as written, or refused with what was expected. */
class CifarFileTest {
  private static final int RECORD = 3073;

  @TempDir private Path folder;

  /** Record n has class n + 2; its byte i is 7 i + n. */
  private static byte[] records(int count) {
    byte[] bytes = new byte[count * RECORD];
    for (int n = 0; n < count; n++) {
      bytes[n * RECORD] = (byte) (n + 2);
      for (int i = 0; i < RECORD - 1; i++) {
        bytes[n * RECORD + 1 + i] = (byte) (7 * i + n);
      }
    }
    return bytes;
  }

  private Path file(String name, byte[] content) throws IOException {
    return Files.write(folder.resolve(name), content);
  }

  private String refusal(byte[] content) {
    return assertThrows(
            DamagedDataException.class, () -> LabelledImages.readCifar(file("x", content)))
        .getMessage();
  }

  @Test
  void filesFollowEachOtherPlainOrPacked() throws IOException {
    Path plain = file("a.bin", records(3));
    Path packed = file("b.bin", Packed.gzip(records(2)));
    LabelledImages images = LabelledImages.readCifar(plain, packed);
    assertEquals(5, images.size());
    assertEquals(new ImageShape(3, 32, 32), images.shape());
    assertArrayEquals(new int[] {0, 0, 2, 2, 1, 0, 0, 0, 0, 0}, images.counts());
    for (int i = 0; i < 3072; i++) {
      assertEquals((7 * i + 2) % 256, images.pixel(2, i));
      assertEquals((7 * i + 1) % 256, images.pixel(4, i));
    }
  }

  @Test
  void aTornOrLongerFileIsRefused() throws IOException {
    byte[] whole = records(2);
    for (int length : new int[] {0, 1, RECORD - 1, RECORD + 1, 2 * RECORD - 1}) {
      String message = refusal(Arrays.copyOf(whole, length));
      assertTrue(message.contains(length + " bytes; expected records of 3073"), message);
    }
    byte[] packed = Packed.gzip(whole);
    for (int length = 2; length < packed.length; length += 97) {
      assertTrue(refusal(Arrays.copyOf(packed, length)).contains("is torn"));
    }
    packed[packed.length / 2] ^= 4;
    refusal(packed);
  }

  @Test
  void aClassThatDoesNotExistIsRefused() {
    byte[] wrong = records(3);
    wrong[RECORD] = 10;
    assertTrue(refusal(wrong).contains("record 1 has class 10; expected 0 to 9"));
    wrong[RECORD] = -1;
    assertTrue(refusal(wrong).contains("record 1 has class 255; expected 0 to 9"));
    String none =
        assertThrows(IllegalArgumentException.class, LabelledImages::readCifar).getMessage();
    assertTrue(none.contains("files must name at least one"), none);
  }
}
