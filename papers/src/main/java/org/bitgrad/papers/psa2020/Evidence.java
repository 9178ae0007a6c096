package org.bitgrad.papers.psa2020;

import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.bitgrad.report.Measurement;

/**
 * The studies that claims are judged on.
 *
 * @param studies all networks, of both stages and recipes
 * @param setAside trained networks of the starts from which REINFORCE never came to the early stage
 */
public record Evidence(List<NetworkStudy> studies, List<Checkpoint> setAside) {
  /** Copies the lists. */
  public Evidence {
    studies = List.copyOf(studies);
    setAside = List.copyOf(setAside);
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
    return Decision.share(studies.stream().map(comparison).toList());
  }

  /** A number of each network. */
  double[] each(ToDoubleFunction<NetworkStudy> number) {
    return studies.stream().mapToDouble(number).toArray();
  }
}
