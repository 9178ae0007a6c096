package org.bitgrad.estimator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.bitgrad.problem.BernoulliProblem;
import org.bitgrad.problem.BitLoss;
import org.bitgrad.problem.Encoding;
import org.bitgrad.problem.Problem;
import org.bitgrad.random.Noise;

/** A function of four bits with moments of many estimators from a program of its own. */
public record UnbiasedSmall(JsonNode json) {
  public static UnbiasedSmall read() {
    try (InputStream in = UnbiasedSmall.class.getResourceAsStream("unbiased-small.json")) {
      return new UnbiasedSmall(new ObjectMapper().readTree(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What stands under a path of names. */
  public JsonNode at(String... path) {
    JsonNode node = json;
    for (String name : path) {
      node = node.get(name);
      if (node == null) {
        throw new IllegalArgumentException(
            name + " of " + String.join(".", path) + " is not there");
      }
    }
    return node;
  }

  /** The numbers under a path of names. */
  public double[] numbers(String... path) {
    return numbers(at(path));
  }

  /** The numbers of one row of a table. */
  public double[] numbers(String table, int row) {
    return numbers(at(table).get(row));
  }

  private static double[] numbers(JsonNode node) {
    double[] numbers = new double[node.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = node.get(i).asDouble();
    }
    return numbers;
  }

  /** The function at its 16 states, without a derivative. */
  public Problem table() {
    return BernoulliProblem.of(
        BitLoss.table(numbers("f_table")), Noise.logistic(), Encoding.BITS, numbers("logits"));
  }

  /** The formula {@code softplus(w.b + a) + r cos(v.b) + s b_i b_j}, which has a derivative. */
  public Problem formula(Encoding encoding) {
    double[] w = numbers("case", "f", "w");
    double[] v = numbers("case", "f", "v");
    double a = at("case", "f", "a").asDouble();
    double r = at("case", "f", "r").asDouble();
    double s = at("case", "f", "s").asDouble();
    int first = at("case", "f", "pair").get(0).asInt();
    int second = at("case", "f", "pair").get(1).asInt();
    BitLoss loss =
        BitLoss.of(
            "f",
            (bits, out) -> {
              for (int row = 0; row < bits.rows(); row++) {
                double pair = bits.get(row, first) * bits.get(row, second);
                double z = dot(w, bits, row) + a;
                out[row] = Math.log1p(Math.exp(z)) + r * Math.cos(dot(v, bits, row)) + s * pair;
              }
            },
            (bits, out) -> {
              for (int row = 0; row < bits.rows(); row++) {
                double softplus = 1 / (1 + Math.exp(-dot(w, bits, row) - a));
                double sine = r * Math.sin(dot(v, bits, row));
                for (int j = 0; j < w.length; j++) {
                  double other = j == first ? bits.get(row, second) : 0;
                  other += j == second ? bits.get(row, first) : 0;
                  out[j * bits.rows() + row] = w[j] * softplus - v[j] * sine + s * other;
                }
              }
            });
    return BernoulliProblem.of(loss, Noise.logistic(), encoding, numbers("logits"));
  }

  private static double dot(double[] w, org.bitgrad.problem.States bits, int row) {
    double sum = 0;
    for (int i = 0; i < w.length; i++) {
      sum += w[i] * bits.get(row, i);
    }
    return sum;
  }
}
