package org.bitgrad.estimator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.bitgrad.problem.BernoulliProblem;
import org.bitgrad.problem.BitLoss;
import org.bitgrad.problem.Draw;
import org.bitgrad.problem.Encoding;
import org.bitgrad.problem.Gradient;
import org.bitgrad.problem.Problem;
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
  public List<JsonNode> list(String... path) {
    JsonNode list = json;
    for (String name : path) {
      list = list.get(name);
    }
    List<JsonNode> entries = new ArrayList<>();
    list.forEach(entries::add);
    return entries;
  }

  /** Names of fields as those of the file's numbers that a test covers. */
  public static Stream<String> fields(String section, String... names) {
    return Arrays.stream(names).map(name -> section + "." + name);
  }

  /** Numbers must be those of a field, to the accuracy of the file. */
  static void check(JsonNode entry, String name, double... actual) {
    JsonNode field = entry.get(name);
    double[] expected =
        field.isArray() ? StFormulas.numbers(field) : new double[] {field.asDouble()};
    assertEquals(expected.length, actual.length, name);
    for (int i = 0; i < actual.length; i++) {
      double allowed = ACCURACY * Math.abs(expected[i]) + 1e-12;
      assertEquals(expected[i], actual[i], allowed, name + "[" + i + "]");
    }
  }

  /** One estimate. */
  static MeanSink sink(String name, Problem problem, Draw draw) {
    MeanSink sink = new MeanSink(problem);
    sink.clear();
    Estimators.parse(name).open(problem).estimate(draw, sink);
    sink.finish();
    return sink;
  }

  static Gradient estimate(String name, Problem problem, Draw draw) {
    return sink(name, problem, draw).gradient();
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
