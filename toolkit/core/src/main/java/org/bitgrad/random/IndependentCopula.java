package org.bitgrad.random;

/** Uniform numbers without dependence: every coupled method becomes its plain counterpart. */
record IndependentCopula() implements Copula {
  @Override
  public String name() {
    return "independent";
  }

  @Override
  public int inputs(int samples) {
    return samples;
  }

  @Override
  public void couple(double[][] in, double[][] out, int size) {
    for (int k = 0; k < out.length; k++) {
      System.arraycopy(in[k], 0, out[k], 0, size);
    }
  }

  @Override
  public double bothOne(int samples, double p) {
    return p * p;
  }

  @Override
  public double pattern(int samples, int ones, double p) {
    return Math.pow(p, ones) * Math.pow(1 - p, samples - ones);
  }

  @Override
  public double debias(int samples, double p, double q) {
    return 1;
  }
}
