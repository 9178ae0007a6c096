package org.bitgrad.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that NumPy wrote (by make-numpy-files.py), files that only look so, and bombs. */
class NumpyFilesTest {
  private static final double[] PLAIN = {0, 1, 2, 3, 4, 5};
  private static final double[] SIGNED = {-2, -1, 0, 1, 2, 3};
  private static final double[] FRACTIONS = {-1, -0.5, 0, 0.5, 1, 1.5};
  private static final long MEMORY = 1 << 20;

  @TempDir private Path folder;

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = NumpyFilesTest.class.getResourceAsStream(name)) {
      return in.readAllBytes();
    }
  }

  private Path file(String name) throws IOException {
    return Files.write(folder.resolve(name), resource(name));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64", "float16",
        "float32", "float64", "bool"
      })
  void everyTypeIsReadInBothByteOrdersAndBothOrdersOfDimensions(String type) throws IOException {
    Map<String, NpyFile> arrays = NpzFile.read(file("types.npz"));
    double[] expected =
        type.startsWith("u")
            ? PLAIN
            : type.startsWith("i")
                ? SIGNED
                : type.equals("bool") ? new double[] {0, 1, 0, 1, 0, 1} : FRACTIONS;
    for (String prefix : List.of("", "big_", "fortran_")) {
      if (prefix.equals("big_") && (type.endsWith("t8") || type.equals("bool"))) {
        continue; // one byte has no order
      }
      NpyFile array = arrays.get(prefix + type);
      assertArrayEquals(new int[] {2, 3}, array.shape(), prefix);
      assertArrayEquals(expected, array.values(), prefix);
      int bytes = type.equals("float32") ? Float.BYTES : Double.BYTES;
      assertEquals(bytes, array.named("x").values().bytes(), prefix);
    }
  }

  @Test
  void shapesOfAnyNumberOfDimensionsAreRead() throws IOException {
    Map<String, NpyFile> arrays = NpzFile.read(file("types.npz"));
    double[] cube = IntStream.range(0, 24).asDoubleStream().toArray();
    for (String name : List.of("cube", "fortran_cube")) {
      assertArrayEquals(new int[] {2, 3, 4}, arrays.get(name).shape());
      assertArrayEquals(cube, arrays.get(name).values(), name);
    }
    assertArrayEquals(new int[0], arrays.get("number").shape());
    assertArrayEquals(new double[] {2.5}, arrays.get("number").values());
    assertArrayEquals(new int[] {0}, arrays.get("empty").shape());
    assertArrayEquals(new int[] {0, 7}, arrays.get("no_rows").shape());
    assertArrayEquals(new double[] {1}, arrays.get("folder/inside").values());
  }

  @Test
  void numbersAtTheLimitsKeepEveryBit() throws IOException {
    Map<String, NpyFile> arrays = NpzFile.read(file("types.npz"));
    assertArrayEquals(new double[] {-0x1p53, 0x1p53}, arrays.get("limits").values());
    assertArrayEquals(new double[] {0x1p63, 0x1p64 - 2048}, arrays.get("high").values());
    double inf = Double.POSITIVE_INFINITY;
    assertArrayEquals(
        new double[] {65504, 0x1p-24, 0x3ffp-24, -0.0, inf, -inf, Double.NaN},
        arrays.get("half").values());
  }

  @ParameterizedTest
  @ValueSource(strings = {"piped.npz", "piped-packed.npz"})
  void aFileThatWasWrittenToAPipeIsRead(String name) throws IOException {
    Map<String, NpyFile> arrays = NpzFile.read(file(name));
    assertEquals(List.of("weights", "bias"), List.copyOf(arrays.keySet()));
    assertArrayEquals(new double[] {1.5, -2}, arrays.get("weights").values());
    assertArrayEquals(new double[] {0.1, 0.2, 0.3}, arrays.get("bias").values());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void everyVersionOfTheFormatIsRead(int version) throws IOException {
    byte[] bytes = resource("version-" + version + ".npy");
    assertEquals(version, bytes[6]);
    assertArrayEquals(FRACTIONS, NpyFile.parse(bytes).values());
    assertArrayEquals(FRACTIONS, NpyFile.read(file("version-" + version + ".npy")).values());
  }

  private String refusal(Path file) {
    IOException e = assertThrows(IOException.class, () -> NpzFile.read(file, MEMORY));
    String message = e.getMessage();
    assertTrue(message.startsWith("'" + file + "' is no readable .npz file: "), message);
    assertEquals(1, message.lines().count(), message);
    assertTrue(message.length() <= 300 + file.toString().length(), message);
    return message.substring(file.toString().length());
  }

  @ParameterizedTest
  @CsvSource({
    "object, descr is '|O'",
    "structure, descr is a structure",
    "complex, descr is '<c16'",
    "text, descr is '<U1'",
    "bytes, descr is '|S1'",
    "date, descr is '<M8[D]'",
    "long, descr is '<f16'",
    "not-exact, it has 9007199254740993; allowed: whole numbers that float64 has",
    "not-exact-high, it has 18446744073709551615; allowed: whole numbers that float64 has",
  })
  void whatFloat64CannotHoldIsRefusedByFileArrayAndType(String name, String why)
      throws IOException {
    String message = refusal(file("refused-" + name + ".npz"));
    assertTrue(message.contains("array '" + name.replace('-', '_') + ".npy': " + why), message);
  }

  private static byte[] npy(int version, String header, byte[] numbers) {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer buffer =
        ByteBuffer.allocate(12 + text.length + numbers.length).order(ByteOrder.LITTLE_ENDIAN);
    buffer.put(NpyHeader.MAGIC).put((byte) version).put((byte) 0);
    if (version == 1) {
      buffer.putShort((short) text.length);
    } else {
      buffer.putInt(text.length);
    }
    buffer.put(text).put(numbers);
    return Arrays.copyOf(buffer.array(), buffer.position());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'descr': '|u1', 'fortran_order': False, 'shape': (3,), }",
        "{'descr': '|u1', 'fortran_order': False, 'shape': (3,)}\n",
        "{'shape':(3,),'fortran_order':False,'descr':'|u1'}",
        "  { \"descr\" : \"u1\" , 'fortran_order' : True , 'shape' : ( 3 , ) , }  \n\n",
        "{'descr': '<u1', 'fortran_order': False, 'shape': (3L,), }",
        "{'descr': '=u1', 'fortran_order': False, 'shape': (1, 3), }",
        "{'descr': '>u1', 'fortran_order': False, 'shape': (3, 1, 1), }",
        "{'descr': '|u1', 'fortran_order': False, 'shape': (3), }",
      })
  void headersAreReadHoweverTheyAreSpaced(String header) {
    for (int version = 1; version <= 3; version++) {
      byte[] bytes =
          npy(version, header + " ".repeat(version == 1 ? 0 : 70_000), new byte[] {1, 2, -1});
      assertArrayEquals(new double[] {1, 2, 255}, NpyFile.parse(bytes).values());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      value = {
        "{'descr': '|u1', 'fortran_order': False, 'shape': (-3,), } ; shape must not be negative",
        "{'descr': '|u1', 'fortran_order': False, 'shape': (99999999999,), } ; shape has '99999999999'",
        "{'descr': '|u1', 'fortran_order': False, 'shape': (2147483647, 2147483647, 2147483647), } ; fewer than 2^63",
        "{'descr': '|u1', 'fortran_order': False, 'shape': (2147483647, 2147483647, 1), } ; allowed: up to",
        "{'descr': '<f8', 'fortran_order': False, 'shape': (200000000,), } ; needs",
        "{'descr': '|u1', 'fortran_order': False, 'shape': (4,), } ; has 3 bytes of numbers instead of 4",
        "{'descr': '|u1', 'fortran_order': False, 'shape': (2,), } ; has more bytes of numbers",
        "{'descr': '|u1', 'fortran_order': False, 'shape': (0,), } ; has more bytes of numbers",
        "{'descr': '|u1', 'fortran_order': Maybe, 'shape': (3,), } ; neither True nor False",
        "{'descr': '|u1', 'fortran_order': False, 'shape': (3.5,), } ; not understood",
        "{'descr': '|u1', 'fortran_order': False, 'shape': 3, } ; not understood",
        "{'descr': '|u1', 'fortran_order': False, } ; no shape",
        "{'descr': '', 'fortran_order': False, 'shape': (3,), } ; descr is ''",
        "{'descr': '|u3', 'fortran_order': False, 'shape': (3,), } ; descr is '|u3'",
        "{'descr': '|u1', 'descr': '|u1', 'fortran_order': False, 'shape': (3,)} ; key 'descr'",
        "{'descr': '|u1', 'fortran_order': False, 'shape': (3,), 'more': 1} ; key 'more'",
        "{'descr': '|u1', 'fortran_order': False, 'shape': (3,)} x ; text after its end",
        "{'descr': '|u1 ; without an end",
        "[1, 2] ; expected {",
        "{ ; not understood",
      })
  void headersThatLieAreRefused(String header, String why) {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                NpyFile.read(
                    new java.io.ByteArrayInputStream(npy(1, header, new byte[3])), 1L << 30));
    assertTrue(e.getMessage().contains(why.strip()), e.getMessage());
  }

  @Test
  void aHeaderThatAnnouncesGigabytesIsRefusedBeforeTheyAreTaken() {
    byte[] bytes = npy(2, "{}", new byte[0]);
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(8, Integer.MAX_VALUE);
    String message =
        assertThrows(IllegalArgumentException.class, () -> NpyFile.parse(bytes)).getMessage();
    assertTrue(message.contains("has 2147483647 bytes"), message);
    bytes[6] = 4;
    message = assertThrows(IllegalArgumentException.class, () -> NpyFile.parse(bytes)).getMessage();
    assertTrue(message.contains("version is 4; allowed: 1 to 3"), message);
  }

  /** A zip of entries, names and contents by turns. */
  private Path zip(Object... namesAndContents) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (int i = 0; i < namesAndContents.length; i += 2) {
        zip.putNextEntry(new ZipEntry((String) namesAndContents[i]));
        zip.write((byte[]) namesAndContents[i + 1]);
        zip.closeEntry();
      }
    }
    return Files.write(folder.resolve("x.npz"), out.toByteArray());
  }

  private static byte[] zeros(int count) {
    return npy(
        1,
        "{'descr': '|u1', 'fortran_order': False, 'shape': (" + count + ",), }",
        new byte[count]);
  }

  @Test
  void aBombIsOneLine() throws IOException {
    assertTrue(
        refusal(zip("a.npy", zeros(1 << 20))).contains("array 'a.npy': shape [1048576] needs"));
    byte[] some = zeros(60_000);
    Path together = zip("a.npy", some, "b.npy", some, "c.npy", some);
    assertTrue(refusal(together).contains("array 'c.npy': shape [60000] needs"));
    assertEquals(3, NpzFile.read(together, 4 * MEMORY).size());
    byte[] longer = Arrays.copyOf(zeros(3), 50_000_000);
    assertTrue(refusal(zip("a.npy", longer)).contains("more bytes of numbers instead of 3"));
  }

  @Test
  void entriesThatAreNoArraysAreRefusedByName() throws IOException {
    byte[] array = zeros(3);
    assertTrue(refusal(zip("a.npy", array, "read.me", array)).contains("entry 'read.me'"));
    assertTrue(refusal(zip("a.npy", new byte[0])).contains("array 'a.npy': it does not start"));
    assertTrue(refusal(zip()).contains("no arrays"));
    for (String name : List.of("../a.npy", "/a.npy", "b/../../a.npy", "..\\a.npy", "b//a.npy")) {
      assertTrue(refusal(zip(name, array)).contains("leads out of it"), name);
    }
    assertEquals(
        List.of("b/a"),
        List.copyOf(NpzFile.read(zip("b/", new byte[0], "b/a.npy", array)).keySet()));
  }

  @Test
  void twoArraysOfOneNameAreRefused() throws IOException {
    byte[] bytes = Files.readAllBytes(zip("a.npy", zeros(3), "b.npy", zeros(3)));
    String text = new String(bytes, StandardCharsets.ISO_8859_1).replace("b.npy", "a.npy");
    Path twice = Files.write(folder.resolve("y.npz"), text.getBytes(StandardCharsets.ISO_8859_1));
    assertTrue(refusal(twice).contains("array 'a.npy' is there twice"));
  }

  @Test
  void aFlippedBitOfANumberIsRefused() throws IOException {
    byte[] bytes = resource("piped.npz");
    int first = new String(bytes, StandardCharsets.ISO_8859_1).indexOf('\n') + 1;
    for (int at = first; at < first + 2 * Float.BYTES; at++) {
      byte[] damaged = bytes.clone();
      damaged[at] ^= 4;
      Path file = Files.write(folder.resolve("x.npz"), damaged);
      assertTrue(refusal(file).contains("array '"), "byte " + at);
    }
  }

  @Test
  void aFileCutAtAnyLengthIsRefusedByName() throws IOException {
    for (String name : List.of("piped.npz", "piped-packed.npz")) {
      byte[] bytes = resource(name);
      for (int length = 0; length < bytes.length; length += 7) {
        refusal(Files.write(folder.resolve("cut.npz"), Arrays.copyOf(bytes, length)));
      }
    }
    byte[] array = resource("version-1.npy");
    for (int length = 0; length < array.length; length++) {
      Path file = Files.write(folder.resolve("cut.npy"), Arrays.copyOf(array, length));
      String message = assertThrows(IOException.class, () -> NpyFile.read(file)).getMessage();
      assertTrue(message.startsWith("'" + file + "' is no readable .npy file: "), message);
    }
  }
}
