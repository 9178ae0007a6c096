package org.bitgrad.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * Rows of the optical digits of UCI: 64 integers 0 to 16 and the class, separated by commas; plain
 * or packed by gzip.
 */
final class DigitRows {
  private static final PixelScale SCALE = new PixelScale(new ImageShape(1, 8, 8), 16);
  private static final int CLASSES = 10;

  private DigitRows() {}

  static LabelledImages read(Path file) throws IOException {
    return read(file, PackedFile.mostText());
  }

  /** The same with a bound on the bytes of the text. */
  static LabelledImages read(Path file, long most) throws IOException {
    byte[] content = PackedFile.read(file, most, InputStream::readAllBytes);
    List<String> lines = new String(content, StandardCharsets.US_ASCII).lines().toList();
    int pixelsEach = SCALE.shape().size();
    byte[] pixels = new byte[lines.size() * pixelsEach];
    byte[] labels = new byte[lines.size()];
    for (int n = 0; n < lines.size(); n++) {
      String place = file + ", line " + (n + 1);
      // Counted before the line is taken apart: it may be one of millions of commas.
      long numbers = 1 + lines.get(n).chars().filter(c -> c == ',').count();
      if (numbers != pixelsEach + 1) {
        throw new DamagedDataException(
            place + " has " + numbers + " numbers; expected " + (pixelsEach + 1));
      }
      String[] cells = lines.get(n).split(",", -1);
      for (int i = 0; i < pixelsEach; i++) {
        pixels[n * pixelsEach + i] = (byte) WholeNumber.read(place, cells[i], 0, SCALE.white());
      }
      labels[n] = (byte) WholeNumber.read(place, cells[pixelsEach], 0, CLASSES - 1);
    }
    if (lines.isEmpty()) {
      throw new DamagedDataException(file + " is empty; expected rows of digits");
    }
    return LabelledImages.owning(SCALE, CLASSES, pixels, labels);
  }
}
