package org.bitgrad.estimator.contract;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bitgrad.estimator.Estimator;
import org.bitgrad.estimator.MeanSink;
import org.bitgrad.problem.BitLaw;
import org.bitgrad.problem.Coupling;
import org.bitgrad.problem.Draw;
import org.bitgrad.problem.Problem;

/**
 * The random numbers of one estimate at one point as digits of a combination. A uniform number has
 * the {@link Cells} between which its bits change, by the probabilities of the reference network.
 * Numbers that no reference network knows (coupled bits, bits given other samples, choices) are
 * digits of the outcome itself.
 */
final class Digits {
  private final ContractProblem on;
  private final int point;
  private final Cells.Fineness fineness;
  private final Map<String, Digit> digits = new LinkedHashMap<>();
  private long stride = 1;
  private double count = 1;
  private boolean continuous;

  /**
   * One digit.
   *
   * @param nodes what it stands for: a uniform number, or the number of an outcome
   * @param weights of the nodes; 1 where the law is told when the number is read
   * @param stride how many combinations share a node
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Digit(double[] nodes, double[] weights, long stride) {
    int of(long combination) {
      return (int) (combination / stride % nodes.length);
    }
  }

  private Digits(ContractProblem on, int point, Cells.Fineness fineness) {
    this.on = on;
    this.point = point;
    this.fineness = fineness;
  }

  static Digits of(Estimator estimator, ContractProblem on, int point, Cells.Fineness fineness) {
    Digits found = new Digits(on, point, fineness);
    Problem one = on.problem().at(point);
    estimator.open(one).estimate(found.new Recorder(""), new MeanSink(one));
    return found;
  }

  /** {@return whether a number is read that is not only compared with probabilities} */
  boolean continuous() {
    return continuous;
  }

  /** {@return number of combinations} */
  double count() {
    return count;
  }

  Digit digit(String site, int unit, int sample) {
    Digit digit = digits.get(key(site, unit, sample));
    if (digit == null) {
      throw new AssertionError("site " + site + " was not read at first");
    }
    return digit;
  }

  /** The product of the weights that are known beforehand. */
  double weight(long combination) {
    double weight = 1;
    for (Digit digit : digits.values()) {
      weight *= digit.weights[digit.of(combination)];
    }
    return weight;
  }

  private static String key(String site, int unit, int sample) {
    return site + "#" + unit + "#" + sample;
  }

  private void add(String site, int unit, int sample, double[] nodes, double[] weights) {
    Digit old = digits.put(key(site, unit, sample), new Digit(nodes, weights, stride));
    if (old != null) {
      throw new AssertionError("site " + site + " was read twice in one estimate");
    }
    count *= nodes.length;
    stride *= nodes.length;
  }

  private void addOutcomes(String site, int unit, int sample, int outcomes, double weight) {
    double[] nodes = new double[outcomes];
    double[] weights = new double[outcomes];
    for (int i = 0; i < outcomes; i++) {
      nodes[i] = i;
      weights[i] = weight;
    }
    add(site, unit, sample, nodes, weights);
  }

  /** Whether a site holds thresholds whose probabilities the reference network knows. */
  static boolean ofTheNetwork(String site) {
    return site.contains("layer");
  }

  private final class Recorder implements Draw {
    private final String part;

    Recorder(String part) {
      this.part = part;
    }

    @Override
    public void uniforms(String site, int rows, int units, double[] out) {
      continuous = true;
      addCells(site, rows, units, fineness, out);
    }

    @Override
    public void antithetic(
        String site, int rows, int units, BitLaw law, double[] out, double[] opposite) {
      addCells(site, rows, units, fineness, out);
      System.arraycopy(out, 0, opposite, 0, rows * units);
    }

    private void addCells(String site, int rows, int units, Cells.Fineness fine, double[] out) {
      for (int j = 0; j < units; j++) {
        for (int r = 0; r < rows; r++) {
          Cells cells = Cells.of(on.reference(), point, part + site, j, fine);
          add(part + site, j, r, cells.nodes(), cells.weights());
          out[j * rows + r] = 0.5;
        }
      }
    }

    @Override
    public void thresholds(String site, int rows, int units, BitLaw law, double[] out) {
      if (ofTheNetwork(site)) {
        // Nothing but the bit matters, however smooth the estimate is in other numbers.
        addCells(site, rows, units, Cells.Fineness.MEANS, out);
        return;
      }
      for (int j = 0; j < units; j++) {
        for (int r = 0; r < rows; r++) {
          addOutcomes(part + site, j, r, 2, 1);
          out[j * rows + r] = 0.5;
        }
      }
    }

    @Override
    public void coupled(String site, Coupling coupling, BitLaw law, double[] out) {
      for (int j = 0; j < coupling.units(); j++) {
        for (int r = 0; r < coupling.rows(); r++) {
          addOutcomes(part + site, j, r, 1 << coupling.samples(), 1);
        }
      }
      int size = coupling.units() * coupling.samples() * coupling.rows();
      java.util.Arrays.fill(out, 0, size, 0.5);
    }

    @Override
    public void choices(String site, int rows, int options, double[] out) {
      for (int r = 0; r < rows; r++) {
        addOutcomes(part + site, 0, r, options, 1.0 / options);
        out[r] = 0;
      }
    }

    @Override
    public Draw at(String name, long index) {
      return new Recorder(part + name + index + "/");
    }
  }
}
