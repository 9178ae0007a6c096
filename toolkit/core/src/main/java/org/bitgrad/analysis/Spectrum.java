package org.bitgrad.analysis;

import java.util.Arrays;

/**
 * Eigenvalues of the covariance S of the mean of all trials, and the squared components of the
 * observed bias along its eigenvectors, estimated from batch means; all in units of trace(S).
 *
 * <p>With {@code Y_k = sqrt(n_k / (N (K - 1))) (m_k - m)} for K batches of n_k trials, {@code Y'Y}
 * estimates S; the smaller of {@code Y'Y} and {@code YY'} is diagonalised. Sample eigenvalues
 * spread too far, so they are drawn towards their mean (O. Ledoit, M. Wolf, "A well-conditioned
 * estimator for large-dimensional covariance matrices", 2004) until their squares sum to the
 * estimate of trace(S^2) that is unbiased for normal means (Z. Bai, H. Saranadasa, "Effect of high
 * dimension", 1996), and scaled to the trace known from all trials.
 *
 * <p>Cost: {@code K D min(K, D)} multiply-adds for D parameters, and the diagonalisation.
 */
final class Spectrum {
  private static final double NEGLIGIBLE = 1e-12;

  private final double[] values;
  private final double[] multiplicity;
  private final double[] squares;
  private final double stretch;

  /**
   * A given spectrum.
   *
   * @param values eigenvalues
   * @param multiplicity dimensions of each
   * @param squares squared length of the observed bias in these dimensions
   * @param stretch variance along the observed bias as a multiple of what the values make it
   */
  Spectrum(double[] values, double[] multiplicity, double[] squares, double stretch) {
    this.values = values;
    this.multiplicity = multiplicity;
    this.squares = squares;
    this.stretch = stretch;
  }

  /**
   * Diagonalises.
   *
   * @param group statistics of all trials, three batches or more
   * @param bias the observed bias
   * @param trace trace(S) from all trials, positive
   */
  static Spectrum of(GroupStatistics group, double[] bias, double trace) {
    double[][] y = scaledMeans(group);
    int size = bias.length;
    boolean wide = y.length < size;
    SymmetricMatrix matrix = new SymmetricMatrix(wide ? gram(y) : gram(transposed(y)));
    int count = wide ? y.length + 1 : size;
    double[] values = new double[count];
    double[] multiplicity = new double[count];
    double[] squares = new double[count];
    double rest = dot(bias, bias);
    double free = size;
    double[] products = products(y, bias);
    double[] shadow = wide ? products : bias;
    double floor = NEGLIGIBLE * trace;
    for (int i = 0; i < (wide ? y.length : size); i++) {
      double value = Math.max(0, matrix.value(i));
      if (!wide || value > floor) {
        double component = dot(matrix.vector(i), shadow);
        values[i] = value;
        multiplicity[i] = 1;
        squares[i] = component * component / (wide ? value : 1);
        rest -= squares[i];
        free--;
      }
    }
    if (wide) {
      multiplicity[count - 1] = Math.max(0, free);
      squares[count - 1] = Math.max(0, rest);
    }
    double raw = dot(values, multiplicity);
    shrink(values, size, y.length - 1, trace);
    double along = raw == 0 ? 1 : dot(products, products) / dot(values, squares) * (trace / raw);
    for (int i = 0; i < count; i++) {
      values[i] /= trace;
      squares[i] /= trace;
    }
    return new Spectrum(values, multiplicity, squares, along);
  }

  /** Draws the eigenvalues together and scales them to the trace. */
  private static void shrink(double[] values, int size, double n, double trace) {
    double raw1 = Arrays.stream(values).sum();
    if (raw1 == 0) {
      Arrays.fill(values, trace / size);
      return;
    }
    double raw2 = dot(values, values);
    double spread = raw2 - raw1 * raw1 / size;
    double unbiased = n * n / ((n + 2) * (n - 1)) * (raw2 - raw1 * raw1 / n);
    double kept = spread <= 0 ? 1 : (unbiased - raw1 * raw1 / size) / spread;
    double factor = Math.sqrt(Math.max(0, Math.min(1, kept)));
    for (int i = 0; i < values.length; i++) {
      values[i] = factor * values[i] * trace / raw1 + (1 - factor) * trace / size;
    }
  }

  int size() {
    return values.length;
  }

  /** An eigenvalue. */
  double value(int i) {
    return values[i];
  }

  double largest() {
    return Arrays.stream(values).max().orElseThrow();
  }

  /** How many dimensions have this eigenvalue; 0 for an entry that does not count. */
  double multiplicity(int i) {
    return multiplicity[i];
  }

  /**
   * The variance along the observed bias, read off the batch means without drawing eigenvalues
   * together, as a multiple of what the drawn ones make it.
   */
  double stretch() {
    return stretch;
  }

  /** Squared length of the observed bias in these dimensions. */
  double square(int i) {
    return squares[i];
  }

  private static double[][] scaledMeans(GroupStatistics group) {
    double[] mean = group.total().mean();
    double[][] y = new double[group.batchMeans().length][];
    double trials = group.total().count();
    for (int k = 0; k < y.length; k++) {
      double factor = Math.sqrt(group.batchSizes()[k] / (trials * (y.length - 1)));
      y[k] = group.batchMeans()[k].clone();
      for (int i = 0; i < mean.length; i++) {
        y[k][i] = factor * (y[k][i] - mean[i]);
      }
    }
    return y;
  }

  private static double dot(double[] x, double[] y) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += x[i] * y[i];
    }
    return sum;
  }

  private static double[] products(double[][] rows, double[] x) {
    double[] products = new double[rows.length];
    for (int k = 0; k < rows.length; k++) {
      products[k] = dot(rows[k], x);
    }
    return products;
  }

  private static double[][] transposed(double[][] x) {
    double[][] t = new double[x[0].length][x.length];
    for (int k = 0; k < x.length; k++) {
      for (int i = 0; i < t.length; i++) {
        t[i][k] = x[k][i];
      }
    }
    return t;
  }

  private static double[][] gram(double[][] x) {
    double[][] products = new double[x.length][x.length];
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j <= i; j++) {
        products[i][j] = dot(x[i], x[j]);
        products[j][i] = products[i][j];
      }
    }
    return products;
  }
}
