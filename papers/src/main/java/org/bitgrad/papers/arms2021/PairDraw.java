package org.bitgrad.papers.arms2021;

import org.bitgrad.problem.BitLaw;
import org.bitgrad.problem.Coupling;
import org.bitgrad.problem.Draw;
import org.bitgrad.random.RandomStream;

/** The same uniform number for an antithetic pair and for two coupled samples: u and 1 - u. */
record PairDraw(RandomStream stream) implements Draw {
  @Override
  public void uniforms(String site, int rows, int units, double[] out) {
    stream.uniforms(0, out, 0, rows * units);
  }

  @Override
  public void coupled(String site, Coupling coupling, BitLaw law, double[] out) {
    int rows = coupling.rows();
    double[] u = new double[coupling.units() * rows];
    uniforms(site, rows, coupling.units(), u);
    for (int i = 0; i < u.length; i++) {
      int first = i / rows * 2 * rows + i % rows;
      out[first] = u[i];
      out[first + rows] = 1 - u[i];
    }
  }

  @Override
  public Draw at(String name, long index) {
    return this;
  }
}
