package org.bitgrad.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Prints a ledger for people: what there is, then what did not come out, then the rest. */
final class LedgerText {
  private static final int DIGITS = 3;

  private final Ledger ledger;
  private final int width;

  LedgerText(Ledger ledger, int width) {
    this.ledger = ledger;
    this.width = width;
  }

  String text(boolean all) {
    if (ledger.results().isEmpty()) {
      return "no claims\n";
    }
    StringBuilder text = new StringBuilder();
    text.append(summary()).append('\n');
    text.append(TextColumns.fit(new LedgerTotals(ledger).table(), 1, c -> c > 0, width));
    for (Verdict verdict : List.of(Verdict.NOT_REPRODUCED, Verdict.INCONCLUSIVE)) {
      text.append(measured(verdict));
    }
    text.append(untested());
    text.append(all ? measured(Verdict.REPRODUCED) : "").append('\n');
    return text.append(end(all)).toString();
  }

  private String summary() {
    List<String> scales =
        ledger.results().stream().map(result -> result.scale().text()).distinct().toList();
    String counts =
        LedgerTotals.parts(ledger.results().size())
            + " at scale "
            + String.join(", ", scales)
            + ": "
            + LedgerTotals.verdicts(ledger.results());
    boolean quick = ledger.results().stream().anyMatch(r -> r.scale() == Scale.QUICK);
    return TextColumns.paragraph(counts, width)
        + (quick ? TextColumns.paragraph(Scale.QUICK.note(), width) : "");
  }

  private String measured(Verdict verdict) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("claim", "measured", "required", "statement"));
    for (ClaimResult result : of(verdict)) {
      Claim claim = result.claim();
      rows.add(
          List.of(
              claim.key().toString(),
              measured(result),
              claim.tolerance().map(Criterion::text).orElse(""),
              claim.statement()));
    }
    return rows.size() == 1
        ? ""
        : "\n" + verdict.text() + ":\n" + TextColumns.fit(rows, 1, column -> false, width);
  }

  /** A line for each reason, since a reason often holds for several parts. */
  private String untested() {
    Map<List<String>, List<String>> parts = new LinkedHashMap<>();
    for (ClaimResult result : of(Verdict.NOT_TESTED)) {
      Claim claim = result.claim();
      String paperAndClaim = claim.paper() + " " + claim.claim();
      parts
          .computeIfAbsent(List.of(paperAndClaim, result.reason()), key -> new ArrayList<>())
          .add(claim.part());
    }
    StringBuilder text = new StringBuilder();
    parts.forEach(
        (key, names) ->
            text.append(
                TextColumns.paragraph(
                    Stream.of(key.get(0), String.join(", ", names), ": " + key.get(1))
                        .collect(Collectors.joining(" "))
                        .replaceAll(" +: ", ": "),
                    width)));
    return text.isEmpty() ? "" : "\n" + Verdict.NOT_TESTED.text() + ":\n" + text;
  }

  private List<ClaimResult> of(Verdict verdict) {
    return ledger.results().stream().filter(r -> r.verdict() == verdict).toList();
  }

  private String end(boolean all) {
    String rest = all ? "" : "The parts that are reproduced: bitgrad claims DIR --all. ";
    return TextColumns.paragraph(
        rest + "What each interval covers: column 'reason' of " + Ledger.NAME + ".", width);
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
}
