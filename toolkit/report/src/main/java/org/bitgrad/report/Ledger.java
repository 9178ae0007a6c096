package org.bitgrad.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The verdicts on all claims: {@code claims.csv}. Verdicts are computed; a file whose verdicts are
 * not those of its own numbers is refused.
 *
 * @param results one row per part of a claim
 */
public record Ledger(List<ClaimResult> results) {
  /** The name of the file. */
  public static final String NAME = "claims.csv";

  private static final List<String> COLUMNS =
      List.of(
          "paper",
          "claim",
          "part",
          "statement",
          "published",
          "where",
          "certainty",
          "scale",
          "measured",
          "low",
          "high",
          "n",
          "seed",
          "test",
          "tolerance",
          "verdict",
          "reason",
          "seconds");

  /**
   * Copies the rows.
   *
   * @param results one row per part of a claim
   * @throws IllegalArgumentException if a claim stands twice
   */
  public Ledger {
    results = List.copyOf(results);
    Set<Claim.Key> keys = new HashSet<>();
    for (ClaimResult result : results) {
      if (!keys.add(result.claim().key())) {
        throw new IllegalArgumentException("claim " + result.claim().key() + " stands twice");
      }
    }
  }

  /** {@return how many claims have each verdict} */
  public Map<Verdict, Long> counts() {
    Map<Verdict, Long> counts = new EnumMap<>(Verdict.class);
    results.forEach(result -> counts.merge(result.verdict(), 1L, Long::sum));
    return counts;
  }

  /**
   * This ledger with the papers of another one replaced by its rows; ordered by paper.
   *
   * @param newer rows that count
   * @return a new ledger
   */
  public Ledger merge(Ledger newer) {
    Map<String, List<ClaimResult>> byPaper = new TreeMap<>(byPaper(results));
    byPaper.putAll(byPaper(newer.results));
    return new Ledger(byPaper.values().stream().flatMap(List::stream).toList());
  }

  /**
   * The same measurements, judged by claims as they are worded now. It is for claims whose words or
   * tolerances were corrected, so that nothing has to be measured again.
   *
   * @param claims the same claims by paper, number and part, in the same order
   * @return a new ledger
   * @throws IllegalArgumentException if they are other claims
   */
  public Ledger judgedBy(List<Claim> claims) {
    List<Claim.Key> keys = results.stream().map(result -> result.claim().key()).toList();
    if (!keys.equals(claims.stream().map(Claim::key).toList())) {
      throw new IllegalArgumentException(
          "claims must be those of the "
              + results.size()
              + " measurements that are stored, but are others; run the experiment");
    }
    List<ClaimResult> judged = new ArrayList<>();
    for (int i = 0; i < claims.size(); i++) {
      ClaimResult old = results.get(i);
      judged.add(
          new ClaimResult(
              claims.get(i), old.scale(), old.measured(), old.seed(), old.reason(), old.seconds()));
    }
    return new Ledger(judged);
  }

  private static Map<String, List<ClaimResult>> byPaper(List<ClaimResult> rows) {
    Map<String, List<ClaimResult>> papers = new TreeMap<>();
    for (ClaimResult row : rows) {
      papers.computeIfAbsent(row.claim().paper(), paper -> new ArrayList<>()).add(row);
    }
    return papers;
  }

  /** {@return the text of {@code claims.csv}} */
  public String csv() {
    CsvFile csv = new CsvFile(COLUMNS.toArray(String[]::new));
    for (ClaimResult result : results) {
      Claim claim = result.claim();
      Measurement measured = result.measured().orElse(null);
      csv.row(
          claim.paper(),
          claim.claim(),
          claim.part(),
          claim.statement(),
          claim.published(),
          claim.where(),
          claim.certainty().text(),
          result.scale().text(),
          measured == null ? null : (Double) measured.value(),
          measured == null ? null : (Double) measured.low(),
          measured == null ? null : (Double) measured.high(),
          measured == null ? null : (Long) measured.n(),
          result.seed(),
          claim.test(),
          claim.tolerance().map(Criterion::text).orElse(null),
          result.verdict().text(),
          result.reason(),
          result.seconds());
    }
    return csv.text();
  }

  /**
   * Reads a ledger.
   *
   * @param csv text of a {@code claims.csv}
   * @return the ledger
   * @throws IllegalArgumentException if columns, a value or a verdict is wrong; the message names
   *     the row
   */
  public static Ledger parse(String csv) {
    List<List<String>> rows = CsvFile.parse(csv);
    if (rows.isEmpty() || !rows.get(0).equals(COLUMNS)) {
      throw new IllegalArgumentException(
          "columns are " + (rows.isEmpty() ? "missing" : rows.get(0)) + "; allowed: " + COLUMNS);
    }
    List<ClaimResult> results = new ArrayList<>();
    for (int row = 1; row < rows.size(); row++) {
      try {
        results.add(result(rows.get(row)));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("row " + (row + 1) + ": " + e.getMessage(), e);
      }
    }
    return new Ledger(results);
  }

  private static ClaimResult result(List<String> row) {
    String tolerance = at(row, "tolerance");
    Claim claim =
        new Claim(
            new Claim.Key(at(row, "paper"), at(row, "claim"), at(row, "part")),
            at(row, "statement"),
            at(row, "published"),
            at(row, "where"),
            Certainty.parse(at(row, "certainty")),
            at(row, "test"),
            tolerance.isEmpty() ? Optional.empty() : Optional.of(Criterion.parse(tolerance)));
    Optional<Measurement> measured =
        at(row, "measured").isEmpty()
            ? Optional.empty()
            : Optional.of(
                new Measurement(
                    Double.parseDouble(at(row, "measured")),
                    Double.parseDouble(at(row, "low")),
                    Double.parseDouble(at(row, "high")),
                    Long.parseLong(at(row, "n")),
                    at(row, "reason")));
    ClaimResult result =
        new ClaimResult(
            claim,
            Scale.parse(at(row, "scale")),
            measured,
            Long.parseLong(at(row, "seed")),
            at(row, "reason"),
            Double.parseDouble(at(row, "seconds")));
    if (result.verdict() != Verdict.parse(at(row, "verdict"))) {
      throw new IllegalArgumentException(
          "verdict is '"
              + at(row, "verdict")
              + "', but the row's numbers say '"
              + result.verdict().text()
              + "'");
    }
    return result;
  }

  private static String at(List<String> row, String column) {
    return row.get(COLUMNS.indexOf(column));
  }

  /**
   * Reads the ledger of a results folder.
   *
   * @param folder results folder
   * @return the ledger, empty if there is none yet
   * @throws IOException if it cannot be read
   * @throws IllegalArgumentException if it is not as this class writes it
   */
  public static Ledger read(Path folder) throws IOException {
    Path file = folder.resolve(NAME);
    if (!Files.exists(file)) {
      return new Ledger(List.of());
    }
    try {
      return parse(Files.readString(file));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("'" + file + "': " + e.getMessage(), e);
    }
  }

  /**
   * The ledger for people: totals, then what is not reproduced, inconclusive or not tested.
   *
   * @return lines that fit the terminal
   */
  public String text() {
    return text(false, Terminal.width());
  }

  /**
   * The ledger for people.
   *
   * @param all whether the parts that are reproduced are listed, too
   * @param width the longest line
   * @return totals, then parts by verdict
   */
  public String text(boolean all, int width) {
    return new LedgerText(this, width).text(all);
  }
}
