package org.bitgrad.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Records of CIFAR-10's binary version: the class in one byte, then 32x32 red, green and blue
 * bytes, row by row; plain or packed by gzip.
 */
final class CifarFile {
  private static final ImageShape SHAPE = new ImageShape(3, 32, 32);
  private static final int CLASSES = 10;
  private static final int RECORD = 1 + 3 * 32 * 32;

  private CifarFile() {}

  /** The images of several files, one after the other. */
  static LabelledImages read(List<Path> files) throws IOException {
    List<byte[]> contents = new ArrayList<>();
    int images = 0;
    for (Path file : files) {
      byte[] content = PackedFile.read(file, InputStream::readAllBytes);
      check(file, content);
      contents.add(content);
      images += content.length / RECORD;
    }
    byte[] pixels = new byte[Math.multiplyExact(images, SHAPE.size())];
    byte[] labels = new byte[images];
    int image = 0;
    for (byte[] content : contents) {
      for (int at = 0; at < content.length; at += RECORD) {
        labels[image] = content[at];
        System.arraycopy(content, at + 1, pixels, image * SHAPE.size(), SHAPE.size());
        image++;
      }
    }
    return LabelledImages.owning(new PixelScale(SHAPE, 255), CLASSES, pixels, labels);
  }

  private static void check(Path file, byte[] content) throws DamagedDataException {
    if (content.length == 0 || content.length % RECORD != 0) {
      throw new DamagedDataException(
          String.format(
              Locale.ROOT,
              "%s has %d bytes; expected records of %d bytes, at least one",
              file,
              content.length,
              RECORD));
    }
    for (int at = 0; at < content.length; at += RECORD) {
      if ((content[at] & 0xff) >= CLASSES) {
        throw new DamagedDataException(
            String.format(
                Locale.ROOT,
                "%s: record %d has class %d; expected 0 to %d",
                file,
                at / RECORD,
                content[at] & 0xff,
                CLASSES - 1));
      }
    }
  }
}
