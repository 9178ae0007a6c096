package org.bitgrad.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.bitgrad.numeric.RealArray;
import org.bitgrad.train.NamedArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Named arrays in NumPy's files. */
class NpzFileTest {
  private static final List<NamedArray> ARRAYS =
      List.of(
          new NamedArray("weights", List.of(2, 1), RealArray.of(new float[] {-0.0f, 1.4e-45f})),
          NamedArray.flat("biases", RealArray.of(4.9e-324, 1 / 3.0)));

  @TempDir private Path folder;

  @Test
  void arraysComeBackWithShapeAndPrecision() throws IOException {
    Path path = folder.resolve("w.npz");
    Files.write(path, NpzFile.bytes(ARRAYS));
    Map<String, NpyFile> read = NpzFile.read(path);
    assertEquals(List.of("weights", "biases"), List.copyOf(read.keySet()));
    assertArrayEquals(new int[] {2, 1}, read.get("weights").shape());
    assertArrayEquals(new double[] {-0.0, 1.4e-45f}, read.get("weights").values());
    assertArrayEquals(new double[] {4.9e-324, 1 / 3.0}, read.get("biases").values());
    NamedArray again = read.get("weights").named("weights");
    assertEquals(Float.BYTES, again.values().bytes());
    assertEquals(List.of(2, 1), again.shape());
    assertEquals(Double.BYTES, read.get("biases").named("b").values().bytes());
  }

  @Test
  void float32IsWrittenAsFloat32() {
    byte[] bytes = NpyFile.of(ARRAYS.get(0)).bytes();
    String header = new String(bytes, StandardCharsets.ISO_8859_1);
    assertTrue(header.contains("'descr': '<f4'") && header.contains("'shape': (2, 1)"), header);
    assertEquals(128 + 8, bytes.length);
  }

  @Test
  void equalArraysGiveEqualBytes() {
    assertArrayEquals(NpzFile.bytes(ARRAYS), NpzFile.bytes(ARRAYS));
  }

  @Test
  void otherFilesAreRefusedByName() throws IOException {
    Path path = folder.resolve("other.npz");
    Files.writeString(path, "text");
    String message = assertThrows(IOException.class, () -> NpzFile.read(path)).getMessage();
    assertTrue(message.contains("other.npz"), message);
  }
}
