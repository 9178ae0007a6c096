package org.bitgrad.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How many parts of claims have which verdict, by where the claim comes from. */
final class LedgerTotals {
  private final List<ClaimResult> results;
  private final Map<String, Predicate<Certainty>> origins = new LinkedHashMap<>();

  LedgerTotals(Ledger ledger) {
    results = ledger.results();
    origins.put("stated by a paper, its code or its figures", Certainty::stated);
    origins.put("our own derivations and pilots", c -> c == Certainty.DERIVED);
    origins.put("recollections", c -> c == Certainty.RECOLLECTION);
  }

  /** For example {@code 5 parts of claims: 4 stated by ... (3 reproduced, 1 not tested); ...}. */
  String sentence() {
    String origin =
        origins.keySet().stream()
            .filter(name -> !rows(name).isEmpty())
            .map(name -> rows(name).size() + " " + name + " (" + verdicts(rows(name)) + ")")
            .collect(Collectors.joining("; "));
    return parts(results.size()) + (origin.isEmpty() ? "." : ": " + origin + ".");
  }

  /** A header, a row for each origin, and a row for all. */
  List<List<String>> table() {
    List<List<String>> table = new ArrayList<>();
    table.add(
        Stream.concat(
                Stream.of("claim is", "parts"), Stream.of(Verdict.values()).map(Verdict::text))
            .toList());
    origins.keySet().forEach(origin -> table.add(row(origin, rows(origin))));
    table.add(row("all", results));
    return table;
  }

  private static List<String> row(String name, List<ClaimResult> rows) {
    return Stream.concat(
            Stream.of(name, String.valueOf(rows.size())),
            Stream.of(Verdict.values()).map(v -> String.valueOf(count(rows, v))))
        .toList();
  }

  static String verdicts(List<ClaimResult> rows) {
    return Stream.of(Verdict.values())
        .filter(v -> count(rows, v) > 0)
        .map(v -> count(rows, v) + " " + v.text())
        .collect(Collectors.joining(", "));
  }

  static String parts(int count) {
    return count == 1 ? "1 part of a claim" : count + " parts of claims";
  }

  private static long count(List<ClaimResult> rows, Verdict verdict) {
    return rows.stream().filter(r -> r.verdict() == verdict).count();
  }

  private List<ClaimResult> rows(String origin) {
    return results.stream().filter(r -> origins.get(origin).test(r.claim().certainty())).toList();
  }
}
