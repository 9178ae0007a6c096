package org.bitgrad.papers.straightthrough2021;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.bitgrad.random.Noise;
import org.bitgrad.report.Axis;
import org.bitgrad.report.Chart;
import org.bitgrad.report.Plot;
import org.bitgrad.report.Scale;
import org.bitgrad.train.MirrorDescent;

/** Plots of single steps of latent weights. */
public final class LatentFigures {
  private static final int POINTS = 39;
  private static final double G = 1;
  private static final double EPS = 0.5;
  private static final double DECAY = 0.5;

  private final Scale scale;

  /**
   * Figures of formulas; nothing is read.
   *
   * @param scale named in every figure
   */
  public LatentFigures(Scale scale) {
    this.scale = scale;
  }

  /** {@return the probability after a step, and the part of decay, against that before} */
  public Chart steps() {
    double[] p = IntStream.rangeClosed(1, POINTS).mapToDouble(i -> i / (POINTS + 1.0)).toArray();
    Plot rules =
        Plot.of(
                "One step of latent weights, g = 1, eps = 0.5",
                Axis.linear("probability before"),
                Axis.linear("change of the probability"))
            .line("logistic: KL", p, change(p, q -> mirror(Noise.logistic(), 0, G, q)))
            .line("Gaussian", p, change(p, q -> mirror(Noise.gaussian(1), 0, G, q)))
            .line("uniform: clipped", p, change(p, q -> mirror(Noise.uniform(1), 0, G, q)))
            .line("logistic, chain rule", p, change(p, LatentFigures::chainRule))
            .note("scale " + scale.text());
    Plot decay =
        Plot.of(
                "Decay alone, logistic, eps lambda = 0.25",
                Axis.linear("probability before"),
                Axis.linear("change of the probability"))
            .line("weight decay", p, change(p, q -> mirror(Noise.logistic(), DECAY, 0, q)))
            .note("towards 1/2, the prior; scale " + scale.text());
    return Chart.grid(rules, decay);
  }

  private static double[] change(double[] p, DoubleUnaryOperator after) {
    return Arrays.stream(p).map(q -> after.applyAsDouble(q) - q).toArray();
  }

  private static double mirror(Noise noise, double decay, double g, double p) {
    MirrorDescent rule = new MirrorDescent(noise, EPS, decay, noise.quantile(p));
    rule.step(new double[] {g / 2});
    return rule.probability(0);
  }

  /** SGD on the logit with the derivative {@code g p (1 - p)}. */
  private static double chainRule(double p) {
    Noise noise = Noise.logistic();
    return noise.probability(noise.quantile(p) - EPS * G * p * (1 - p));
  }
}
