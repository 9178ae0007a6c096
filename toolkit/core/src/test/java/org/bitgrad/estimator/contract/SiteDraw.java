package org.bitgrad.estimator.contract;

import java.util.function.IntToDoubleFunction;
import org.bitgrad.problem.Draw;
import org.bitgrad.random.RandomStream;

/** Draws that a function of site, unit and row gives. */
public final class SiteDraw implements Draw {
  private static final int NO_LAYER = -1;

  private final String part;
  private final ByUnit units;
  private final int mirrored;

  /** Draws whose choices at sites of the layer {@code mirrored} are in reverse order. */
  private SiteDraw(String part, ByUnit units, int mirrored) {
    this.part = part;
    this.units = units;
    this.mirrored = mirrored;
  }

  /** A uniform number of a site; {@code rows} tells how many rows are read. */
  @FunctionalInterface
  public interface Uniform {
    double at(String site, int unit, int row, int rows);
  }

  /** The numbers of one unit of a site, by row; {@code units} tells how many are read. */
  @FunctionalInterface
  private interface ByUnit {
    IntToDoubleFunction of(String site, int unit, int units, int rows);
  }

  /** The draws of a function. */
  public static SiteDraw of(Uniform uniform) {
    return new SiteDraw(
        "", (site, unit, units, rows) -> row -> uniform.at(site, unit, row, rows), NO_LAYER);
  }

  /**
   * Those of {@link #random}, the units of a layer's sites, and choices among them, in reverse
   * order.
   */
  static SiteDraw mirrored(long seed, int layer) {
    return new SiteDraw(
        "",
        (site, unit, units, rows) -> {
          int original = layerOf(site) == layer ? units - 1 - unit : unit;
          return row -> number(seed, site, original, row);
        },
        layer);
  }

  /** Reproducible draws, one stream per site and unit; a row is a position. */
  public static SiteDraw random(long seed) {
    return of((site, unit, row, rows) -> number(seed, site, unit, row));
  }

  /** One number of {@link #random}. */
  public static double number(long seed, String site, int unit, int row) {
    return RandomStream.of(seed, site).child(unit).uniform(row);
  }

  /** The number with which a site's name ends, minus 1; -1 if there is none. */
  public static int layerOf(String site) {
    int from = site.length();
    while (from > 0 && Character.isDigit(site.charAt(from - 1))) {
      from--;
    }
    return from == site.length() ? -1 : Integer.parseInt(site.substring(from)) - 1;
  }

  @Override
  public void uniforms(String site, int rows, int width, double[] out) {
    for (int j = 0; j < width; j++) {
      IntToDoubleFunction unit = units.of(part + site, j, width, rows);
      for (int r = 0; r < rows; r++) {
        out[j * rows + r] = unit.applyAsDouble(r);
      }
    }
  }

  @Override
  public void choices(String site, int rows, int options, double[] out) {
    Draw.super.choices(site, rows, options, out);
    if (layerOf(site) == mirrored) {
      for (int r = 0; r < rows; r++) {
        out[r] = options - 1 - out[r];
      }
    }
  }

  @Override
  public Draw at(String name, long index) {
    return new SiteDraw(part + name + index + "/", units, mirrored);
  }
}
