package org.bitgrad.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Prints a ledger in columns for people. */
final class LedgerText {
  private static final int DIGITS = 3;
  private static final int STATEMENT = 60;

  private LedgerText() {}

  static String of(Ledger ledger) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        List.of(
            "paper",
            "claim",
            "part",
            "published",
            "measured",
            "tolerance",
            "verdict",
            "statement"));
    for (ClaimResult result : ledger.results()) {
      Claim claim = result.claim();
      rows.add(
          List.of(
              claim.paper(),
              claim.claim(),
              claim.part(),
              claim.published(),
              measured(result),
              claim.tolerance().map(Criterion::text).orElse(""),
              result.verdict().text(),
              statement(result)));
    }
    return TextColumns.align(rows) + summary(ledger);
  }

  private static String measured(ClaimResult result) {
    return result
        .measured()
        .map(
            m ->
                m.low() == m.high()
                    ? Numbers.brief(m.value(), DIGITS)
                    : Numbers.brief(m.value(), DIGITS)
                        + " ["
                        + Numbers.brief(m.low(), DIGITS)
                        + ", "
                        + Numbers.brief(m.high(), DIGITS)
                        + "]")
        .orElse("");
  }

  private static String statement(ClaimResult result) {
    String text =
        result.verdict() == Verdict.NOT_TESTED
            ? result.claim().statement() + " (" + result.reason() + ")"
            : result.claim().statement();
    return text.length() <= STATEMENT ? text : text.substring(0, STATEMENT - 3) + "...";
  }

  private static String summary(Ledger ledger) {
    Map<Verdict, Long> counts = ledger.counts();
    String scales =
        ledger.results().stream()
            .map(result -> result.scale().text())
            .distinct()
            .collect(Collectors.joining(", "));
    String verdicts =
        counts.entrySet().stream()
            .map(entry -> entry.getValue() + " " + entry.getKey().text())
            .collect(Collectors.joining(", "));
    return ledger.results().isEmpty()
        ? "no claims\n"
        : ledger.results().size()
            + " parts of claims at scale "
            + scales
            + ": "
            + verdicts
            + "\nWhat each interval covers: column 'reason' of "
            + Ledger.NAME
            + ".\n";
  }
}
