package org.bitgrad.estimator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.bitgrad.model.BernoulliProblem;
import org.bitgrad.model.BitLoss;
import org.bitgrad.model.Encoding;
import org.bitgrad.model.Problem;
import org.bitgrad.random.Noise;

/** Straight-through formulas in numbers, from a program of its own. */
public record StFormulas(JsonNode json) {
  /** The file's numbers have 13 digits; their notes suggest this. */
  public static final double ACCURACY = 1e-8;

  /** Where the file holds numbers from quadrature, its notes suggest this. */
  public static final double QUADRATURE = 1e-7;

  /** A function of a number with its derivative. */
  public record Scalar(String name, DoubleUnaryOperator f, DoubleUnaryOperator derivative) {
    /** The functions of the file by name. */
    public static Scalar of(String name) {
      return switch (name) {
        case "linear" -> new Scalar(name, x -> x, x -> 1);
        case "square" -> new Scalar(name, x -> x * x, x -> 2 * x);
        case "cube" -> new Scalar(name, x -> x * x * x, x -> 3 * x * x);
        case "exp" -> new Scalar(name, Math::exp, Math::exp);
        default -> throw new IllegalArgumentException("name is unknown: " + name);
      };
    }
  }

  public static StFormulas read() {
    try (InputStream in = StFormulas.class.getResourceAsStream("st-formulas.json")) {
      return new StFormulas(new ObjectMapper().readTree(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The entries of a list. */
  public List<JsonNode> list(String name) {
    List<JsonNode> entries = new ArrayList<>();
    json.get(name).forEach(entries::add);
    return entries;
  }

  /** Numbers of a list, row by row if it is a matrix. */
  public static double[] numbers(JsonNode list) {
    List<Double> numbers = new ArrayList<>();
    list.forEach(
        entry -> {
          if (entry.isArray()) {
            entry.forEach(number -> numbers.add(number.asDouble()));
          } else {
            numbers.add(entry.asDouble());
          }
        });
    return numbers.stream().mapToDouble(Double::doubleValue).toArray();
  }

  public static Noise noise(JsonNode entry) {
    return Noise.of(entry.get("noise").asText(), entry.get("scale").asDouble());
  }

  /** One unit under a function of its state in the encoding. */
  public static Problem unit(Scalar f, Encoding encoding, double a) {
    double low = encoding.low();
    double step = encoding.step();
    BitLoss loss =
        BitLoss.of(
            f.name(),
            (bits, out) -> {
              for (int r = 0; r < bits.rows(); r++) {
                out[r] = f.f().applyAsDouble(low + step * bits.get(r, 0));
              }
            },
            (bits, out) -> {
              for (int r = 0; r < bits.rows(); r++) {
                out[r] = step * f.derivative().applyAsDouble(low + step * bits.get(r, 0));
              }
            });
    return BernoulliProblem.of(loss, Noise.logistic(), encoding, a);
  }

  public static double logit(double p) {
    return Math.log(p) - Math.log1p(-p);
  }
}
