package org.bitgrad.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.bitgrad.data.Sha256;
import org.bitgrad.numeric.RealArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of weights give back every bit, and nothing when a bit is wrong. */
class WeightsFileTest {
  private static final double[] WIDE = {-0.0, Double.MIN_VALUE, -Double.MAX_VALUE, 1 / 3.0, 0, 7};
  private static final float[] NARROW = {-0.0f, Float.MIN_VALUE, Float.MAX_VALUE, 1 / 3f};
  private static final Path NAME = Path.of("weights \u00e4.bitgrad");

  @TempDir private Path folder;

  private static WeightsFile example() {
    OptimiserRun run = Optimiser.sgd(0.1).momentum(0.9).start(RealArray.of(NARROW.clone()));
    return new WeightsFile(
        "4-3-2, \u03c3",
        Map.of("step", Long.MAX_VALUE),
        List.of(
            new NamedArray("layer 1", List.of(2, 3), RealArray.of(WIDE.clone())),
            new NamedArray("layer 2", List.of(4, 1), RealArray.of(NARROW.clone())),
            new NamedArray("none", List.of(0, 5), RealArray.of())),
        WeightsFile.arrays(run.state()));
  }

  private static long[] bits(RealArray array) {
    long[] bits = new long[array.size()];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Double.doubleToRawLongBits(array.get(i));
    }
    return bits;
  }

  private static void assertSame(List<NamedArray> expected, List<NamedArray> actual) {
    assertEquals(expected.size(), actual.size());
    for (int k = 0; k < expected.size(); k++) {
      assertEquals(expected.get(k).name(), actual.get(k).name());
      assertEquals(expected.get(k).shape(), actual.get(k).shape());
      assertEquals(expected.get(k).values().bytes(), actual.get(k).values().bytes());
      assertArrayEquals(bits(expected.get(k).values()), bits(actual.get(k).values()));
    }
  }

  @Test
  void everyBitComesBack() throws IOException {
    Path path = folder.resolve(NAME);
    WeightsFile file = example();
    file.write(path);
    WeightsFile again = WeightsFile.read(path);
    assertEquals(file.architecture(), again.architecture());
    assertEquals(file.counters(), again.counters());
    assertSame(file.parameters(), again.parameters());
    assertSame(file.optimiser(), again.optimiser());
    assertEquals(Double.MIN_VALUE, again.parameters().get(0).values().get(1));
    assertArrayEquals(file.bytes(), Files.readAllBytes(path));
    try (var left = Files.list(folder)) {
      assertEquals(1, left.count(), "only the file itself is left");
    }
  }

  @Test
  void anOptimiserGoesOnFromAFile() throws IOException {
    double[] x = {1, 2};
    OptimiserRun run = Optimiser.adam(0.1).start(RealArray.of(x));
    run.step(RealArray.of(0.3, -5));
    Path path = folder.resolve(NAME);
    List<NamedArray> parameters = List.of(NamedArray.flat("x", RealArray.of(x)));
    new WeightsFile("", Map.of(), parameters, WeightsFile.arrays(run.state())).write(path);
    run.step(RealArray.of(1, 1.0));
    WeightsFile file = WeightsFile.read(path);
    RealArray y = file.parameters().get(0).values();
    OptimiserRun resumed = Optimiser.adam(0.1).start(y);
    resumed.restore(file.state());
    resumed.step(RealArray.of(1, 1.0));
    assertArrayEquals(bits(RealArray.of(x)), bits(y));
  }

  private static String refusal(byte[] bytes) {
    return assertThrows(IllegalArgumentException.class, () -> WeightsFile.parse(bytes))
        .getMessage();
  }

  @Test
  void everyTruncationIsRefused() {
    byte[] bytes = example().bytes();
    for (int length = 0; length < bytes.length; length++) {
      String message = refusal(Arrays.copyOf(bytes, length));
      assertTrue(message.contains("bytes"), message);
    }
    assertTrue(refusal(Arrays.copyOf(bytes, bytes.length + 1)).contains("by its header"));
  }

  @Test
  void everyFlippedBitIsRefused() {
    byte[] bytes = example().bytes();
    for (int bit = 0; bit < 8 * bytes.length; bit++) {
      bytes[bit / 8] ^= (byte) (1 << bit % 8);
      refusal(bytes);
      bytes[bit / 8] ^= (byte) (1 << bit % 8);
    }
    assertEquals("4-3-2, \u03c3", WeightsFile.parse(bytes).architecture());
  }

  @Test
  void aNewerVersionAndOtherFilesAreNamed() throws IOException {
    byte[] bytes = example().bytes();
    bytes[8] = 2;
    assertTrue(refusal(bytes).contains("version must be 1, but is 2"));
    Path path = folder.resolve("other.txt");
    Files.writeString(path, "a text that is long enough to be taken for one at first sight");
    String message = assertThrows(IOException.class, () -> WeightsFile.read(path)).getMessage();
    assertTrue(message.contains("other.txt") && message.contains("bitgradW"), message);
  }

  /** Damage that the checksum does not see, because it was made with it. */
  private static byte[] resealed(byte[] bytes) {
    System.arraycopy(Sha256.digest(bytes, bytes.length - 32), 0, bytes, bytes.length - 32, 32);
    return bytes;
  }

  @Test
  void wrongCountsUnderARightChecksumAreRefusedWithoutHugeArrays() {
    List<NamedArray> one = List.of(NamedArray.flat("x", RealArray.of(1, 2.0)));
    byte[] bytes = new WeightsFile("abc", Map.of("n", 1L), one, List.of()).bytes();
    // Length of the text, counters, length of a name, arrays, length of a name, dimensions, size.
    for (int at : new int[] {20, 27, 31, 44, 48, 54, 58}) {
      for (int wrong : new int[] {Integer.MAX_VALUE, -1, 1 << 20}) {
        byte[] damaged = bytes.clone();
        ByteBuffer.wrap(damaged).order(ByteOrder.LITTLE_ENDIAN).putInt(at, wrong);
        refusal(resealed(damaged));
      }
    }
    byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
    ByteBuffer.wrap(longer).order(ByteOrder.LITTLE_ENDIAN).putLong(12, longer.length);
    assertTrue(refusal(resealed(longer)).contains("follow the last array"));
    byte[] damaged = bytes.clone();
    damaged[53] = 3;
    refusal(resealed(damaged));
    assertEquals(1, WeightsFile.parse(resealed(bytes)).parameters().size());
  }

  @Test
  void arraysThatDoNotFitAreNamed() {
    List<NamedArray> one = List.of(new NamedArray("w", List.of(1, 2), RealArray.of(1, 2.0)));
    byte[] bytes = new WeightsFile("abc", Map.of(), one, List.of()).bytes();
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    // Sizes stand after header, text, counters, number of arrays, name, width, dimensions.
    int sizes = 20 + 7 + 4 + 4 + 5 + 1 + 4;
    assertEquals(2, buffer.getInt(sizes + 4));
    buffer.putInt(sizes, -1).putInt(sizes + 4, -2);
    assertTrue(refusal(resealed(bytes)).contains("array 'w' has a size below 0: [-1, -2]"));
    buffer.putInt(sizes, Integer.MAX_VALUE).putInt(sizes + 4, Integer.MAX_VALUE);
    assertTrue(refusal(resealed(bytes)).contains("array 'w' of shape [2147483647, 2147483647]"));
  }

  /** Files of gigabytes that take no place on the disk; what is read of them is their header. */
  @Test
  void aHugeFileIsRefusedByItsHeader() throws IOException {
    long huge = 6L << 30;
    Path path = folder.resolve("huge.bgw");
    byte[] header = Arrays.copyOf(example().bytes(), 20);
    ByteBuffer buffer = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
    for (String why :
        List.of("must have 7 bytes by its header", "length is", "version", "bitgradW")) {
      switch (why) {
        case "version" -> header[8] = 9;
        case "bitgradW" -> header[0] = 'x';
        case "length is" -> buffer.putLong(12, huge);
        default -> buffer.putLong(12, 7);
      }
      try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
        file.write(header);
        file.setLength(huge);
      }
      String message = assertThrows(IOException.class, () -> WeightsFile.read(path)).getMessage();
      assertTrue(message.startsWith("'" + path + "' is no readable file of weights: "), message);
      assertTrue(message.contains(why), message);
    }
  }

  @Test
  void aFailedWriteLeavesTheOldFile() throws IOException {
    Path path = folder.resolve(NAME);
    example().write(path);
    Files.createDirectory(folder.resolve(NAME + ".part"));
    WeightsFile other = new WeightsFile("other", Map.of(), List.of(), List.of());
    String message = assertThrows(IOException.class, () -> other.write(path)).getMessage();
    assertTrue(message.contains(NAME.toString()), message);
    assertEquals(example().architecture(), WeightsFile.read(path).architecture());
    assertFalse(Files.exists(folder.resolve("other")));
  }

  @Test
  void shapesMustFit() {
    RealArray two = RealArray.of(1, 2.0);
    assertThrows(IllegalArgumentException.class, () -> new NamedArray("x", List.of(3), two));
    assertThrows(IllegalArgumentException.class, () -> new NamedArray("x", List.of(-1, -2), two));
  }

  @Test
  void namesMustDiffer() {
    List<NamedArray> twice =
        List.of(NamedArray.flat("x", RealArray.of()), NamedArray.flat("x", RealArray.of()));
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> new WeightsFile("", Map.of(), twice, List.of()))
            .getMessage();
    assertTrue(message.contains("'x' is there twice"), message);
  }
}
