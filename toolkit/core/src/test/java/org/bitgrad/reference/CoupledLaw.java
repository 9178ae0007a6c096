package org.bitgrad.reference;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.HashMap;
import java.util.Map;
import org.bitgrad.random.Noise;

/**
 * The probability that given ones of n exchangeable bits are 1 and the others 0, by the name of
 * their copula, in forms that share nothing with the library.
 */
public abstract class CoupledLaw {
  private static final Map<String, CoupledLaw> KNOWN = new HashMap<>();

  final int samples;
  private final Map<Double, double[]> byMinority = new HashMap<>();

  CoupledLaw(int samples) {
    this.samples = samples;
  }

  /**
   * The law of a copula.
   *
   * @param name of the copula
   * @param samples n
   */
  public static synchronized CoupledLaw of(String name, int samples) {
    return KNOWN.computeIfAbsent(name + samples, key -> open(name, samples));
  }

  private static CoupledLaw open(String name, int samples) {
    return switch (name) {
      case "independent" -> new Independent(samples);
      case "dirichlet" -> new Gaps(samples);
      case "gaussian" -> new Gaussian(samples);
      case "rotation" -> new Rotation(samples);
      default -> throw new AssertionError("there is no reference law of the copula " + name);
    };
  }

  /**
   * The probability of a pattern.
   *
   * @param ones how many bits are 1
   * @param p probability of a 1
   * @param q probability of a 0
   */
  public double probability(int ones, double p, double q) {
    // Copulas are mirrored for p of at least 1/2.
    return p < 0.5 ? kept(p)[ones] : kept(q)[samples - ones];
  }

  /** Probability that two given bits are 1. */
  public double bothOne(double p, double q) {
    double sum = 0;
    for (int ones = 2; ones <= samples; ones++) {
      sum += Binomials.of(samples - 2, ones - 2) * probability(ones, p, q);
    }
    return sum;
  }

  private synchronized double[] kept(double minority) {
    return byMinority.computeIfAbsent(minority, this::patterns);
  }

  /** The probabilities of patterns by their number of ones, for p of at most 1/2. */
  abstract double[] patterns(double p);

  private static final class Independent extends CoupledLaw {
    Independent(int samples) {
      super(samples);
    }

    @Override
    double[] patterns(double p) {
      double[] law = new double[samples + 1];
      for (int ones = 0; ones <= samples; ones++) {
        law[ones] = 1;
        for (int k = 0; k < samples; k++) {
          law[ones] *= k < ones ? p : 1 - p;
        }
      }
      return law;
    }
  }

  /** Inclusion and exclusion over the gaps longer than t, with 400 digits. */
  private static final class Gaps extends CoupledLaw {
    private static final MathContext DIGITS = new MathContext(400);

    Gaps(int samples) {
      super(samples);
    }

    @Override
    double[] patterns(double p) {
      BigDecimal t = BigDecimal.ONE.subtract(root(p, samples - 1));
      double[] law = new double[samples + 1];
      for (int ones = 0; ones <= samples; ones++) {
        BigDecimal sum = BigDecimal.ZERO;
        for (int j = 0; j <= samples - ones; j++) {
          BigDecimal left = BigDecimal.ONE.subtract(t.multiply(BigDecimal.valueOf(ones + j)));
          BigDecimal term =
              left.max(BigDecimal.ZERO)
                  .pow(samples - 1, DIGITS)
                  .multiply(BigDecimal.valueOf(Binomials.of(samples - ones, j)));
          sum = j % 2 == 0 ? sum.add(term) : sum.subtract(term);
        }
        law[ones] = sum.doubleValue();
      }
      return law;
    }

    private static BigDecimal root(double p, int degree) {
      BigDecimal target = new BigDecimal(p);
      if (target.signum() == 0) {
        return target;
      }
      BigDecimal x = new BigDecimal(Math.pow(p, 1.0 / degree));
      for (int newton = 0; newton < 6; newton++) {
        BigDecimal power = x.pow(degree - 1, DIGITS);
        BigDecimal error = power.multiply(x).subtract(target);
        x = x.subtract(error.divide(power.multiply(BigDecimal.valueOf(degree)), DIGITS), DIGITS);
      }
      return x;
    }
  }

  /**
   * Integrals over one coordinate after the other; all n of them are never below a negative
   * threshold, since they sum to 0.
   */
  private static final class Gaussian extends CoupledLaw {
    private static final Noise NORMAL = Noise.gaussian(1);
    private static final double LOWEST = -12;

    private final double r;

    Gaussian(int samples) {
      super(samples);
      if (samples > 4) {
        throw new AssertionError("the reference knows up to 4 Gaussian samples, not " + samples);
      }
      r = -1.0 / (samples - 1);
    }

    @Override
    double[] patterns(double p) {
      // all[k]: k given bits are 1, whatever the others.
      double[] all = new double[samples + 1];
      all[0] = 1;
      all[1] = p;
      if (p > 0 && samples > 2) {
        double h = NORMAL.quantile(p);
        all[2] = pair(h);
        if (samples > 3) {
          all[3] = triple(h);
        }
      }
      double[] law = new double[samples + 1];
      for (int ones = 0; ones <= samples; ones++) {
        for (int j = 0; j <= samples - ones; j++) {
          law[ones] += (j % 2 == 0 ? 1 : -1) * Binomials.of(samples - ones, j) * all[ones + j];
        }
      }
      return law;
    }

    private double pair(double h) {
      double spread = Math.sqrt(1 - r * r);
      return GaussLegendre.integral(
          x -> NORMAL.density(x) * NORMAL.probability((h - r * x) / spread), LOWEST, h, 8);
    }

    private double triple(double h) {
      double second = Math.sqrt(1 - r * r);
      double third = Math.sqrt(1 - 2 * r * r / (1 + r));
      return GaussLegendre.integral(
          x ->
              NORMAL.density(x)
                  * GaussLegendre.integral(
                      y ->
                          NORMAL.density((y - r * x) / second)
                              / second
                              * NORMAL.probability((h - r / (1 + r) * (x + y)) / third),
                      LOWEST,
                      h,
                      8),
          LOWEST,
          h,
          8);
    }
  }

  /** Counts the ones between the starts at which a number of the rotation crosses p or 1. */
  private static final class Rotation extends CoupledLaw {
    Rotation(int samples) {
      super(samples);
    }

    @Override
    double[] patterns(double p) {
      double[] cuts = new double[2 * samples + 1];
      for (int k = 0; k < samples; k++) {
        double shift = (double) k / samples;
        cuts[k] = shift;
        double crossing = p - shift;
        cuts[samples + k] = crossing < 0 ? crossing + 1 : crossing;
      }
      cuts[2 * samples] = 1;
      java.util.Arrays.sort(cuts);
      double[] law = new double[samples + 1];
      for (int i = 1; i < cuts.length; i++) {
        int ones = 0;
        for (int k = 0; k < samples; k++) {
          double u = (cuts[i - 1] + cuts[i]) / 2 + (double) k / samples;
          ones += u - Math.floor(u) < p ? 1 : 0;
        }
        law[ones] += (cuts[i] - cuts[i - 1]) / Binomials.of(samples, ones);
      }
      return law;
    }
  }
}
