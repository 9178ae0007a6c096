package org.bitgrad.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Axes fit their values at every size, and curves are seen on them. */
class AxisRangeTest {
  private static final double[] X = {1, 2, 3, 4};

  @ParameterizedTest
  @ValueSource(doubles = {1e-300, 1e-200, 1e-12, 1e-9, 1e-7, 1, 1e9, 1e200, 1e300})
  void rangeIsThatOfTheValuesAtEverySize(double size) {
    for (double[] shape : new double[][] {{1, 2, 4}, {-1, 3}, {-4, -1}, {5}, {-5, -5}, {0, 1}}) {
      AxisRange plain = AxisRange.of(Axis.linear("y"), DoubleStream.of(shape));
      AxisRange range = AxisRange.of(Axis.linear("y"), Arrays.stream(shape).map(v -> v * size));
      assertEquals(plain.min() * size, range.min(), 1e-12 * Math.abs(range.min()));
      assertEquals(plain.max() * size, range.max(), 1e-12 * Math.abs(range.max()));
    }
  }

  @Test
  void rangeHasAWidthWhateverStandsOnTheAxis() {
    double[][] all = {
      {0},
      {},
      {Double.MIN_VALUE},
      {-Double.MIN_VALUE, 0},
      {1e-310, 3e-310},
      {Double.MAX_VALUE},
      {-Double.MAX_VALUE, Double.MAX_VALUE},
      {-1e-300, 1e300},
      {Double.NaN, Double.POSITIVE_INFINITY, 7}
    };
    for (double[] values : all) {
      for (Axis axis : new Axis[] {Axis.linear("y"), Axis.log("y")}) {
        AxisRange range = AxisRange.of(axis, DoubleStream.of(values));
        String what = Arrays.toString(values) + " " + range;
        assertTrue(range.min() < range.max(), what);
        assertTrue(Double.isFinite(range.min()) && Double.isFinite(range.max()), what);
        assertTrue(!axis.logarithmic() || range.min() > 0, what);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {4.9e-322, 1e-310, 1e-300, 1e-160, 1e-12, 1e-9, 1, 1e12, 1e160, 1e300, 4e307})
  void curveRisesOverTheWholePlotAtEverySize(double size) throws IOException {
    for (boolean logarithmic : new boolean[] {false, true}) {
      Axis y = logarithmic ? Axis.log("y") : Axis.linear("y");
      double[] values = {size, 2 * size, 3 * size, 4 * size};
      Plot plot = Plot.of("size " + size, Axis.linear("x"), y).line("psa", X, values);
      BufferedImage image = ImageIO.read(new ByteArrayInputStream(plot.png()));
      int psa = Styles.colour("psa").getRGB();
      int top = image.getHeight();
      int bottom = 0;
      for (int py = 0; py < image.getHeight(); py++) {
        for (int px = 0; px < image.getWidth() * 2 / 3; px++) {
          if (image.getRGB(px, py) == psa) {
            top = Math.min(top, py);
            bottom = Math.max(bottom, py);
          }
        }
      }
      assertTrue(bottom - top > image.getHeight() / 4, size + " " + y + ": " + (bottom - top));
    }
  }
}
