package org.bitgrad.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import org.bitgrad.random.KnownNames;
import org.bitgrad.random.Shown;

/** The experiments on the class path. */
public final class Experiments {
  private Experiments() {}

  /** {@return all experiments, ordered by paper} */
  public static List<Experiment> all() {
    List<Experiment> found = new ArrayList<>();
    ServiceLoader.load(Experiment.class, Experiments.class.getClassLoader()).forEach(found::add);
    found.sort(Comparator.comparing(Experiment::paper));
    return List.copyOf(found);
  }

  /**
   * The experiment of a paper.
   *
   * @param paper name of the paper
   * @return its experiment
   * @throws IllegalArgumentException if there is none; the message lists those that there are
   */
  public static Experiment find(String paper) {
    List<Experiment> all = all();
    List<String> papers = all.stream().map(Experiment::paper).toList();
    return KnownNames.find(paper, papers)
        .map(found -> all.get(papers.indexOf(found)))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "paper is '"
                        + Shown.text(paper)
                        + "'; allowed: "
                        + KnownNames.allowed(paper, papers)));
  }
}
