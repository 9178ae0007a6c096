package org.bitgrad.data;

import java.util.Arrays;
import java.util.List;

/**
 * How digits are written: strokes as chains of points in a box of width and height 1, x to the
 * right, y down; most digits in several ways.
 */
final class DigitGlyphs {
  private static final double STEP = 15;

  private DigitGlyphs() {}

  /** Number of ways to write a digit. */
  static int ways(int digit) {
    return digit == 1 ? 3 : digit == 4 || digit == 7 || digit == 9 ? 2 : 1;
  }

  /** The strokes of a digit, each {@code [points][x, y]}. */
  static List<double[][]> strokes(int digit, int way) {
    return switch (digit) {
      case 0 -> strokes(arc(0.5, 0.5, new double[] {0.3, 0.46}, -90, 270));
      case 1 -> one(way);
      case 2 ->
          strokes(
              join(
                  arc(0.48, 0.29, new double[] {0.29, 0.25}, -170, 35),
                  line(0.18, 0.94, 0.84, 0.92)));
      case 3 ->
          strokes(
              join(
                  arc(0.44, 0.27, new double[] {0.28, 0.22}, -150, 80),
                  arc(0.44, 0.72, new double[] {0.32, 0.24}, -80, 150)));
      case 4 -> four(way);
      case 5 ->
          strokes(
              join(
                  line(0.78, 0.06, 0.3, 0.06),
                  arc(0.45, 0.67, new double[] {0.32, 0.27}, -130, 150)));
      case 6 ->
          strokes(
              join(
                  arc(0.72, 0.65, new double[] {0.5, 0.61}, -95, -180),
                  arc(0.48, 0.7, new double[] {0.26, 0.25}, -180, 180)));
      case 7 -> seven(way);
      case 8 ->
          strokes(
              join(
                  arc(0.5, 0.27, new double[] {0.24, 0.22}, 90, -270),
                  arc(0.5, 0.72, new double[] {0.29, 0.24}, -90, 270)));
      default -> nine(way);
    };
  }

  private static List<double[][]> one(int way) {
    double[][] stem = line(0.5, 0.04, 0.5, 0.96);
    return switch (way) {
      case 0 -> strokes(stem);
      case 1 -> strokes(join(line(0.3, 0.26, 0.5, 0.04), stem));
      default -> strokes(join(line(0.3, 0.26, 0.5, 0.04), stem), line(0.27, 0.95, 0.73, 0.95));
    };
  }

  private static List<double[][]> four(int way) {
    return way == 0
        ? strokes(
            join(line(0.28, 0.06, 0.16, 0.58), line(0.16, 0.58, 0.86, 0.56)),
            line(0.68, 0.28, 0.64, 0.96))
        : strokes(join(line(0.66, 0.96, 0.66, 0.04), line(0.14, 0.64, 0.9, 0.64)));
  }

  private static List<double[][]> seven(int way) {
    double[][] plain = join(line(0.18, 0.08, 0.82, 0.08), line(0.82, 0.08, 0.42, 0.96));
    return way == 0 ? strokes(plain) : strokes(plain, line(0.38, 0.5, 0.78, 0.5));
  }

  private static List<double[][]> nine(int way) {
    double[][] loop = arc(0.5, 0.3, new double[] {0.27, 0.25}, 0, -360);
    double[][] stem =
        way == 0 ? line(0.77, 0.3, 0.7, 0.96) : arc(0.3, 0.36, new double[] {0.48, 0.6}, 0, 85);
    return strokes(join(loop, stem));
  }

  private static double[][] line(double fromX, double fromY, double toX, double toY) {
    return new double[][] {{fromX, fromY}, {toX, toY}};
  }

  /** Part of an ellipse of two radii, in degrees from the right by way of below. */
  private static double[][] arc(
      double centreX, double centreY, double[] radii, double from, double to) {
    int pieces = (int) Math.ceil(Math.abs(to - from) / STEP);
    double[][] points = new double[pieces + 1][2];
    for (int i = 0; i <= pieces; i++) {
      double angle = StrictMath.toRadians(from + (to - from) * i / pieces);
      points[i][0] = centreX + radii[0] * StrictMath.cos(angle);
      points[i][1] = centreY + radii[1] * StrictMath.sin(angle);
    }
    return points;
  }

  private static List<double[][]> strokes(double[][]... chains) {
    return List.of(chains);
  }

  private static double[][] join(double[][] first, double[][] second) {
    double[][] points = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, points, first.length, second.length);
    return points;
  }
}
