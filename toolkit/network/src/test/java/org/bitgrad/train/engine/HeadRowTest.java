package org.bitgrad.train.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.bitgrad.numeric.FloatProducts;
import org.bitgrad.random.RandomStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Flips of a head by tables against the obvious evaluation in float64, on rows made to be hard. */
class HeadRowTest {
  /** Of the largest change, derivative or weight's derivative of the same row. */
  private static final double TOLERANCE = 2e-6;

  /** The smallest float, as a probability, times the largest factors, {@code e^70}. */
  private static final double NOTHING = 4e-15;

  private static final int IN = 23;
  private static final RandomStream NUMBERS = RandomStream.of(5, "head row");

  /** Weights {@code [out x in]}, biases, and units that flip. */
  private static final class Row implements FlippedInputs {
    private final String name;
    private final float step;
    private final float[] weights;
    private final float[] biases;

    Row(String name, float step, float[] weights, float[] biases) {
      this.name = name;
      this.step = step;
      this.weights = weights;
      this.biases = biases;
    }

    @Override
    public float step() {
      return step;
    }

    @Override
    public int copies() {
      return 1;
    }

    @Override
    public float[] bits(int copy) {
      float[] bits = new float[IN];
      for (int i = 0; i < IN; i++) {
        bits[i] = bit(i);
      }
      return bits;
    }

    @Override
    public void weights(int row, float[] rho) {
      for (int i = 0; i < IN; i++) {
        rho[i] = rho(i);
      }
    }

    float bit(int i) {
      return i * 7 % 3 == 0 ? 1 : 0;
    }

    float rho(int i) {
      return (i % 5) / (4f * IN);
    }

    @Override
    public float[] changes(int copy) {
      throw new UnsupportedOperationException("changes are read from the row");
    }

    /** Inputs as 0 and step, or as -step/2 and step/2. */
    double input(int i) {
      return step == 1 ? bit(i) : step * (bit(i) - 0.5);
    }

