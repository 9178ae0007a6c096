package org.bitgrad.papers.shared;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bitgrad.report.ClaimResult;
import org.bitgrad.report.ClaimsFile;
import org.bitgrad.report.Criterion;
import org.bitgrad.report.Ledger;
import org.bitgrad.report.Measurement;
import org.bitgrad.report.Numbers;
import org.bitgrad.report.Scale;
import org.bitgrad.report.Verdict;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** The verdicts of a run, claim by claim. */
public final class Verdicts {
  private static final int DIGITS = 3;

  private final ClaimsFile claims;
  private final List<ClaimResult> results;

  /**
   * Verdicts of a run.
   *
   * @param claims the paper's claims
   * @param ledger the paper's rows
   */
  public Verdicts(ClaimsFile claims, Ledger ledger) {
    this.claims = claims;
    results = ledger.results();
  }

  /** {@return one row per claim: how many of its parts have which verdict} */
  public Table summary() {
    StringColumn claim = StringColumn.create("claim");
    StringColumn statement = StringColumn.create("statement");
    StringColumn verdict = StringColumn.create("verdicts of its parts");
    for (String number : results.stream().map(r -> r.claim().claim()).distinct().toList()) {
      List<ClaimResult> parts = of(number);
      claim.append(number);
      statement.append(claims.statement(number));
      verdict.append(counts(parts));
    }
    boolean quick = results.stream().anyMatch(r -> r.scale() == Scale.QUICK);
    String caption = quick ? "claims. " + Scale.QUICK.note() : "claims";
    return Table.create(caption, claim, statement, verdict);
  }

  private static String counts(List<ClaimResult> parts) {
    return Stream.of(Verdict.values())
        .filter(v -> parts.stream().anyMatch(part -> part.verdict() == v))
        .map(v -> parts.stream().filter(part -> part.verdict() == v).count() + " " + v.text())
        .collect(Collectors.joining(", "));
  }

  /**
   * The parts of a claim: what was measured, and what follows.
   *
   * @param number number of the claim, for example {@code 4}
   * @return one row per part
   * @throws IllegalArgumentException if there is no such claim
   */
  public Table claim(String number) {
    StringColumn part = StringColumn.create("part");
    StringColumn published = StringColumn.create("published");
    StringColumn measured = StringColumn.create("measured [interval]");
    StringColumn covers = StringColumn.create("the interval covers");
    StringColumn tolerance = StringColumn.create("required");
    StringColumn verdict = StringColumn.create("verdict");
    for (ClaimResult result : of(number)) {
      part.append(result.claim().part());
      published.append(result.claim().published());
      measured.append(result.measured().map(Verdicts::text).orElse(""));
      covers.append(result.measured().map(Measurement::covers).orElse(""));
      tolerance.append(result.claim().tolerance().map(Criterion::text).orElse(""));
      String reason = result.measured().isPresent() ? "" : ": " + result.reason();
      verdict.append(result.verdict().text() + reason);
    }
    if (part.isEmpty()) {
      throw new IllegalArgumentException("number is '" + number + "'; allowed: a claim's number");
    }
    return Table.create("claim " + number, part, published, measured, covers, tolerance, verdict);
  }

  /** {@return the time that the measurements took, in seconds} */
  public double seconds() {
    return results.stream().mapToDouble(ClaimResult::seconds).sum();
  }

  private List<ClaimResult> of(String number) {
    return results.stream().filter(r -> r.claim().claim().equals(number)).toList();
  }

  private static String text(Measurement m) {
    String value = Numbers.brief(m.value(), DIGITS);
    return m.low() == m.high()
        ? value
        : value
            + " ["
            + Numbers.brief(m.low(), DIGITS)
            + ", "
            + Numbers.brief(m.high(), DIGITS)
            + "]";
  }
}
