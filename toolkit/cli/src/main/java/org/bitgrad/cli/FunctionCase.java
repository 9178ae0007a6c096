package org.bitgrad.cli;

import java.util.List;
import java.util.stream.IntStream;
import org.bitgrad.problem.BernoulliProblem;
import org.bitgrad.problem.BitLoss;
import org.bitgrad.problem.Encoding;
import org.bitgrad.problem.Loss;
import org.bitgrad.problem.Problem;
import org.bitgrad.problem.States;
import org.bitgrad.random.Noise;

/** A case that is a function of independent bits. */
final class FunctionCase {
  private static final int MOST_TABLE_BITS = 20;
  private static final int MOST_BITS = 1 << 20;
  private static final double AGREEMENT = 1e-12;

  static final List<String> FIELDS = List.of("case", "logits", "states", "f_table");

  /** What published layouts have beside the case: a note, and numbers about it. */
  static final List<String> BESIDE =
      List.of(
          "note",
          "expected_f",
          "gradient",
          "checks",
          "estimators",
          "loorf_u_statistic",
          "multi_sample_bound",
          "copula_table",
          "toy_problem",
          "monte_carlo");

  private final Field root;
  private final Field body;

  FunctionCase(Field root) {
    this.root = root;
    this.body = root.child("case");
  }

  Problem problem() {
    root.only(FIELDS, BESIDE);
    if (body.given()) {
      body.only("D", "p", "logits", "f");
    }
    Field p = body.child("p");
    Field logits = root.child("logits").given() ? root.child("logits") : body.child("logits");
    if (!p.given() && !logits.given()) {
      throw Refusal.missing("case.p", "probabilities of the bits, or logits");
    }
    int bits = (p.given() ? p : logits).array(0, "numbers, one per bit").length();
    if (bits > MOST_BITS) {
      throw Refusal.of((p.given() ? p : logits).path(), bits + " numbers", "1 to " + MOST_BITS);
    }
    Field size = body.child("D");
    if (size.given()) {
      size.integer(bits, bits);
    }
    double[] probabilities = p.given() ? probabilities(p, bits) : null;
    double[] given = logits.given() ? logits.vector(bits) : null;
    if (probabilities != null && given != null) {
      checkAgree(probabilities, given, logits);
    }
    Loss loss = loss(bits);
    return probabilities != null
        ? BernoulliProblem.ofProbabilities(loss, probabilities)
        : BernoulliProblem.of(loss, Noise.logistic(), Encoding.BITS, given);
  }

  private static double[] probabilities(Field p, int bits) {
    double[] values = new double[bits];
    for (int j = 0; j < bits; j++) {
      values[j] = p.at(j).number(0, 1);
    }
    return values;
  }

  private static void checkAgree(double[] p, double[] logits, Field field) {
    for (int j = 0; j < p.length; j++) {
      double probability = Noise.logistic().probability(logits[j]);
      if (!(Math.abs(probability - p[j]) <= AGREEMENT)) {
        throw field.at(j).refuse("log(p/(1-p)) of case.p[" + j + "] = " + p[j]);
      }
    }
  }

  private Loss loss(int bits) {
    Field table = root.child("f_table");
    Field formula = body.child("f");
    if (!table.given() && !formula.given()) {
      throw Refusal.missing("f_table", "f_table over all states, or case.f, or both");
    }
    double[] values = table.given() ? table(table, bits) : null;
    if (!formula.given()) {
      return BitLoss.table(values);
    }
    BitFormula f = formula(formula, bits);
    if (values != null) {
      checkAgree(values, f, table, bits);
    }
    return BitLoss.of("case.f", f::values, f::gradient);
  }

  private double[] table(Field table, int bits) {
    if (bits > MOST_TABLE_BITS) {
      throw Refusal.of(
          table.path(), "a table over " + bits + " bits", "at most " + MOST_TABLE_BITS + " bits");
    }
    double[] values = table.vector(1 << bits);
    Field states = root.child("states");
    if (states.given()) {
      states.array(1 << bits, "states, one for each value of f_table");
      for (int r = 0; r < values.length; r++) {
        states.at(r).array(bits, "bits");
        for (int j = 0; j < bits; j++) {
          int bit = r >> (bits - 1 - j) & 1; // bit 0 is the most significant
          states.at(r).at(j).integer(bit, bit);
        }
      }
    }
    return values;
  }

  private static BitFormula formula(Field f, int bits) {
    f.only("w", "a", "v", "r", "s", "pair");
    Field pair = f.child("pair").array(2, "indices of bits");
    return new BitFormula(
        f.child("w").vector(bits),
        f.child("v").vector(bits),
        new double[] {f.child("a").number(), f.child("r").number(), f.child("s").number()},
        new int[] {pair.at(0).integer(0, bits - 1), pair.at(1).integer(0, bits - 1)});
  }

  private static void checkAgree(double[] table, BitFormula f, Field field, int bits) {
    double[] values = new double[table.length];
    f.values(States.enumerate(Encoding.BITS, bits), values);
    int[] differing = differing(table, values);
    if (differing.length > 0) {
      int r = differing[0];
      throw field.at(r).refuse(values[r] + ", the value of case.f, within " + AGREEMENT);
    }
  }

  private static int[] differing(double[] table, double[] values) {
    return IntStream.range(0, table.length)
        .filter(
            r -> !(Math.abs(table[r] - values[r]) <= AGREEMENT * Math.max(1, Math.abs(values[r]))))
        .toArray();
  }
}
