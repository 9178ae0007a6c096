package org.bitgrad.papers.straightthrough2021;

import org.bitgrad.problem.Draw;

/**
 * A draw with the noise of one unit negated.
 *
 * @param draw of all others
 * @param layer of the unit
 * @param unit which
 */
record MirroredDraw(Draw draw, int layer, int unit) implements Draw {
  @Override
  public void uniforms(String site, int rows, int units, double[] out) {
    draw.uniforms(site, rows, units, out);
    if (site.equals(Draw.layerSite(layer))) {
      for (int r = unit * rows; r < (unit + 1) * rows; r++) {
        out[r] = 1 - out[r];
      }
    }
  }

  @Override
  public Draw at(String name, long index) {
    return new MirroredDraw(draw.at(name, index), layer, unit);
  }
}
