package org.bitgrad.estimator.control;

import org.bitgrad.estimator.GradientSink;
import org.bitgrad.estimator.PathSession;
import org.bitgrad.problem.Draw;
import org.bitgrad.problem.Finite;
import org.bitgrad.problem.Problem;
import org.bitgrad.random.Noise;

/**
 * Estimates of the form of REBAR, for any control variate {@code c(z)} of the logistic variables of
 * one layer; complete estimates of several samples are averaged.
 */
abstract class ReparameterisedSession extends PathSession {
  final ConditionalNoise noise;
  final RelaxedLoss relaxed;
  final double[] scores;
  final double[] da;
  final double[] losses;
  final double[] control;
  final double[] slopeAtZ;
  final double[] slopeGiven;
  private final int samples;

  ReparameterisedSession(Problem problem, int samples) {
    super(problem, samples);
    this.samples = samples;
    noise = new ConditionalNoise(path, chain);
    relaxed = new RelaxedLoss(problem, loss);
    scores = buffer();
    da = buffer();
    losses = new double[rows];
    control = new double[rows];
    slopeAtZ = buffer();
    slopeGiven = buffer();
  }

  /**
   * The control variate.
   *
   * @param z {@code [units x rows]}
   * @param value c(z) of each row, overwritten
   * @param gradient its derivative in z, {@code [units x rows]}, overwritten
   */
  abstract void control(double[] z, double[] value, double[] gradient);

  @Override
  public final void estimate(Draw draw, GradientSink out) {
    evaluate(draw, out);
    for (int i = 0; i < da.length; i++) {
      da[i] /= samples;
    }
    layer(out, 0, da);
  }

  /** Draws, and sets the complete estimate of each row; the head's part goes to the sink if any. */
  final void evaluate(Draw draw, GradientSink out) {
    noise.sample(draw);
    loss.at(path.last());
    Finite.losses(loss.values(), problem.points());
    if (out != null) {
      plainHead(out);
    }
    System.arraycopy(loss.values(), 0, losses, 0, rows);
    terms.scores(0, scores);
    control(noise.z(), control, slopeAtZ);
    control(noise.given(), control, slopeGiven);
    combine(control, slopeAtZ, slopeGiven);
  }

  /** Sets the estimate of each row from a control variate and its derivatives. */
  final void combine(double[] c, double[] atZ, double[] atGiven) {
    double[] a = path.preactivations(0);
    double[] t = noise.slope();
    Noise law = path.noise(0);
    for (int i = 0; i < da.length; i++) {
      int r = i % rows;
      double inLogit = atZ[i] - atGiven[i] * t[i];
      da[i] = (losses[r] - c[r]) * scores[i] + inLogit * law.logitSlope(a[i]);
    }
  }
}
