package org.bitgrad.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.imageio.ImageIO;
import org.bitgrad.data.Sha256;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;

class ChartTest {
  private static final double[] M = {1, 10, 100, 1000};

  private static Plot plot() {
    return Plot.of("Accuracy, layer 0", Axis.log("samples M"), Axis.log("relative RMSE"))
        .note("scale quick, n = 2000; band: 15-85 % of groups")
        .line("psa", M, new double[] {0.16, 0.07, 0.05, 0.048})
        .line("st", M, new double[] {0.22, 0.10, 0.08, 0.079})
        .band(
            "st", M, new double[] {0.15, 0.08, 0.075, 0.078}, new double[] {0.3, 0.14, 0.09, 0.08})
        .line("reinforce", M, new double[] {13.8, 4.38, 1.38, 0})
        .whiskers(
            "arm", new double[] {10}, new double[] {0.7}, new double[] {0}, new double[] {0.9})
        .published("psa", M, new double[] {0.158, 0.0676, 0.0502, 0.0481});
  }

  @Test
  void everyCurveLeavesItsColourInTheImage() throws IOException {
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(plot().png()));
    assertEquals(2 * plot().width(), image.getWidth());
    assertEquals(2 * plot().height(), image.getHeight());
    Set<Integer> colours = new HashSet<>();
    for (int x = 0; x < image.getWidth(); x++) {
      for (int y = 0; y < image.getHeight(); y++) {
        colours.add(image.getRGB(x, y));
      }
    }
    for (String name : List.of("psa", "st", "reinforce", "arm")) {
      assertTrue(colours.contains(Styles.colour(name).getRGB()), name);
    }
    assertTrue(colours.contains(Styles.colour("psa").darker().getRGB()), "published psa");
    assertTrue(colours.contains(Color.WHITE.getRGB()));
  }

  @Test
  void bandIsFilled() throws IOException {
    Axis x = Axis.log("M");
    Axis y = Axis.linear("cosine");
    double[] ones = {1, 1, 1, 1};
    double[] zeros = new double[4];
    BufferedImage image =
        ImageIO.read(new ByteArrayInputStream(Plot.of("b", x, y).band("st", M, zeros, ones).png()));
    int reddish = 0;
    for (int at = 0; at < image.getWidth(); at++) {
      Color colour = new Color(image.getRGB(at, image.getHeight() / 3));
      if (colour.getRed() > colour.getGreen() + 20) {
        reddish++;
      }
    }
    assertTrue(reddish > image.getWidth() / 3, "reddish pixels: " + reddish);
  }

  @Test
  void everySecondDecadeIsNamedOnALongLogarithmicAxis() {
    AxisRange twelve = new AxisRange(1e-6, 1e6);
    Axis log = Axis.log("bound");
    assertEquals("1e-6", PlotDrawing.label(log, twelve, 1e-6));
    assertEquals(" ", PlotDrawing.label(log, twelve, 1e-5));
    assertEquals("0.0001", PlotDrawing.label(log, twelve, 1e-4));
    assertEquals(" ", PlotDrawing.label(log, twelve, 1e5));
    assertEquals("1000", PlotDrawing.label(log, new AxisRange(1e-4, 1e4), 1e3));
    assertEquals("1000", PlotDrawing.label(Axis.linear("step"), twelve, 1e3));
    assertEquals("-10", PlotDrawing.label(Axis.linear("step"), twelve, -10));
  }

  @Test
  void whiskersWithoutMarkerAreNamedInTheLegend() {
    double[] one = {1};
    Plot plot =
        Plot.of("bias", Axis.linear(""), Axis.log("bias"))
            .whiskers("psa", one, new double[] {0}, new double[] {0}, one);
    assertEquals(
        List.of("psa"),
        PlotDrawing.of(plot, 640, 400).getSeriesCollection().stream()
            .filter(series -> series.isShowInLegend())
            .map(series -> series.getLabel())
            .toList());
  }

  @Test
  void whiskersBesideALineOfTheirNameAreItsMarkers() {
    double[] ones = {1, 1, 1, 1};
    Plot plot =
        Plot.of("theory and sample", Axis.log("M"), Axis.log("error"))
            .line("psa", M, ones)
            .whiskers("psa", M, ones, ones, ones);
    List<XYSeries> series =
        PlotDrawing.of(plot, 640, 400).getSeriesCollection().stream()
            .filter(s -> s.getXData().length == M.length)
            .toList();
    assertEquals(List.of(true, false), series.stream().map(s -> s.isShowInLegend()).toList());
    assertEquals(SeriesMarkers.NONE, series.get(0).getMarker());
    assertEquals(Styles.marker("psa"), series.get(1).getMarker());
    assertEquals(
        Optional.of(XYSeries.XYSeriesRenderStyle.Scatter), series.get(1).getXYSeriesRenderStyle());
  }

  @Test
  void vectorGraphicsAreSvgWithTheRemarkAndEveryColour() {
    String svg = plot().svg();
    assertTrue(svg.contains("<svg"), svg.substring(0, 200));
    for (String name : List.of("psa", "st", "reinforce", "arm")) {
      Color c = Styles.colour(name);
      String rgb = "rgb(" + c.getRed() + "," + c.getGreen() + "," + c.getBlue() + ")";
      assertTrue(svg.contains(rgb), name + " " + rgb);
    }
    assertTrue(svg.contains("n = 2000"));
  }

  @Test
  void imagesKeepTheirMostFrequent256Colours() {
    BufferedImage drawn = new BufferedImage(40, 40, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 1600; i++) {
      drawn.setRGB(i % 40, i / 40, i < 700 ? 0xd62728 : i * 64);
    }
    BufferedImage reduced = PaletteImage.of(drawn);
    Set<Integer> colours = new HashSet<>();
    for (int i = 0; i < 1600; i++) {
      int was = drawn.getRGB(i % 40, i / 40);
      int is = reduced.getRGB(i % 40, i / 40);
      colours.add(is);
      if (i < 700) {
        assertEquals(was, is);
      }
    }
    assertEquals(256, colours.size());
    BufferedImage few = new BufferedImage(2, 1, BufferedImage.TYPE_INT_RGB);
    few.setRGB(0, 0, 0x123456);
    assertEquals(few.getRGB(0, 0), PaletteImage.of(few).getRGB(0, 0));
    assertEquals(few.getRGB(1, 0), PaletteImage.of(few).getRGB(1, 0));
  }

  @Test
  void drawingTwiceGivesTheSameBytes() {
    assertEquals(Sha256.of(plot().png()), Sha256.of(plot().png()));
    assertEquals(plot().svg(), plot().svg());
  }

  @Test
  void gridHasARoomForEachPlot() throws IOException {
    Chart grid = Chart.grid(plot(), plot(), plot());
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(grid.png()));
    assertEquals(4 * plot().width(), image.getWidth());
    assertEquals(4 * plot().height(), image.getHeight());
  }

  @Test
  void onePointOrNoneCanBeDrawn() {
    Axis log = Axis.log("x");
    double[] one = {1};
    assertTrue(Plot.of("one", log, log).line("psa", one, one).png().length > 1000);
    assertTrue(Plot.of("none", log, log).line("psa", one, new double[] {0}).png().length > 1000);
    assertTrue(Plot.of("empty", log, log).png().length > 1000);
    Axis linear = Axis.linear("y");
    assertTrue(Plot.of("zero", log, linear).line("psa", one, new double[1]).png().length > 1000);
  }

  @Test
  void anEstimatorWithArgumentsHasTheColourOfItsMethod() {
    for (String name : List.of("arms(2)", "arms(10)", "disarm(4)", "loorf(3)")) {
      String method = name.substring(0, name.indexOf('('));
      assertEquals(Styles.colour(method), Styles.colour(name), name);
    }
  }

  @Test
  void fixedStylesAreAllDifferent() {
    Set<String> seen = new HashSet<>();
    for (String name : Styles.fixedNames()) {
      assertTrue(seen.add(Styles.colour(name) + " " + Styles.marker(name)), name);
    }
    assertNotEquals(0, seen.size());
  }

  @Test
  void chartsAreExportedAsPngAndSvg(@TempDir Path temp) throws IOException {
    try (RunFolder folder = RunFolder.open(temp.resolve("run"), java.util.Map.of(), false)) {
      Export.chart(folder, "plots/rmse", plot());
      folder.complete();
    }
    assertTrue(Files.size(temp.resolve("run/plots/rmse.png")) > 10_000);
    assertTrue(Files.readString(temp.resolve("run/plots/rmse.svg")).contains("<svg"));
    assertEquals(List.of(), Manifest.problems(temp.resolve("run")));
    if (System.getProperty("keep") != null) {
      Files.write(Path.of(System.getProperty("keep")), Chart.grid(plot(), plot()).png());
    }
  }
}
