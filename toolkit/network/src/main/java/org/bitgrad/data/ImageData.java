package org.bitgrad.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bitgrad.numeric.Memory;
import org.bitgrad.random.KnownNames;
import org.bitgrad.random.RandomStream;
import org.bitgrad.random.Shown;

/**
 * A data set of images as published: training and test part.
 *
 * <p>Sources: MNIST, Y. LeCun, C. Cortes, C. Burges, 1998; Fashion-MNIST, H. Xiao, K. Rasul, R.
 * Vollgraf, 2017; CIFAR-10, A. Krizhevsky, "Learning multiple layers of features from tiny images",
 * 2009; optical digits, E. Alpaydin, C. Kaynak, UCI repository, 1998.
 *
 * @param name name of the data set
 * @param train training part, in the published order
 * @param validation for the choice of settings, if the data set has such a part
 * @param test test part, in the published order
 */
public record ImageData(
    String name, LabelledImages train, Optional<LabelledImages> validation, LabelledImages test) {
  private static final List<String> NAMES =
      List.of("mnist", "fashion-mnist", "cifar10", "cifar10-subset", "optdigits");
  private static final int CLASSES = 10;

  /**
   * MNIST: 60000 and 10000 handwritten digits, 28x28 grey.
   *
   * @return the images
   * @throws MissingDataException if it is not on this machine
   * @throws DamagedDataException if its files are not the published ones
   * @throws IOException if a file cannot be read
   */
  public static ImageData mnist() throws IOException {
    return load("mnist", DataSets.roots());
  }

  /**
   * Fashion-MNIST: 60000 and 10000 pictures of clothing, 28x28 grey.
   *
   * @return the images
   * @throws MissingDataException if it is not on this machine
   * @throws DamagedDataException if its files are not the published ones
   * @throws IOException if a file cannot be read
   */
  public static ImageData fashionMnist() throws IOException {
    return load("fashion-mnist", DataSets.roots());
  }

  /**
   * CIFAR-10: 50000 and 10000 photographs of ten kinds, 32x32 colour, the binary version.
   *
   * @return the images
   * @throws MissingDataException if it is not on this machine
   * @throws DamagedDataException if its files are not the published ones
   * @throws IOException if a file cannot be read
   */
  public static ImageData cifar10() throws IOException {
    return load("cifar10", DataSets.roots());
  }

  /**
   * A part of CIFAR-10: the first 1000 training images of each class, 100 others of each class for
   * validation, the first 1000 test images. Accuracies lie well below those with the whole set.
   *
   * @return the images
   * @throws MissingDataException if it is not on this machine
   * @throws DamagedDataException if its files are not the known ones
   * @throws IOException if a file cannot be read
   */
  public static ImageData cifar10Subset() throws IOException {
    return load("cifar10-subset", DataSets.roots());
  }

  /**
   * Optical digits of UCI: 3823 and 1797 handwritten digits, 8x8, 17 levels of grey; the writers of
   * the test part are others.
   *
   * @return the images, white is 16
   * @throws MissingDataException if it is not on this machine
   * @throws DamagedDataException if its files are not the known ones
   * @throws IOException if a file cannot be read
   */
  public static ImageData opticalDigits() throws IOException {
    return load("optdigits", DataSets.roots());
  }

  /**
   * Generated digits, 28x28 grey, so that everything runs where no data set is at hand; the name
   * says that they are generated. See {@link StrokeDigits}.
   *
   * @param seed of the streams {@code (seed, "stroke-digits", "train")} and {@code "test"}
   * @param train number of training images, at least 1
   * @param test number of test images, at least 1
   * @return the images
   * @throws IllegalArgumentException if a number is less than 1, or the memory does not hold as
   *     many
   */
  public static ImageData strokeDigits(long seed, int train, int test) {
    long tested = Memory.product(Math.max(0, test), StrokeDigits.BYTES);
    Memory.require("test", test, tested);
    Memory.atMost("train", Math.max(0, train), StrokeDigits.BYTES, tested);
    RandomStream stream = RandomStream.of(seed, "stroke-digits");
    return new ImageData(
        "stroke-digits (generated, seed " + seed + ")",
        StrokeDigits.images(stream.child("train"), train),
        Optional.empty(),
        StrokeDigits.images(stream.child("test"), test));
  }

  /**
   * A data set of images by name; lengths and checksums of its files are those published.
   *
   * @param name {@code mnist}, {@code fashion-mnist}, {@code cifar10}, {@code cifar10-subset} or
   *     {@code optdigits}
   * @param roots folders that may hold a folder per data set; the caches of other tools follow
   * @return the images
   * @throws IllegalArgumentException if there is no such data set of images
   * @throws MissingDataException if it is not on this machine
   * @throws DamagedDataException if its files are not the published ones
   * @throws IOException if a file cannot be read
   */
  public static ImageData load(String name, List<Path> roots) throws IOException {
    String known =
        KnownNames.find(name, NAMES)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "name is '"
                            + Shown.text(name)
                            + "'; allowed: "
                            + KnownNames.allowed(name, NAMES)));
    return read(known, DataSets.named(known).open(roots));
  }

  private static ImageData read(String name, Map<String, Path> files) throws IOException {
    return switch (name) {
      case "cifar10" -> cifar10(files);
      case "cifar10-subset" ->
          new ImageData(
              name,
              LabelledImages.readCifar(files.get("train_balanced_10000.bin.gz")),
              Optional.of(LabelledImages.readCifar(files.get("valid_balanced_1000.bin.gz"))),
              LabelledImages.readCifar(files.get("test_batch_first1000.bin.gz")));
      case "optdigits" ->
          new ImageData(
              name,
              DigitRows.read(files.get("optdigits.tra.gz")),
              Optional.empty(),
              DigitRows.read(files.get("optdigits.tes.gz")));
      default -> new ImageData(name, idx(files, "train"), Optional.empty(), idx(files, "t10k"));
    };
  }

  private static ImageData cifar10(Map<String, Path> files) throws IOException {
    Path[] train =
        files.entrySet().stream()
            .filter(file -> file.getKey().startsWith("data_batch"))
            .map(Map.Entry::getValue)
            .toArray(Path[]::new);
    return new ImageData(
        "cifar10",
        LabelledImages.readCifar(train),
        Optional.empty(),
        LabelledImages.readCifar(files.get("test_batch.bin")));
  }

  private static LabelledImages idx(Map<String, Path> files, String part) throws IOException {
    return LabelledImages.readIdx(
        files.get(part + "-images-idx3-ubyte.gz"),
        files.get(part + "-labels-idx1-ubyte.gz"),
        CLASSES);
  }
}
