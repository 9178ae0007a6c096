package org.bitgrad.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LedgerTest {
  private static Claim claim(String paper, String number, String tolerance) {
    return new Claim(
        new Claim.Key(paper, number, "layer0"),
        "PSA, \"the\" best, in all",
        "0.158",
        "figure 2, left",
        Certainty.FIGURE,
        "relative bias by enumeration",
        Optional.of(tolerance).filter(t -> !t.isEmpty()).map(Criterion::parse));
  }

  private static ClaimResult result(Claim claim, double low, double high) {
    Measurement measured = new Measurement((low + high) / 2, low, high, 20_000, "noise, 95 %");
    return new ClaimResult(claim, Scale.QUICK, Optional.of(measured), 7, "", 1.5);
  }

  @ParameterizedTest
  @CsvSource({
    ">= 4,      4,     9,     reproduced",
    ">= 4,      3.99,  9,     inconclusive",
    ">= 4,      1,     3.99,  not reproduced",
    ">= 4,      4,     4,     reproduced",
    "<= 1e-12,  0,     1e-12, reproduced",
    "<= 1e-12,  0,     2e-12, inconclusive",
    "<= 1e-12,  2e-12, 3e-12, not reproduced",
    "2 +- 0.5,  1.5,   2.5,   reproduced",
    "2 +- 0.5,  1.4,   2.5,   inconclusive",
    "2 +- 0.5,  1,     3,     inconclusive",
    "2 +- 0.5,  2.6,   3,     not reproduced",
    "2 +- 0.5,  1,     1.4,   not reproduced",
    "-2 +- 10%, -2.2,  -1.8,  reproduced",
    "-2 +- 10%, -2.3,  -1.8,  inconclusive"
  })
  void verdictFollowsFromIntervalAndTolerance(
      String tolerance, double low, double high, String verdict) {
    assertEquals(verdict, result(claim("p", "1", tolerance), low, high).verdict().text());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "4", "> 4", ">= x", "2 +- ", "about 3", ">= 4 %"})
  void unclearTolerancesAreRefused(String text) {
    Exception e = assertThrows(IllegalArgumentException.class, () -> Criterion.parse(text));
    assertTrue(e.getMessage().contains("'" + text + "'"), e.getMessage());
  }

  @Test
  void shareLeavesUndecidedComparisonsOpen() {
    Measurement share = Measurement.share(7, 1, 2, "sizes");
    assertEquals(0.7, share.low());
    assertEquals(0.9, share.high());
    assertEquals(0.8, share.value());
    assertEquals(10, share.n());
    assertThrows(IllegalArgumentException.class, () -> Measurement.share(0, 0, 0, "sizes"));
  }

  /** Exact limits for 3 of 5 are 0.1466 and 0.9473, the upper one for 4 of 5 is 0.9949. */
  @Test
  void shareOfASampleSaysHowLittleIsKnownOfThePopulation() {
    Measurement decided = Measurement.shareOfSample(3, 2, 0, "networks");
    assertEquals(0.6, decided.low());
    assertEquals(0.6, decided.high());
    assertEquals(
        "these 5 networks only: orderings that the data leave open; the population of such"
            + " networks: 0.147 to 0.947 (at least 95 %)",
        decided.covers());
    Measurement open = Measurement.shareOfSample(3, 1, 1, "networks");
    assertEquals(Measurement.share(3, 1, 1, "networks").high(), open.high());
    assertTrue(open.covers().contains("0.147 to 0.995"), open.covers());
  }

  @Test
  void whatAnIntervalCoversStandsInTheLedgerAndItsTable() {
    Ledger ledger = new Ledger(List.of(result(claim("a", "1", ">= 0.1"), 0.2, 0.3)));
    assertTrue(ledger.csv().contains(",reproduced,\"noise, 95 %\","), ledger.csv());
    assertEquals(
        List.of("noise, 95 %"), Tables.of(ledger).stringColumn("the interval covers").asList());
  }

  @Test
  void ledgerIsTheSameAfterWritingAndReading() {
    Claim untested = claim("b", "11", "");
    Ledger ledger =
        new Ledger(
            List.of(
                result(claim("a", "1", ">= 0.1"), 0.2, 0.3),
                new ClaimResult(
                    untested, Scale.QUICK, Optional.empty(), 7, "needs training, later", 0)));
    assertEquals(ledger, Ledger.parse(ledger.csv()));
    assertEquals(Map.of(Verdict.REPRODUCED, 1L, Verdict.NOT_TESTED, 1L), ledger.counts());
    assertTrue(ledger.text().contains("1 reproduced, 1 not tested"), ledger.text());
  }

  @Test
  void columnsAreThoseOfTheDesign() {
    assertEquals(
        "paper,claim,part,statement,published,where,certainty,scale,measured,low,high,n,seed,test,"
            + "tolerance,verdict,reason,seconds\r\n",
        new Ledger(List.of()).csv());
  }

  @Test
  void verdictThatWasEditedIsRefused() {
    String csv = new Ledger(List.of(result(claim("a", "1", ">= 0.1"), 0.01, 0.02))).csv();
    String edited = csv.replace("not reproduced", "reproduced");
    Exception e = assertThrows(IllegalArgumentException.class, () -> Ledger.parse(edited));
    assertTrue(e.getMessage().contains("row 2: verdict is 'reproduced'"), e.getMessage());
  }

  @Test
  void mergingReplacesThePapersThatRanAgain() {
    Ledger old =
        new Ledger(
            List.of(
                result(claim("b", "1", ">= 1"), 0, 0),
                result(claim("b", "2", ">= 1"), 0, 0),
                result(claim("a", "1", ">= 1"), 0, 0)));
    Ledger newer = new Ledger(List.of(result(claim("b", "1", ">= 1"), 2, 2)));
    Ledger merged = old.merge(newer);
    assertEquals(2, merged.results().size());
    assertEquals("a", merged.results().get(0).claim().paper());
    assertEquals(Verdict.REPRODUCED, merged.results().get(1).verdict());
  }

  @Test
  void claimsThatCannotBeJudgedAreRefused() {
    Claim noTolerance = claim("a", "1", "");
    assertThrows(IllegalArgumentException.class, () -> result(noTolerance, 0, 1));
    assertThrows(
        IllegalArgumentException.class,
        () -> new ClaimResult(noTolerance, Scale.QUICK, Optional.empty(), 7, " ", 0));
    assertThrows(IllegalArgumentException.class, () -> new Measurement(2, 0, 1, 5, ""));
    assertThrows(IllegalArgumentException.class, () -> new Measurement(Double.NaN, 0, 1, 5, ""));
    assertThrows(IllegalArgumentException.class, () -> Measurement.exact(1, 0));
    ClaimResult twice = result(claim("a", "1", ">= 1"), 0, 0);
    assertThrows(IllegalArgumentException.class, () -> new Ledger(List.of(twice, twice)));
  }

  @Test
  void recollectionIsNeverAPublishedValue() {
    Claim.Key key = new Claim.Key("a", "1", "");
    assertThrows(
        IllegalArgumentException.class,
        () -> new Claim(key, "s", "0.5", "w", Certainty.RECOLLECTION, "t", Optional.empty()));
  }

  @Test
  void claimsFileIsCheckedFieldByField() {
    String good =
        "{'paper':'p','title':'t','claims':[{'claim':'1','statement':'s','where':'w','certainty':"
            + "'figure','parts':[{'part':'a','published':0.5,'test':'x','tolerance':'>= 1'},"
            + "{'part':'b','statement':'other'}]}]}";
    ClaimsFile file = ClaimsFile.parse(json(good));
    assertEquals(2, file.claims().size());
    assertEquals("0.5", file.claims().get(0).published());
    assertEquals("other", file.claims().get(1).statement());
    for (String[] edit :
        new String[][] {
          {"'paper':'p',", "", "paper"},
          {"'where':'w',", "", "where"},
          {"'figure'", "'rumour'", "rumour"},
          {"'>= 1'", "'about 1'", "about 1"},
          {"'part':'b'", "'part':'a'", "twice"},
          {"'test'", "'tset'", "tset"},
          {"'parts':[", "'parts':[],'x':[", "x"},
          {"0.5", "[]", "published"}
        }) {
      String bad = json(good.replace(edit[0], edit[1]));
      Exception e = assertThrows(IllegalArgumentException.class, () -> ClaimsFile.parse(bad), bad);
      assertTrue(e.getMessage().contains(edit[2]), e.getMessage());
    }
  }

  private static Ledger ofAllKinds(Scale scale) {
    List<ClaimResult> results = new ArrayList<>();
    for (Certainty certainty : Certainty.values()) {
      Claim claim =
          new Claim(
              new Claim.Key("a-paper-2020", certainty.text(), "part"),
              "A statement of many words that does not fit beside the numbers in one line.",
              "",
              "abstract",
              certainty,
              "a test",
              Optional.of(Criterion.parse(">= 1")));
      double low = certainty == Certainty.FIGURE ? 0.123456 : 1;
      Measurement measured = new Measurement(1.5, low, 2, 10, "noise");
      results.add(new ClaimResult(claim, scale, Optional.of(measured), 7, "", 1));
    }
    Claim untested = claim("b-paper-2021", "11", "");
    results.add(new ClaimResult(untested, scale, Optional.empty(), 7, "needs training", 0));
    return new Ledger(results);
  }

  @Test
  void totalsSayHowManyPartsArePublishedAndHowManyAreOurs() {
    assertEquals(
        "7 parts of claims: 5 stated by a paper, its code or its figures (3 reproduced, 1"
            + " inconclusive, 1 not tested); 1 our own derivations and pilots (1 reproduced); 1"
            + " recollections (1 reproduced).",
        new LedgerTotals(ofAllKinds(Scale.STANDARD)).sentence());
  }

  @ParameterizedTest
  @ValueSource(ints = {40, 60, 80, 100, 120})
  void printedLedgerKeepsWithinTheTerminal(int width) {
    for (boolean all : new boolean[] {false, true}) {
      String text = ofAllKinds(Scale.QUICK).text(all, width);
      assertEquals(List.of(), text.lines().filter(line -> line.length() > width).toList());
    }
  }

  @Test
  void printedLedgerBeginsWithTotalsAndShowsWhatIsNotReproduced() {
    String text = ofAllKinds(Scale.STANDARD).text(false, 100);
    assertTrue(text.startsWith("7 parts of claims at scale standard: 5 reproduced, 1 incon"), text);
    assertTrue(text.indexOf("stated by a paper") < text.indexOf("inconclusive:"), text);
    assertTrue(text.contains("a-paper-2020 figure part"), text);
    assertTrue(text.contains("b-paper-2021 11 layer0: needs training"), text);
    assertFalse(text.contains("a-paper-2020 code part"), text);
    String all = ofAllKinds(Scale.STANDARD).text(true, 100);
    assertTrue(all.contains("a-paper-2020 code part"), all);
    assertTrue(all.startsWith(text.substring(0, text.indexOf("\nThe parts"))), all);
  }

  @Test
  void onlyAQuickRunIsCalledASmokeTest() {
    String quick = ofAllKinds(Scale.QUICK).text(false, 120);
    assertTrue(quick.contains("smoke test of the code, not a replication"), quick);
    String standard = ofAllKinds(Scale.STANDARD).text(false, 120);
    assertFalse(standard.contains("smoke test"), standard);
  }

  @Test
  void measurementsAreJudgedAgainByClaimsInOtherWords() {
    Ledger old = new Ledger(List.of(result(claim("a", "1", ">= 4"), 4, 9)));
    Claim corrected = claim("a", "1", "<= 1");
    ClaimResult judged = old.judgedBy(List.of(corrected)).results().get(0);
    assertEquals(Verdict.NOT_REPRODUCED, judged.verdict());
    assertEquals(old.results().get(0).measured(), judged.measured());
    List<Claim> others = List.of(claim("a", "2", ">= 4"));
    assertThrows(IllegalArgumentException.class, () -> old.judgedBy(others));
  }

  private static String json(String text) {
    return text.replace('\'', '"');
  }
}
