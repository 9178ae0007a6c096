package org.bitgrad.papers.psa2020;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.bitgrad.data.Sha256;
import org.bitgrad.papers.shared.Decision;
import org.bitgrad.report.Measurement;

/**
 * The studies that claims are judged on.
 *
 * @param studies all networks, of both stages and recipes
 * @param setAside trained networks of the starts from which REINFORCE never came to the early stage
 */
public record Evidence(List<NetworkStudy> studies, List<Checkpoint> setAside) {
  /**
   * Copies the lists.
   *
   * @param studies all networks, of both stages and recipes
   * @param setAside trained networks of the starts that were set aside
   */
  public Evidence {
    studies = List.copyOf(studies);
    setAside = List.copyOf(setAside);
  }

  /**
   * Reads what a run wrote.
   *
   * @param folder folder of the run
   * @return its studies, ordered by start, recipe and stage, and the networks set aside
   * @throws IOException if a file cannot be read
   */
  public static Evidence read(Path folder) throws IOException {
    List<NetworkStudy> studies = new ArrayList<>();
    for (Path file : json(folder.resolve(Output.NETWORKS))) {
      Checkpoint checkpoint = NetworkFile.checkpoint(Files.readString(file));
      String moments = Files.readString(file.resolveSibling(checkpoint.name() + "-moments.csv"));
      String curves = Files.readString(file.resolveSibling(checkpoint.name() + "-curves.csv"));
      studies.add(NetworkStudy.parse(checkpoint, moments, curves));
    }
    studies.sort(
        Comparator.comparing((NetworkStudy s) -> s.checkpoint().number())
            .thenComparing(s -> s.checkpoint().recipe())
            .thenComparing(s -> s.checkpoint().stage()));
    List<Checkpoint> setAside = new ArrayList<>();
    for (Path file : json(folder.resolve(Output.SET_ASIDE))) {
      setAside.add(NetworkFile.checkpoint(Files.readString(file)));
    }
    setAside.sort(Comparator.comparing(Checkpoint::number));
    return new Evidence(studies, setAside);
  }

  /**
   * The checksum of the data that a run was made on.
   *
   * @param folder folder of the run
   * @return SHA-256 of the points and labels as the network files write them
   * @throws IOException if no network file can be read
   */
  public static String dataHash(Path folder) throws IOException {
    Path any = json(folder.resolve(Output.NETWORKS)).stream().sorted().findFirst().orElseThrow();
    String text = Files.readString(any);
    String data = text.substring(text.indexOf("\"data\""));
    return Sha256.of(data.getBytes(StandardCharsets.UTF_8));
  }

  private static List<Path> json(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".json")).toList();
    }
  }

  /**
   * The networks of one kind.
   *
   * @param stage stage of training
   * @param recipe recipe of training
   * @return these networks only
   */
  public Evidence of(Stage stage, Recipe recipe) {
    return new Evidence(
        studies.stream()
            .filter(s -> s.checkpoint().stage() == stage && s.checkpoint().recipe() == recipe)
            .toList(),
        List.of());
  }

  /** The networks of one stage, trained as published. */
  Evidence published(Stage stage) {
    return of(stage, Recipe.REINFORCE);
  }

  /** On how many networks a comparison holds. */
  Measurement share(Function<NetworkStudy, Decision> comparison) {
    return Decision.shareOfSample(studies.stream().map(comparison).toList(), "networks");
  }

  /** A number of each network. */
  double[] each(ToDoubleFunction<NetworkStudy> number) {
    return studies.stream().mapToDouble(number).toArray();
  }
}
