package org.bitgrad.reference;

/** See {@link Head#wavy}. */
@SuppressWarnings("ArrayRecordComponent")
public record WavyHead(double[] w, double[] v, double c, double r, double low, double high)
    implements Head {
  private double dot(double[] weights, double[] x) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += weights[i] * (x[i] - low) / (high - low);
    }
    return sum;
  }

  @Override
  public double loss(double[] x, int point) {
    return Math.log(1 + Math.exp(dot(w, x) + c)) + r * Math.cos(dot(v, x));
  }

  @Override
  public double[] stateDerivative(double[] x, int point) {
    double s = 1 / (1 + Math.exp(-dot(w, x) - c));
    double sine = Math.sin(dot(v, x));
    double[] g = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      g[i] = (s * w[i] - r * sine * v[i]) / (high - low);
    }
    return g;
  }

  @Override
  public double[] parameterDerivative(double[] x, int point) {
    return new double[0];
  }

  @Override
  public double[] parameters() {
    return new double[0];
  }
}