    double[] outputs(int flipped) {
      double[] eta = new double[biases.length];
      for (int c = 0; c < eta.length; c++) {
        eta[c] = biases[c];
        for (int i = 0; i < IN; i++) {
          double change = i == flipped ? step * (1 - 2 * bit(i)) : 0;
          eta[c] += weights[c * IN + i] * (input(i) + change);
        }
      }
      return eta;
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** Weights by output and input, and biases. */
  private static Row row(
      String name, float step, int out, IntFunction<DoubleUnaryOperator> weight, float[] biases) {
    float[] weights = new float[out * IN];
    for (int c = 0; c < out; c++) {
      for (int i = 0; i < IN; i++) {
        weights[c * IN + i] = (float) weight.apply(c).applyAsDouble(i);
      }
    }
    return new Row(name + ", step " + step, step, weights, Arrays.copyOf(biases, out));
  }

  private static IntFunction<DoubleUnaryOperator> random(double size) {
    return c -> i -> 2 * size * NUMBERS.centred(100L * c + (long) i);
  }

  private static Stream<Row> rows(int out) {
    List<Row> rows = new ArrayList<>();
    for (float step : new float[] {1, 2}) {
      for (double size : new double[] {0.01, 0.9, 1.1, 3, 8, 17, 18, 40, 200, 3000}) {
        rows.add(row("random " + size, step, out, random(size), new float[0]));
        rows.add(row("first far ahead " + size, step, out, random(size), new float[] {30}));
        rows.add(row("first far behind " + size, step, out, random(size), new float[] {-30}));
      }
      for (double w : new double[] {0, 1, 10, 500}) {
        rows.add(row("all weights " + w, step, out, c -> i -> w, new float[0]));
        rows.add(row("flips of one class " + w, step, out, ofOne(w), new float[] {0.5f}));
        rows.add(row("flips swap " + w, step, out, swapping(w), new float[] {1}));
      }
      rows.add(row("one large weight", step, out, oneOf(12), new float[] {3}));
      rows.add(row("certain", step, out, random(0.1), new float[] {60}));
      rows.add(row("impossible", step, out, random(0.1), new float[] {-60}));
      rows.add(row("beyond exponentials", step, out, random(2), new float[] {-2000}));
    }
    return rows.stream();
  }

  private static IntFunction<DoubleUnaryOperator> ofOne(double w) {
    return c -> i -> c == 0 ? w * (i % 2 == 0 ? 1 : -1) : 0;
  }

  private static IntFunction<DoubleUnaryOperator> swapping(double w) {
    return c -> i -> w * ((c + i) % 2 == 0 ? 1 : -1) * (1 + 1e-3 * i);
  }

  private static IntFunction<DoubleUnaryOperator> oneOf(double w) {
    return c -> i -> c == 0 && i == 3 ? w : 0.02 * ((c + 3 * i) % 7 - 3);
  }

  static Stream<Row> softmaxRows() {
    return Stream.concat(rows(2), rows(5));
  }

  static Stream<Row> singleRows() {
    return rows(1);
  }

  /** A loss and its derivatives, in float64 and by their definition. */
  private interface Reference {
    double target();

    double value(double[] eta);

    double[] derivative(double[] eta);
  }

  private record Softmax(int label) implements Reference {
    @Override
    public double target() {
      return label;
    }

    /** Sum of {@code e^(eta - eta of the label)} over the other classes. */
    private double others(double[] eta) {
      double sum = 0;
      for (int c = 0; c < eta.length; c++) {
        sum += c == label ? 0 : Math.exp(eta[c] - eta[label]);
      }
      return sum;
    }

    @Override
    public double value(double[] eta) {
      double others = others(eta);
      double largest = Arrays.stream(eta).max().orElseThrow();
      double sum = Arrays.stream(eta).map(e -> Math.exp(e - largest)).sum();
      return others < 1 ? Math.log1p(others) : Math.log(sum) + largest - eta[label];
    }

    @Override
    public double[] derivative(double[] eta) {
      double value = value(eta);
      double[] d = new double[eta.length];
      for (int c = 0; c < eta.length; c++) {
        d[c] = c == label ? Math.expm1(-value) : Math.exp(eta[c] - eta[label] - value);
      }
      return d;
    }
  }

  private record Logistic(double target) implements Reference {
    private static final Softmax PAIR = new Softmax(0);

    private double[] pair(double... eta) {
      return new double[] {0, -target * eta[0]};
    }

    @Override
    public double value(double[] eta) {
      return PAIR.value(pair(eta));
    }

    @Override
    public double[] derivative(double[] eta) {
      return new double[] {-target * PAIR.derivative(pair(eta))[1]};
    }
  }

  private record Squared(double target) implements Reference {
    @Override
    public double value(double[] eta) {
      return 0.5 * (eta[0] - target) * (eta[0] - target);
    }

    @Override
    public double[] derivative(double[] eta) {
      return new double[] {eta[0] - target};
    }
  }

  @ParameterizedTest
  @MethodSource("softmaxRows")
  void softmaxIsThatOfFloat64(Row row) {
    for (int label = 0; label < row.biases.length; label++) {
      check(row, new Softmax(label), SoftmaxHeadRow::new);
    }
  }

  @ParameterizedTest
  @MethodSource("singleRows")
  void logisticIsThatOfFloat64(Row row) {
    check(row, new Logistic(-1), LogisticHeadRow::new);
    check(row, new Logistic(1), LogisticHeadRow::new);
  }

  @ParameterizedTest
  @MethodSource("singleRows")
  void squaredIsThatOfFloat64(Row row) {
    check(row, new Squared(0.375), SquaredHeadRow::new);
  }

  private static void check(Row row, Reference loss, Function<HeadTables, HeadRow> kind) {
    int out = row.biases.length;
    DenseLayer.Parameters parameters = DenseLayer.Parameters.of("head", IN, out);
    System.arraycopy(row.weights, 0, parameters.weights().values, 0, row.weights.length);
    System.arraycopy(row.biases, 0, parameters.biases().values, 0, out);
    HeadTables tables = new HeadTables(IN, out, 1, row);
    tables.load(parameters, 0, 0, out);
    Signal in = new Signal(FloatProducts.java(), 1, IN);
    Signal outputs = new Signal(FloatProducts.java(), 1, out);
    double[] eta = row.outputs(-1);
    for (int i = 0; i < IN; i++) {
      in.values()[i] = (float) row.input(i);
    }
    for (int c = 0; c < out; c++) {
      outputs.values()[c] = (float) eta[c];
      // Outputs of ordinary weights come from products in float32.
      eta[c] = tables.exactOutputs() ? eta[c] : (float) eta[c];
    }
    HeadRow head = kind.apply(tables);
    head.begin(row, 0, in, outputs);
    double value = head.flips(loss.target());
    assertEquals(loss.value(eta), value, 1e-9 * value + 1e-300);
    compare(row, loss, eta, head);
  }

  private static void compare(Row row, Reference loss, double[] eta, HeadRow head) {
    int out = eta.length;
    double[] delta = new double[IN];
    double[] mixed = new double[out];
    double[] own = new double[out * IN];
    double rest = 1;
    double smoothed = 0;
    for (int i = 0; i < IN; i++) {
      double[] flipped = eta.clone();
      double change = row.step * (1 - 2 * row.bit(i));
      for (int c = 0; c < out; c++) {
        flipped[c] += change * row.weights[c * IN + i];
      }
      delta[i] = loss.value(eta) - loss.value(flipped);
      smoothed += row.rho(i) * delta[i];
      rest -= row.rho(i);
      for (int c = 0; c < out; c++) {
        double d = row.rho(i) * loss.derivative(flipped)[c];
        mixed[c] += d;
        own[c * IN + i] = change * d;
      }
    }
    float[] derivatives = new float[out];
    head.plain(derivatives, 0, 1);
    assertClose(loss.derivative(eta), derivatives, "derivatives");
    assertClose(delta, head.delta, "changes");
    assertEquals(smoothed, head.smoothed(), TOLERANCE * largest(delta) + NOTHING);
    head.mixture(derivatives, 0, 1);
    for (int c = 0; c < out; c++) {
      mixed[c] += rest * loss.derivative(eta)[c];
    }
    assertClose(mixed, derivatives, "mixture");
    float[] found = new float[out * IN];
    for (int c = 0; c < out; c++) {
      System.arraycopy(head.ownWeights[c], 0, found, c * IN, IN);
    }
    assertClose(own, found, "own weights");
  }

  private static double largest(double... numbers) {
    return Arrays.stream(numbers).map(Math::abs).max().orElseThrow();
  }

  private static void assertClose(double[] expected, float[] found, String what) {
    double tolerance = TOLERANCE * largest(expected) + NOTHING;
    assertEquals(expected.length, found.length);
    for (int i = 0; i < found.length; i++) {
      assertEquals(expected[i], found[i], tolerance, what + " " + i);
    }
  }

  /** Otherwise some of the rows above would not be hard. */
  @Test
  void rowsReachEveryKindOfTable() {
    int[] kinds = new int[3];
    softmaxRows()
        .forEach(
            row -> {
              int out = row.biases.length;
              DenseLayer.Parameters parameters = DenseLayer.Parameters.of("head", IN, out);
              System.arraycopy(row.weights, 0, parameters.weights().values, 0, out * IN);
              HeadTables tables = new HeadTables(IN, out, 1, row);
              tables.load(parameters, 0, 0, out);
              kinds[tables.moderate() ? 0 : tables.huge() ? 2 : 1]++;
            });
    assertTrue(Arrays.stream(kinds).allMatch(count -> count >= 20), Arrays.toString(kinds));
  }
}
