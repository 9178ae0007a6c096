package org.bitgrad.report;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An image with at most 256 colours, which as PNG takes less than half the room. The most frequent
 * colours stay as they are; the others, shades on the edges of lines, become the nearest of these.
 */
final class PaletteImage {
  private static final int MOST = 256;

  private final Map<Integer, Integer> indices = new HashMap<>();
  private final int[] palette;

  private PaletteImage(int... palette) {
    this.palette = palette;
    for (int i = 0; i < palette.length; i++) {
      indices.put(palette[i], i);
    }
  }

  /** The image with its most frequent colours. */
  static BufferedImage of(BufferedImage image) {
    int[] pixels =
        image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    PaletteImage reduced = new PaletteImage(mostFrequent(pixels));
    BufferedImage indexed =
        new BufferedImage(
            image.getWidth(), image.getHeight(), BufferedImage.TYPE_BYTE_INDEXED, reduced.model());
    int[] cells = new int[pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      cells[i] = reduced.indices.computeIfAbsent(pixels[i], reduced::nearest);
    }
    indexed.getRaster().setPixels(0, 0, image.getWidth(), image.getHeight(), cells);
    return indexed;
  }

  /** Of equally frequent ones the smaller number, so that the bytes are always the same. */
  private static int[] mostFrequent(int... pixels) {
    Map<Integer, int[]> counts = new HashMap<>();
    for (int pixel : pixels) {
      counts.computeIfAbsent(pixel, p -> new int[1])[0]++;
    }
    List<Integer> colours =
        counts.keySet().stream()
            .sorted(
                Comparator.comparingInt((Integer c) -> -counts.get(c)[0])
                    .thenComparing(Comparator.naturalOrder()))
            .limit(MOST)
            .toList();
    return colours.stream().mapToInt(Integer::intValue).toArray();
  }

  private IndexColorModel model() {
    return new IndexColorModel(
        Byte.SIZE, palette.length, palette, 0, false, -1, DataBuffer.TYPE_BYTE);
  }

  private int nearest(int colour) {
    int best = 0;
    for (int i = 1; i < palette.length; i++) {
      if (distance(colour, palette[i]) < distance(colour, palette[best])) {
        best = i;
      }
    }
    return best;
  }

  private static int distance(int a, int b) {
    int sum = 0;
    for (int shift = 0; shift <= 16; shift += 8) {
      int d = (a >> shift & 0xff) - (b >> shift & 0xff);
      sum += d * d;
    }
    return sum;
  }
}
