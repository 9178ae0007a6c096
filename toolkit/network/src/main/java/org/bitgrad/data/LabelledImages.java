package org.bitgrad.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.bitgrad.network.Batch;
import org.bitgrad.numeric.Memory;

/**
 * Images of one shape with a class each; immutable, holds bytes.
 *
 * <p>A pixel is a number 0 to {@link #white()} (255 unless a data set has fewer levels), channel by
 * channel, row by row. What a network sees is {@code (pixel / white - mean) / deviation}; {@code
 * (0, 1)} leaves numbers in [0, 1].
 *
 * <pre>{@code
 * LabelledImages train = ImageData.mnist().train();
 * Batch batch = train.first(100).batch(0.1307, 0.3081);
 * }</pre>
 */
public final class LabelledImages implements LabelledExamples {
  private static final int WHITE = 255;

  private final ImageShape shape;
  private final int white;
  private final int classes;
  private final byte[] pixels;
  private final byte[] labels;

  private LabelledImages(PixelScale scale, int classes, byte[] pixels, byte[] labels) {
    this.shape = scale.shape();
    this.white = scale.white();
    this.classes = classes;
    this.pixels = pixels;
    this.labels = labels;
  }

  /**
   * Images from bytes.
   *
   * @param shape of each image
   * @param classes labels are 0 to classes - 1; 1 to 256
   * @param pixels image by image; copied
   * @param labels one per image, at least one; copied
   * @return the images
   * @throws IllegalArgumentException if sizes do not fit or a label is not a class
   */
  public static LabelledImages of(ImageShape shape, int classes, byte[] pixels, byte[] labels) {
    return owning(new PixelScale(shape, WHITE), classes, pixels.clone(), labels.clone());
  }

