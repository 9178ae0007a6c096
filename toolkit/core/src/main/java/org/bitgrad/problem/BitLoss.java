package org.bitgrad.problem;

import java.util.function.DoubleUnaryOperator;
import org.bitgrad.numeric.Arguments;

/**
 * A function of the last layer's bits as a loss: no parameters, the same for all points.
 *
 * <p>The function sees bits in {0, 1} whatever the chain's encoding. A value or derivative that is
 * NaN or infinite stops the estimate with an {@link ArithmeticException} that names the row and its
 * bits. A row that the function does not write is refused with an {@link IllegalArgumentException}.
 *
 * <pre>{@code
 * Loss loss = BitLoss.of("ones", (bits, out) -> {
 *   for (int r = 0; r < bits.rows(); r++) out[r] = bits.sum(r);
 * });
 * }</pre>
 */
public final class BitLoss implements Loss {
  private final String name;
  private final BitFunction function;
  private final BitGradient gradient;
  private final int units;

  /** Whether the function is one of this class, which writes every row. */
  private final boolean complete;

  private BitLoss(String name, BitFunction function, BitGradient gradient, int units) {
    this.name = Arguments.given("name", name);
    this.function = Arguments.given("function", function);
    this.gradient = gradient;
    this.units = units;
    complete = units > 0;
  }

  /**
   * A loss that is known at its values only.
   *
   * @param name short name
   * @param function one value per row
   * @return the loss
   */
  public static BitLoss of(String name, BitFunction function) {
    return new BitLoss(name, function, null, 0);
  }

  /**
   * A differentiable loss.
   *
   * @param name short name
   * @param function one value per row
   * @param gradient its derivative in the bits
   * @return the loss
   */
  public static BitLoss of(String name, BitFunction function, BitGradient gradient) {
    return new BitLoss(name, function, Arguments.given("gradient", gradient), 0);
  }

  /**
   * A differentiable function of a weighted sum of the bits: {@code f(sum_j w_j b_j)}.
   *
   * @param name short name
   * @param function f
   * @param slope its derivative
   * @param weights one finite number per bit, at least one
   * @return the loss
   */
  public static BitLoss ofWeightedSum(
      String name, DoubleUnaryOperator function, DoubleUnaryOperator slope, double... weights) {
    Arguments.given("function", function);
    Arguments.given("slope", slope);
    Arguments.finite("weights", weights);
    if (weights.length == 0) {
      throw new IllegalArgumentException("weights must hold at least one number, but is empty");
    }
    double[] w = weights.clone();
    BitFunction values =
        (bits, out) -> {
          for (int r = 0; r < bits.rows(); r++) {
            out[r] = function.applyAsDouble(weightedSum(w, bits, r));
          }
        };
    BitGradient gradient =
        (bits, out) -> {
          for (int r = 0; r < bits.rows(); r++) {
            double rise = slope.applyAsDouble(weightedSum(w, bits, r));
            for (int j = 0; j < w.length; j++) {
              out[j * bits.rows() + r] = rise * w[j];
            }
          }
        };
    return new BitLoss(name, values, gradient, w.length);
  }

  private static double weightedSum(double[] weights, States bits, int row) {
    double sum = 0;
    for (int j = 0; j < weights.length; j++) {
      sum += weights[j] * bits.get(row, j);
    }
    return sum;
  }

  /**
   * A loss given by its value at every joint state. It has no derivative and refuses relaxed
   * states.
   *
   * @param values {@code 2^units} finite numbers, 1 to 20 units; unit 0 is the most significant bit
   *     of the index
   * @return the loss
   */
  public static BitLoss table(double... values) {
    Arguments.finite("values", values);
    int units = Integer.numberOfTrailingZeros(Math.max(1, values.length));
    if (units < 1 || units > 20 || values.length != 1 << units) {
      throw new IllegalArgumentException(
          "values must have 2^units numbers for 1 to 20 units, but has " + values.length);
    }
    double[] copy = values.clone();
    return new BitLoss("table", (bits, out) -> lookUp(copy, bits, out), null, units);
  }

