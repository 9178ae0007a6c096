package org.bitgrad.reference;

/** See {@link Head#linear}. */
@SuppressWarnings("ArrayRecordComponent")
public record LinearHead(int outputs, double[] parameters, Output output, double[][] targets)
    implements Head {
  private double[] eta(double[] x) {
    double[] eta = new double[outputs];
    for (int o = 0; o < outputs; o++) {
      eta[o] = parameters[outputs * x.length + o];
      for (int i = 0; i < x.length; i++) {
        eta[o] += parameters[o * x.length + i] * x[i];
      }
    }
    return eta;
  }

  @Override
  public double loss(double[] x, int point) {
    return output.value(eta(x), targets[point]);
  }

  @Override
  public double[] stateDerivative(double[] x, int point) {
    double[] d = output.derivative(eta(x), targets[point]);
    double[] g = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      for (int o = 0; o < outputs; o++) {
        g[i] += d[o] * parameters[o * x.length + i];
      }
    }
    return g;
  }

  @Override
  public double[] parameterDerivative(double[] x, int point) {
    double[] d = output.derivative(eta(x), targets[point]);
    double[] g = new double[parameters.length];
    for (int o = 0; o < outputs; o++) {
      for (int i = 0; i < x.length; i++) {
        g[o * x.length + i] = d[o] * x[i];
      }
      g[outputs * x.length + o] = d[o];
    }
    return g;
  }
}