  /** Keeps the arrays themselves. */
  static LabelledImages owning(PixelScale scale, int classes, byte[] pixels, byte[] labels) {
    if (classes < 1 || classes > 256) {
      throw new IllegalArgumentException("classes must be 1 to 256, but is " + classes);
    }
    if (labels.length == 0 || pixels.length != (long) labels.length * scale.shape().size()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "pixels must have %d numbers for each of at least 1 label, but there are %d for %d",
              scale.shape().size(),
              pixels.length,
              labels.length));
    }
    for (int i = 0; i < labels.length; i++) {
      if ((labels[i] & 0xff) >= classes) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "labels[%d] must be 0 to %d, but is %d",
                i,
                classes - 1,
                labels[i] & 0xff));
      }
    }
    return new LabelledImages(scale, classes, pixels, labels);
  }

  /**
   * Reads grey images and their labels in the IDX format of MNIST, plain or packed by gzip.
   *
   * @param images file of three dimensions: images, rows, columns
   * @param labels file of one dimension
   * @param classes labels are 0 to classes - 1
   * @return the images
   * @throws DamagedDataException if a file is not what it should be; the message says what was
   *     expected
   * @throws IOException if a file cannot be read
   */
  public static LabelledImages readIdx(Path images, Path labels, int classes) throws IOException {
    IdxFile pixels = IdxFile.read(images, 3);
    IdxFile classOf = IdxFile.read(labels, 1);
    if (classOf.size(0) != pixels.size(0)) {
      throw new DamagedDataException(
          String.format(
              Locale.ROOT,
              "%s has %d labels; expected one for each of the %d images of %s",
              labels,
              classOf.size(0),
              pixels.size(0),
              images));
    }
    try {
      ImageShape shape = new ImageShape(1, pixels.size(1), pixels.size(2));
      return of(shape, classes, pixels.bytes(), classOf.bytes());
    } catch (IllegalArgumentException e) {
      throw new DamagedDataException(labels + ": " + e.getMessage(), e);
    }
  }

  /**
   * Reads colour images, 32x32, with their labels in the binary format of CIFAR-10, plain or packed
   * by gzip.
   *
   * @param files files of records, at least one; their images follow each other
   * @return the images
   * @throws IllegalArgumentException if no file is named
   * @throws DamagedDataException if a file is not what it should be; the message says what was
   *     expected
   * @throws IOException if a file cannot be read
   */
  public static LabelledImages readCifar(Path... files) throws IOException {
    if (files.length == 0) {
      throw new IllegalArgumentException("files must name at least one file, but is empty");
    }
    return CifarFile.read(List.of(files));
  }

  /** {@return number of images, at least 1} */
  @Override
  public int size() {
    return labels.length;
  }

  /** {@return numbers of an image} */
  @Override
  public int features() {
    return shape.size();
  }

  /** {@return the largest value that a pixel may have, which a network sees as 1} */
  public int white() {
    return white;
  }

  /** {@return shape of each image} */
  public ImageShape shape() {
    return shape;
  }

  /** {@return number of classes} */
  @Override
  public int classes() {
    return classes;
  }

  /**
   * The class of an image.
   *
   * @param image 0 to size - 1
   * @return 0 to classes - 1
   */
  @Override
  public int label(int image) {
    return labels[image] & 0xff;
  }

  /**
   * A number of an image.
   *
   * @param image 0 to size - 1
   * @param pixel 0 to {@code shape().size()} - 1: channel by channel, row by row
   * @return 0 to white
   */
  public int pixel(int image, int pixel) {
    return pixels[image * shape.size() + pixel] & 0xff;
  }

  /**
   * The first images.
   *
   * @param count 1 to size
   * @return these images
   * @throws IllegalArgumentException if there are not as many
   */
  public LabelledImages first(int count) {
    if (count < 1 || count > size()) {
      throw new IllegalArgumentException("count must be 1 to " + size() + ", but is " + count);
    }
    if (count == size()) {
      return this; // immutable, and may be most of the memory
    }
    int[] images = new int[count];
    for (int i = 0; i < count; i++) {
      images[i] = i;
    }
    return at(images);
  }

  /**
   * Some of the images; an image may be repeated.
   *
   * @param images indices, 0 to size - 1, at least one
   * @return these images, in this order
   * @throws IllegalArgumentException if there is none or an index is not that of an image
   */
  public LabelledImages at(int... images) {
    Chosen.check("images", images, size());
    int length = shape.size();
    Memory.atMost("number of images", images.length, length, 0);
    long numbers = Memory.product(images.length, length);
    byte[] chosen = new byte[Memory.requireArray("number of images", images.length, numbers)];
    byte[] classOf = new byte[images.length];
    for (int i = 0; i < images.length; i++) {
      System.arraycopy(pixels, images[i] * length, chosen, i * length, length);
      classOf[i] = labels[images[i]];
    }
    return new LabelledImages(new PixelScale(shape, white), classes, chosen, classOf);
  }

  /**
   * Writes {@code pixel / white} of each pixel.
   *
   * @param image 0 to size - 1
   * @param out its first {@code features()} numbers are overwritten
   */
  @Override
  public void numbers(int image, double[] out) {
    int from = image * shape.size();
    for (int i = 0; i < shape.size(); i++) {
      out[i] = (pixels[from + i] & 0xff) / (double) white;
    }
  }

  /**
   * Writes what a network sees of an image.
   *
   * @param image 0 to size - 1
   * @param mean of {@code pixel / white}, subtracted
   * @param deviation divides; positive
   * @param out {@code shape().size()} numbers, overwritten
   */
  public void input(int image, double mean, double deviation, double[] out) {
    int from = image * shape.size();
    double scale = 1 / (white * deviation);
    double shift = -mean / deviation;
    for (int i = 0; i < out.length; i++) {
      out[i] = Math.fma(scale, pixels[from + i] & 0xff, shift);
    }
  }

  /**
   * All images as the points of a problem, the class as target.
   *
   * @param mean of {@code pixel / white}, subtracted
   * @param deviation divides
   * @return the points
   * @throws IllegalArgumentException if the deviation is not positive or a number is not finite
   */
  public Batch batch(double mean, double deviation) {
    if (!(deviation > 0)) {
      throw new IllegalArgumentException("deviation must be positive, but is " + deviation);
    }
    double[][] x = new double[size()][shape.size()];
    double[] y = new double[size()];
    for (int n = 0; n < size(); n++) {
      input(n, mean, deviation, x[n]);
      y[n] = label(n);
    }
    return Batch.of(x, y);
  }

  /** {@return how many and how large, for people} */
  @Override
  public String toString() {
    return "images: " + labels.length + " of " + shape + ", classes: " + classes;
  }
}