  private static void lookUp(double[] table, States bits, double[] out) {
    int rows = bits.rows();
    double[] x = bits.values();
    for (int r = 0; r < rows; r++) {
      int index = 0;
      for (int j = 0; j < bits.units(); j++) {
        double bit = x[j * rows + r];
        if (bit != 0 && bit != 1) {
          throw new IllegalArgumentException(
              "states of a table must be 0 or 1, but one is " + bit + " (relaxed states?)");
        }
        index = 2 * index + (int) bit;
      }
      out[r] = table[index];
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean differentiable() {
    return gradient != null;
  }

  @Override
  public ParameterLayout parameters() {
    return ParameterLayout.empty();
  }

  @Override
  public int points() {
    return 0;
  }

  @Override
  public Loss at(int... points) {
    return this;
  }

  @Override
  public LossPass open(int rows) {
    return new Pass(this, Arguments.within("rows", rows, 1, Integer.MAX_VALUE));
  }

  private static final class Pass implements LossPass {
    private final BitLoss loss;
    private final int rows;
    private final double[] values;
    private final double[] flippedValues;
    private States given;
    private States bits;
    private States scratch;

    Pass(BitLoss loss, int rows) {
      this.loss = loss;
      this.rows = rows;
      values = new double[rows];
      flippedValues = new double[rows];
    }

    @Override
    public Loss loss() {
      return loss;
    }

    @Override
    public int rows() {
      return rows;
    }

    @Override
    public void at(States x) {
      States.requireShape("states", x, loss.units == 0 ? x.units() : loss.units, rows);
      given = x;
      if (x.encoding() == Encoding.BITS) {
        bits = x;
      } else {
        if (scratch == null || scratch.units() != x.units()) {
          scratch = States.zeros(Encoding.BITS, x.units(), rows);
        }
        x.copyTo(scratch);
        bits = scratch;
      }
      evaluate(bits, values);
      Finite.values(loss.name, values, 1, bits);
    }

    private void evaluate(States at, double[] out) {
      if (!loss.complete) {
        Written.clear(out, rows);
      }
      loss.function.values(at, out);
      if (!loss.complete) {
        Written.values(loss.name, out, rows);
      }
    }

    @Override
    public States states() {
      return given;
    }

    @Override
    public double[] values() {
      return values;
    }

    @Override
    public void stateGradient(double[] out) {
      if (loss.gradient == null) {
        throw new UnsupportedOperationException(
            "loss "
                + loss.name
                + " has no derivative; give one with BitLoss.of(name, f, gradient)");
      }
      if (!loss.complete) {
        Written.clear(out, bits.units() * rows);
      }
      loss.gradient.gradient(bits, out);
      if (!loss.complete) {
        Written.gradient(loss.name, out, "unit", bits.units(), rows);
      }
      Finite.gradient(loss.name, out, 1, bits);
      double perNumber = 1 / given.encoding().step();
      for (int i = 0; i < bits.units() * rows; i++) {
        out[i] *= perNumber;
      }
    }

    @Override
    public void parameterGradient(double[] weights, Gradient out) {}

    @Override
    public void parameterGradientRows(double[] weights, double[] out) {}

    @Override
    public void flippedParameterGradient(double[] flipWeights, Gradient out) {}

    @Override
    public void flippedParameterGradientRows(double[] flipWeights, double[] out) {}

    @Override
    public void flips(double[] out) {
      States flipped = bits.as(Encoding.BITS);
      double[] x = flipped.values();
      for (int i = 0; i < flipped.units(); i++) {
        mirror(x, i);
        evaluate(flipped, flippedValues);
        Finite.values(loss.name, flippedValues, 1, flipped);
        mirror(x, i);
        for (int r = 0; r < rows; r++) {
          out[i * rows + r] = values[r] - flippedValues[r];
        }
      }
    }

    private void mirror(double[] x, int unit) {
      for (int at = unit * rows; at < (unit + 1) * rows; at++) {
        x[at] = 1 - x[at];
      }
    }
  }
}
