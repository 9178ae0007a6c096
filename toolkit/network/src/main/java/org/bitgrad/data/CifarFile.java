package org.bitgrad.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bitgrad.numeric.Memory;

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
    return read(files, PackedFile.mostBytes());
  }

  /** The same with a bound on the bytes of all files together. */
  static LabelledImages read(List<Path> files, long most) throws IOException {
    List<byte[]> contents = new ArrayList<>();
    long images = 0;
    long left = most;
    for (Path file : files) {
      byte[] content = PackedFile.read(file, left, InputStream::readAllBytes);
      left -= content.length;
      check(file, content);
      contents.add(content);
      images += content.length / RECORD;
    }
    long all = Memory.product(images, SHAPE.size());
    byte[] pixels = new byte[Memory.requireArray("images", images, all)];
    byte[] labels = new byte[(int) images];
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
