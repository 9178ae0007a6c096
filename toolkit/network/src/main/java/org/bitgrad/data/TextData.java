package org.bitgrad.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bitgrad.random.KnownNames;
import org.bitgrad.random.Shown;

/**
 * A data set of counted words as prepared by others.
 *
 * <p>Source: 20 Newsgroups, K. Lang, "NewsWeeder: learning to filter netnews", 1995; 100 words by
 * S. Roweis, 1000 word groups by B. Marlin.
 *
 * @param name name of the data set
 * @param train training part, or everything if there is no published split
 * @param test test part, if there is a published split
 * @param words what is counted; of a group of words its members, separated by commas
 * @param classNames names of the classes
 */
public record TextData(
    String name,
    LabelledCounts train,
    Optional<LabelledCounts> test,
    List<String> words,
    List<String> classNames) {

  /**
   * 20 Newsgroups, 16242 postings, 100 words (whether they occur), 4 groups, no split: see {@link
   * Split#stratified}.
   *
   * @return the counts, 0 or 1
   * @throws MissingDataException if it is not on this machine
   * @throws DamagedDataException if its files are not the known ones
   * @throws IOException if a file cannot be read
   */
  public static TextData newsgroups100() throws IOException {
    return load("20news-w100", DataSets.roots());
  }

  /**
   * 20 Newsgroups, 11256 and 7489 postings split by date, counts of 1000 groups of words, 20
   * classes. Words that say most about the class come first.
   *
   * @return the counts
   * @throws MissingDataException if it is not on this machine
   * @throws DamagedDataException if its files are not the known ones
   * @throws IOException if a file cannot be read
   */
  public static TextData newsgroups1000() throws IOException {
    return load("20news-w1000", DataSets.roots());
  }

  /**
   * A data set of counted words by name.
   *
   * @param name {@code 20news-w100} or {@code 20news-w1000}
   * @param roots folders that may hold a folder per data set
   * @return the counts
   * @throws IllegalArgumentException if there is no such data set of words
   * @throws MissingDataException if it is not on this machine
   * @throws DamagedDataException if its files are not the known ones
   * @throws IOException if a file cannot be read
   */
  public static TextData load(String name, List<Path> roots) throws IOException {
    List<String> names = List.of("20news-w100", "20news-w1000");
    Optional<String> known = KnownNames.find(name, names);
    if (known.isEmpty()) {
      throw new IllegalArgumentException(
          "name is '" + Shown.text(name) + "'; allowed: " + KnownNames.allowed(name, names));
    }
    boolean split = known.get().equals("20news-w1000");
    Map<String, Path> files = DataSets.named(name).open(roots);
    List<String> words = Files.readAllLines(files.get("vocab.txt"));
    List<String> groups = Files.readAllLines(files.get("groups.txt"));
    Path train = files.get(split ? "20news_w1000.train.svm.gz" : "20news_w100.svm.gz");
    Optional<LabelledCounts> test = Optional.empty();
    if (split) {
      Path file = files.get("20news_w1000.test.svm.gz");
      test = Optional.of(SvmLightFile.read(file, words.size(), groups.size()));
    }
    LabelledCounts first = SvmLightFile.read(train, words.size(), groups.size());
    return new TextData(name, first, test, words, groups);
  }
}
