package org.bitgrad.papers.straightthrough2021;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.bitgrad.papers.shared.Part;
import org.bitgrad.report.Measurement;
import org.bitgrad.report.RunFolder;

/** Trained classifiers: claims 13 to 15. */
final class ClassifierPart implements Part {
  private static final String REASON = "needs trained classifiers of images; not run yet";

  @Override
  public List<Work> tables() {
    return List.of();
  }

  @Override
  public Map<String, Supplier<Measurement>> tests(Map<String, String> tables) {
    return Map.of();
  }

  @Override
  public Map<String, String> notTested() {
    return Map.of("13", REASON, "14", REASON, "15", REASON);
  }

  @Override
  public void write(RunFolder folder, Map<String, String> tables) {}
}
