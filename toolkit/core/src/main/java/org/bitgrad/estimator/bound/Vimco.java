package org.bitgrad.estimator.bound;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.bitgrad.estimator.Estimator;
import org.bitgrad.estimator.GradientSink;
import org.bitgrad.estimator.Requirements;
import org.bitgrad.estimator.Session;
import org.bitgrad.estimator.Traits;
import org.bitgrad.numeric.LogSums;
import org.bitgrad.problem.Draw;
import org.bitgrad.problem.Problem;
import org.bitgrad.random.KnownNames;
import org.bitgrad.random.Shown;

/**
 * VIMCO: the score function for multi-sample bounds, each sample with a baseline made of the
 * weights of the others.
 *
 * <p><b>Formula.</b> With log weights {@code l_1 ... l_n} of the samples and {@code L = log((1/n)
 * sum_k exp(l_k))},
 *
 * <pre>
 * dE/da_{k,j} = (L - L_{-k}) (bit_{k,j} - p_j) F'(a_j) / (p_j (1 - p_j))
 * L_{-k} = log((1/n) (sum_{m != k} exp(l_m) + v_k))
 * </pre>
 *
 * where {@code v_k} is the geometric mean of the other weights, or, as an option, their arithmetic
 * mean; the derivative in a logit is the sum over the samples {@code k} that share it. The last
 * factor is 1 for logistic noise and 0 where p is 0 or 1. The weights' own parameters take the
 * plain derivative of {@code L}.
 *
 * <p><b>Source.</b> A. Mnih, D. J. Rezende, "Variational inference for Monte Carlo objectives",
 * ICML 2016, the geometric mean as used there, the arithmetic one as mentioned there. Deviations:
 * noises other than logistic by the chain rule from the logit; the term of weights that depend on
 * the probabilities themselves is left to the problem, see {@link
 * org.bitgrad.problem.MultiSampleBound}.
 *
 * <p><b>Shapes.</b> One row per point; derivatives {@code [n D x points]} in the pre-activations of
 * all samples. Draws: site {@code layer1}.
 *
 * <p><b>Bias.</b> Unbiased everywhere: {@code L_{-k}} does not depend on sample k, and the score
 * has mean 0.
 *
 * <p><b>Cost.</b> One evaluation of the bound, that is {@code n} weights; one uniform per unit of
 * every sample; {@code n^2} exponentials per point for the baselines; memory of two layers.
 *
 * <p><b>Exceptions.</b> {@link UnsupportedOperationException} for a problem that is not a bound of
 * at least 2 samples; {@link ArithmeticException} if a loss is not finite.
 *
 * <pre>{@code
 * Problem bound = problem.bound(8); // the loss of problem is the log weight
 * Session session = new Vimco().open(bound);
 * MeanSink sink = new MeanSink(bound);
 * session.estimate(Draw.of(RandomStream.of(7, "vimco")), sink);
 * sink.finish();
 * }</pre>
 *
 * @param mean what stands for a sample's own weight
 */
public record Vimco(Mean mean) implements Estimator {
  private static final Traits TRAITS =
      Traits.unbiased(
              "the baseline of a sample depends on the other samples only, and the score has mean 0",
              "Mnih, Rezende 2016 (ICML), arXiv 1602.06725")
          .onBounds();

  /** What stands for a sample's own weight in its baseline. */
  public enum Mean {
    /** The geometric mean of the other weights. */
    GEOMETRIC,
    /** The arithmetic mean of the other weights: the bound of the others alone. */
    ARITHMETIC;

    static Mean parse(String text) {
      List<String> names = Arrays.stream(values()).map(Mean::text).toList();
      return KnownNames.find(text, names)
          .map(name -> values()[names.indexOf(name)])
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "mean of vimco must be geometric or arithmetic, but is "
                          + Shown.text(text)
                          + KnownNames.hint(text, names)));
    }

    private String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Checks that the mean is given.
   *
   * @param mean what stands for a sample's own weight
   */
  public Vimco {
    Objects.requireNonNull(mean, "mean");
  }

  /** With the geometric mean. */
  public Vimco() {
    this(Mean.GEOMETRIC);
  }

  @Override
  public String name() {
    return mean == Mean.GEOMETRIC ? "vimco" : "vimco(" + mean.text() + ")";
  }

  @Override
  public Traits traits() {
    return TRAITS;
  }

  @Override
  public Session open(Problem problem) {
    Requirements.requireBound(this, problem);
    return new VimcoSession(problem, mean);
  }

  private static final class VimcoSession extends BoundSession {
    private final Mean mean;
    private final double[] advantage;

    VimcoSession(Problem problem, Mean mean) {
      super(problem);
      this.mean = mean;
      advantage = new double[samples * rows];
    }

    @Override
    public void estimate(Draw draw, GradientSink out) {
      sample(draw);
      plainHead(out);
      double[] log = loss.logWeights();
      for (int s = 0; s < advantage.length; s++) {
        advantage[s] = LogSums.change(others(log, s), log[s], standIn(log, s));
      }
      terms.scores(0, da);
      for (int i = 0; i < da.length; i++) {
        da[i] *= advantage[sampleOf(i)];
      }
      layer(out, 0, da);
    }

    private double standIn(double[] log, int s) {
      int r = s % rows;
      int k = s / rows;
      return mean == Mean.GEOMETRIC
          ? LogSums.meanWithout(log, r, rows, samples, k)
          : LogSums.logMeanWithout(log, r, rows, samples, k);
    }
  }
}
