package org.bitgrad.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A data set of images as published: training and test part.
 *
 * <p>Sources: MNIST, Y. LeCun, C. Cortes, C. Burges, 1998; Fashion-MNIST, H. Xiao, K. Rasul, R.
 * Vollgraf, 2017.
 *
 * @param name name of the data set
 * @param train training part, in the published order
 * @param test test part, in the published order
 */
public record ImageData(String name, LabelledImages train, LabelledImages test) {
  private static final List<String> IDX = List.of("mnist", "fashion-mnist");
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
   * A data set of images by name; lengths and checksums of its files are those published.
   *
   * @param name {@code mnist} or {@code fashion-mnist}
   * @param roots folders that may hold a folder per data set; the caches of other tools follow
   * @return the images
   * @throws IllegalArgumentException if there is no such data set of images
   * @throws MissingDataException if it is not on this machine
   * @throws DamagedDataException if its files are not the published ones
   * @throws IOException if a file cannot be read
   */
  public static ImageData load(String name, List<Path> roots) throws IOException {
    if (!IDX.contains(name)) {
      throw new IllegalArgumentException(
          "name is '" + name + "'; allowed: " + String.join(", ", IDX));
    }
    return idx(DataSets.named(name), roots);
  }

  static ImageData idx(DataSet set, List<Path> roots) throws IOException {
    Map<String, Path> files = set.open(roots);
    return new ImageData(set.name(), part(files, "train"), part(files, "t10k"));
  }

  private static LabelledImages part(Map<String, Path> files, String part) throws IOException {
    return LabelledImages.readIdx(
        files.get(part + "-images-idx3-ubyte.gz"),
        files.get(part + "-labels-idx1-ubyte.gz"),
        CLASSES);
  }
}
