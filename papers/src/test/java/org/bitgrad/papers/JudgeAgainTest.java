package org.bitgrad.papers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.bitgrad.report.Certainty;
import org.bitgrad.report.Claim;
import org.bitgrad.report.ClaimResult;
import org.bitgrad.report.Criterion;
import org.bitgrad.report.Experiment;
import org.bitgrad.report.ExperimentContext;
import org.bitgrad.report.Ledger;
import org.bitgrad.report.Manifest;
import org.bitgrad.report.Measurement;
import org.bitgrad.report.Reproduction;
import org.bitgrad.report.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Verdicts follow a corrected claims file without a new run. */
class JudgeAgainTest {
  @TempDir private Path out;

  /** Measures 1 for its only claim. */
  private record OneClaim(String tolerance) implements Experiment {
    @Override
    public String paper() {
      return "a-paper-2020";
    }

    @Override
    public String title() {
      return "A. Author: A paper, 2020";
    }

    @Override
    public List<Claim> claims() {
      return List.of(
          new Claim(
              new Claim.Key(paper(), "1", ""),
              "It is so.",
              "",
              "abstract",
              Certainty.ABSTRACT,
              "a number",
              Optional.of(Criterion.parse(tolerance))));
    }

    @Override
    public List<ClaimResult> run(ExperimentContext context) {
      return List.of(
          new ClaimResult(
              claims().get(0),
              context.scale(),
              Optional.of(Measurement.exact(1, 1)),
              context.seed(),
              "",
              0));
    }
  }

  private Reproduction of(String tolerance) {
    return Reproduction.of(new OneClaim(tolerance)).out(out);
  }

  @Test
  void storedMeasurementsAreJudgedByTheNewWords() throws Exception {
    assertEquals(Verdict.REPRODUCED, of(">= 1").run().results().get(0).verdict());
    Ledger judged = of(">= 2").judgeAgain();
    assertEquals(Verdict.NOT_REPRODUCED, judged.results().get(0).verdict());
    assertEquals(judged, Ledger.read(out));
    assertEquals(judged, Ledger.read(out.resolve("a-paper-2020")));
    assertEquals(List.of(), Manifest.problems(out.resolve("a-paper-2020")));
    String index = Files.readString(out.resolve("README.md"));
    assertTrue(index.contains("(1 not reproduced)"), index);
    assertTrue(index.contains("a smoke test of the code, not a replication"), index);
  }

  @Test
  void withoutMeasurementsOrWithEditedOnesNothingIsJudged() throws Exception {
    assertThrows(IllegalArgumentException.class, () -> of(">= 1").judgeAgain());
    of(">= 1").run();
    Path ledger = out.resolve("a-paper-2020/claims.csv");
    Files.writeString(ledger, Files.readString(ledger).replace("1.0000000000000000e+00", "2"));
    Exception e = assertThrows(IllegalArgumentException.class, () -> of(">= 2").judgeAgain());
    assertTrue(e.getMessage().contains("run the experiment"), e.getMessage());
  }
}
