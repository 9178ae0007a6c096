package org.bitgrad.train.engine;

import java.util.Map;
import java.util.Optional;
import org.bitgrad.network.OutputLoss;
import org.bitgrad.random.VectorMath;

/** A loss of one row's outputs, in float64: there are few of them. */
abstract class RowLoss {
  private static final Map<OutputLoss, RowLoss> KNOWN =
      Map.of(
          OutputLoss.SOFTMAX, new Softmax(),
          OutputLoss.LOGISTIC, new Logistic(),
          OutputLoss.SQUARED, new Squared());

  /**
   * The loss of a name that the engine knows.
   *
   * @throws IllegalArgumentException if it is another one
   */
  static RowLoss of(OutputLoss loss) {
    refusal(loss)
        .ifPresent(
            why -> {
              throw new IllegalArgumentException(why);
            });
    return KNOWN.get(loss);
  }

  /** Why the engine does not have a loss; empty where it does. */
  static Optional<String> refusal(OutputLoss loss) {
    return KNOWN.containsKey(loss)
        ? Optional.empty()
        : Optional.of(
            "loss of a network in float32 must be softmax, logistic or squared, but is "
                + loss.name());
  }

  /** What computes the changes of the loss by flips of single inputs. */
  abstract HeadRow flips(HeadTables tables);

  /**
   * Evaluates.
   *
   * @param eta outputs
   * @param target of the row
   * @param derivative in the outputs, overwritten
   * @return the loss
   */
  abstract double at(double[] eta, double target, double[] derivative);

  /**
   * Adds what the outputs say to {@code sum} from {@code offset} on.
   *
   * @param eta outputs, may be overwritten
   * @param sum receives class probabilities, or outputs
   * @param offset where the row begins
   */
  abstract void predict(double[] eta, double[] sum, int offset);

  /**
   * Refuses a target that is not one of this loss.
   *
   * @param target of a row
   * @param outputs of the head
   * @throws IllegalArgumentException if it does not fit
   */
  abstract void check(double target, int outputs);

  private static final class Softmax extends RowLoss {
    @Override
    HeadRow flips(HeadTables tables) {
      return new SoftmaxHeadRow(tables);
    }

    @Override
    double at(double[] eta, double target, double[] derivative) {
      double largest = eta[0];
      for (double value : eta) {
        largest = Math.max(largest, value);
      }
      for (int c = 0; c < eta.length; c++) {
        derivative[c] = eta[c] - largest;
      }
      VectorMath.exp(derivative, derivative, 0, eta.length);
      double sum = 0;
      for (double value : derivative) {
        sum += value;
      }
      for (int c = 0; c < eta.length; c++) {
        derivative[c] /= sum;
      }
      int label = (int) target;
      derivative[label] -= 1;
      return StrictMath.log(sum) + largest - eta[label];
    }

    @Override
    void predict(double[] eta, double[] sum, int offset) {
      double largest = eta[0];
      for (double value : eta) {
        largest = Math.max(largest, value);
      }
      double total = 0;
      for (int c = 0; c < eta.length; c++) {
        eta[c] = VectorMath.exp(eta[c] - largest);
        total += eta[c];
      }
      for (int c = 0; c < eta.length; c++) {
        sum[offset + c] += eta[c] / total;
      }
    }

    @Override
    void check(double target, int outputs) {
      if (target != Math.rint(target) || target < 0 || target >= outputs) {
        throw new IllegalArgumentException(
            "targets of a softmax loss must be labels 0 to "
                + (outputs - 1)
                + ", but one is "
                + target);
      }
    }
  }

  private static final class Logistic extends RowLoss {
    @Override
    HeadRow flips(HeadTables tables) {
      return new LogisticHeadRow(tables);
    }

    @Override
    double at(double[] eta, double target, double[] derivative) {
      double z = -target * eta[0];
      derivative[0] = -target * VectorMath.sigmoid(z);
      return VectorMath.softplus(z);
    }

    @Override
    void predict(double[] eta, double[] sum, int offset) {
      sum[offset] += VectorMath.sigmoid(eta[0]);
    }

    @Override
    void check(double target, int outputs) {
      if (Math.abs(target) != 1 || outputs != 1) {
        throw new IllegalArgumentException(
            "targets of a logistic loss must be -1 or 1 for 1 output, but one is "
                + target
                + " for "
                + outputs);
      }
    }
  }

  private static final class Squared extends RowLoss {
    @Override
    HeadRow flips(HeadTables tables) {
      return new SquaredHeadRow(tables);
    }

    @Override
    double at(double[] eta, double target, double[] derivative) {
      double d = eta[0] - target;
      derivative[0] = d;
      return 0.5 * d * d;
    }

    @Override
    void predict(double[] eta, double[] sum, int offset) {
      sum[offset] += eta[0];
    }

    @Override
    void check(double target, int outputs) {
      if (!Double.isFinite(target) || outputs != 1) {
        throw new IllegalArgumentException(
            "targets of a squared loss must be finite for 1 output, but one is "
                + target
                + " for "
                + outputs);
      }
    }
  }
}
