package org.bitgrad.analysis;

/**
 * Eigenvalues and eigenvectors of a small symmetric matrix by cyclic Jacobi rotations (G. Golub, C.
 * Van Loan, "Matrix Computations", section 8.5). Cost: some 10 n^3 multiply-adds per sweep, fewer
 * than ten sweeps.
 */
final class SymmetricMatrix {
  private static final int MOST_SWEEPS = 60;
  private static final double NEGLIGIBLE = 1e-26;

  private final double[][] a;
  private final double[][] vectors;

  /** Diagonalises; the matrix is overwritten. */
  SymmetricMatrix(double[][] matrix) {
    a = matrix;
    vectors = new double[a.length][a.length];
    for (int i = 0; i < a.length; i++) {
      vectors[i][i] = 1;
    }
    for (int sweep = 0; sweep < MOST_SWEEPS && !diagonal(); sweep++) {
      for (int p = 0; p < a.length; p++) {
        for (int q = p + 1; q < a.length; q++) {
          if (a[p][q] != 0) {
            rotate(p, q);
          }
        }
      }
    }
  }

  double value(int i) {
    return a[i][i];
  }

  /** A unit eigenvector; the buffer itself. */
  double[] vector(int i) {
    return vectors[i];
  }

  private boolean diagonal() {
    double on = 0;
    double off = 0;
    for (int i = 0; i < a.length; i++) {
      on += a[i][i] * a[i][i];
      for (int j = 0; j < i; j++) {
        off += a[i][j] * a[i][j];
      }
    }
    return off <= NEGLIGIBLE * on;
  }

  private void rotate(int p, int q) {
    double theta = (a[q][q] - a[p][p]) / (2 * a[p][q]);
    double t = Math.copySign(1, theta) / (Math.abs(theta) + Math.hypot(theta, 1));
    double c = 1 / Math.sqrt(t * t + 1);
    double s = t * c;
    turn(a[p], a[q], c, s);
    for (double[] row : a) {
      double x = row[p];
      row[p] = c * x - s * row[q];
      row[q] = s * x + c * row[q];
    }
    turn(vectors[p], vectors[q], c, s);
  }

  private static void turn(double[] x, double[] y, double c, double s) {
    for (int i = 0; i < x.length; i++) {
      double xi = x[i];
      x[i] = c * xi - s * y[i];
      y[i] = s * xi + c * y[i];
    }
  }
}
