package org.bitgrad.estimator.control;

import java.util.Arrays;
import org.bitgrad.estimator.GradientSink;
import org.bitgrad.estimator.PathSession;
import org.bitgrad.problem.Draw;
import org.bitgrad.problem.Problem;

/** {@link Rodeo} at work: the estimate, and the steps against its square. */
final class RodeoSession extends PathSession {
  private static final double RATE = 1e-3;
  private static final int ALPHA = 0;
  private static final int BETA = 1;
  private static final int NETWORK = 2;

  private final int samples;
  private final int points;
  private final AdamParameters parameters;
  private final BitSlopes slopes;
  private final SteinOperator[] operators;
  private final double[] control;
  private final double[] advantage;
  private final double[] da;

  RodeoSession(Problem problem, int samples) {
    super(problem, samples);
    this.samples = samples;
    points = problem.points();
    double[] start = new double[NETWORK + SteinSurrogate.size()];
    SteinSurrogate.start(start, NETWORK);
    parameters = new AdamParameters(RATE, start);
    slopes = new BitSlopes(chain, path, loss);
    SteinSurrogate network = new SteinSurrogate(parameters, NETWORK);
    operators = new SteinOperator[layers];
    for (int k = 0; k < layers; k++) {
      operators[k] = new SteinOperator(path, k, points, network);
    }
    control = new double[rows];
    advantage = new double[rows];
    da = buffer();
  }

  @Override
  public void estimate(Draw draw, GradientSink out) {
    sample(draw);
    plainHead(out);
    weigh();
    for (int k = 0; k < layers; k++) {
      terms.scores(k, da);
      derivatives(k, da);
      layer(out, k, da);
    }
  }

  /** Evaluates the surrogates, and sets each row's loss minus its baseline, over n. */
  private void weigh() {
    double[] f = loss.values();
    slopes.compute();
    Arrays.fill(control, 0);
    for (int k = 0; k < layers; k++) {
      operators[k].evaluate(slopes.of(k), f);
      for (int r = 0; r < rows; r++) {
        control[r] += operators[k].ofFirst()[r];
      }
    }
    for (int r = 0; r < rows; r++) {
      double others = othersOf(f, r, f[r]) + parameters.value(ALPHA) * othersOf(control, r, 0);
      advantage[r] = -others / samples;
    }
  }

  /** The mean of a point's other rows above a level; exactly 0 where all of them are at it. */
  private double othersOf(double[] numbers, int row, double level) {
    double sum = 0;
    for (int r = row % points; r < rows; r += points) {
      sum += r == row ? 0 : numbers[r] - level;
    }
    return sum / (samples - 1);
  }

  /** Scores of a layer become its derivatives. */
  private void derivatives(int layer, double[] scores) {
    double beta = parameters.value(BETA) / samples;
    for (int unit = 0; unit < chain.units(layer); unit++) {
      for (int r = 0; r < rows; r++) {
        scores[unit * rows + r] *= advantage[r] + beta * operators[layer].ofSecond(unit, r);
      }
    }
  }

  @Override
  public void adapt(Draw draw) {
    sample(draw);
    weigh();
    double[][] weights = new double[layers][];
    double[] score = new double[rows];
    for (int k = 0; k < layers; k++) {
      weights[k] = weightsOfTheSquare(k);
      for (int i = 0; i < weights[k].length; i++) {
        score[i % rows] += weights[k][i];
      }
    }
    double[] gradient = new double[parameters.size()];
    double[] wanted = new double[rows];
    for (int r = 0; r < rows; r++) {
      gradient[ALPHA] -= score[r] * othersOf(control, r, 0);
      wanted[r] = -parameters.value(ALPHA) * othersOf(score, r, 0);
    }
    for (int k = 0; k < layers; k++) {
      for (int i = 0; i < weights[k].length; i++) {
        gradient[BETA] += weights[k][i] * operators[k].ofSecond(i / rows, i % rows);
        weights[k][i] *= parameters.value(BETA);
      }
      operators[k].addParameterGradient(wanted, weights[k], slopes.of(k), loss.values(), gradient);
    }
    parameters.lower(gradient);
  }

  /**
   * The derivative of the squared estimates of a layer, mean over points, in the factor of each
   * score.
   */
  private double[] weightsOfTheSquare(int layer) {
    double[] weights = new double[chain.units(layer) * rows];
    terms.scores(layer, da);
    System.arraycopy(da, 0, weights, 0, weights.length);
    derivatives(layer, da);
    for (int unit = 0; unit < weights.length; unit += rows) {
      for (int point = 0; point < points; point++) {
        double estimate = 0;
        for (int r = point; r < rows; r += points) {
          estimate += da[unit + r];
        }
        for (int r = point; r < rows; r += points) {
          weights[unit + r] *= 2 * estimate / points / samples;
        }
      }
    }
    return weights;
  }

  @Override
  public double[] state() {
    return parameters.state();
  }

  @Override
  public void restore(double[] state) {
    parameters.restore(state);
  }
}
