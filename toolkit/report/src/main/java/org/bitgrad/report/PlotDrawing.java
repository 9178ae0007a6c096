package org.bitgrad.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** A plot as an XChart. */
final class PlotDrawing {
  private static final int BAND_ALPHA = 45;
  private static final Set<Curve.Kind> SCATTERED =
      EnumSet.of(Curve.Kind.PUBLISHED, Curve.Kind.POINTS, Curve.Kind.MUTED);
  private static final double ROOM_FOR_NAMES = 0.12;
  private static final double MOST_DECADES = 1e8;
  private static final Color GREY = new Color(0xb0b0b0);
  private static final BasicStroke THIN = new BasicStroke(1.2f);

  private final Plot plot;
  private final XYChart chart;
  private final AxisRange rangeX;
  private final AxisRange rangeY;
  private int count;

  private PlotDrawing(Plot plot, int width, int height) {
    this.plot = plot;
    chart = new XYChart(width, height, Styler.ChartTheme.XChart);
    chart.setTitle(plot.title());
    chart.setXAxisTitle(plot.x().title());
    chart.setYAxisTitle(plot.y().title());
    List<Curve> curves = plot.curves();
    double room = plot.isLabelled() ? ROOM_FOR_NAMES : 0;
    rangeX =
        AxisRange.of(plot.x(), curves.stream().flatMapToDouble(c -> Arrays.stream(c.x())))
            .above(plot.x(), room);
    rangeY =
        AxisRange.of(plot.y(), curves.stream().flatMapToDouble(PlotDrawing::heights))
            .above(plot.y(), room);
  }

  /** What must be visible; a whisker may leave the plot below. */
  private static DoubleStream heights(Curve curve) {
    double[] low = curve.kind() == Curve.Kind.BAND ? curve.low() : curve.y();
    double[] high = curve.high().length > 0 ? curve.high() : curve.y();
    return DoubleStream.concat(Arrays.stream(low), Arrays.stream(high));
  }

  static XYChart of(Plot plot, int width, int height) {
    PlotDrawing drawing = new PlotDrawing(plot, width, height);
    drawing.style();
    List<Curve> curves = plot.curves();
    // Bands lie behind every line, whiskers behind every marker.
    curves.stream().filter(c -> c.kind() == Curve.Kind.BAND).forEach(drawing::band);
    curves.stream().filter(c -> c.kind() == Curve.Kind.WHISKERS).forEach(drawing::whiskers);
    curves.stream().filter(c -> c.kind() == Curve.Kind.MUTED).forEach(drawing::points);
    curves.stream().filter(c -> c.kind() == Curve.Kind.LINE).forEach(drawing::points);
    curves.stream().filter(c -> c.kind() == Curve.Kind.POINTS).forEach(drawing::points);
    curves.stream().filter(c -> c.kind() == Curve.Kind.WHISKERS).forEach(drawing::points);
    curves.stream().filter(c -> c.kind() == Curve.Kind.PUBLISHED).forEach(drawing::points);
    return drawing.chart;
  }

  private void style() {
    XYStyler styler = chart.getStyler();
    styler.setChartBackgroundColor(Color.WHITE).setPlotBackgroundColor(Color.WHITE);
    styler.setChartTitleFont(font(13)).setChartTitleBoxVisible(false);
    styler.setLegendPosition(Styler.LegendPosition.OutsideE).setLegendBorderColor(Color.WHITE);
    styler.setLegendFont(font(11)).setMarkerSize(6).setLocale(Locale.ROOT);
    styler.setAxisTitleFont(font(12)).setAxisTickLabelsFont(font(11));
    styler.setPlotGridLinesColor(new Color(0xe4e4e4)).setPlotGridLinesStroke(new BasicStroke(0.6f));
    styler.setXAxisLogarithmic(plot.x().logarithmic());
    styler.setYAxisLogarithmic(plot.y().logarithmic());
    styler.setXAxisTickLabelsFormattingFunction(value -> label(plot.x(), rangeX, value));
    styler.setYAxisTickLabelsFormattingFunction(value -> Numbers.brief(value, 3));
    styler.setXAxisMin(rangeX.min()).setXAxisMax(rangeX.max());
    styler.setYAxisMin(rangeY.min()).setYAxisMax(rangeY.max());
    // An axis without a name counts curves; its numbers mean nothing.
    styler.setXAxisTicksVisible(!plot.x().title().isEmpty());
    styler.setLegendVisible(plot.x().names().isEmpty() && !plot.isLabelled());
    styler.setPlotGridVerticalLinesVisible(plot.x().names().isEmpty());
  }

  /** Names of neighbouring decades would overlap on a long logarithmic axis. */
  static String label(Axis axis, AxisRange range, double value) {
    boolean crowded = axis.logarithmic() && range.max() / range.min() > MOST_DECADES;
    boolean odd = Math.floorMod(Math.round(Math.log10(value)), 2) == 1;
    // XChart cannot write an empty text.
    return crowded && odd ? " " : Numbers.brief(value, 3);
  }

  private static Font font(int size) {
    return new Font(Font.SANS_SERIF, Font.PLAIN, size);
  }

  private void band(Curve curve) {
    int[] shown = shown(curve);
    int n = shown.length;
    if (n < 2) {
      return; // a band needs a width; the interval of a single point is in the table
    }
    double[] x = new double[2 * n + 1];
    double[] y = new double[2 * n + 1];
    for (int i = 0; i < n; i++) {
      x[i] = curve.x()[shown[i]];
      y[i] = rangeY.clip(curve.high()[shown[i]]);
      x[2 * n - 1 - i] = x[i];
      y[2 * n - 1 - i] = rangeY.clip(curve.low()[shown[i]]);
    }
    // XChart fills an area when it meets the NaN that ends it.
    x[2 * n] = Double.NaN;
    y[2 * n] = Double.NaN;
    XYSeries series = hiddenSeries(x, y);
    Color colour = Styles.colour(curve.name());
    series.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.PolygonArea);
    series.setFillColor(
        new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), BAND_ALPHA));
    series.setLineColor(new Color(0, 0, 0, 0));
    series.setMarker(SeriesMarkers.NONE);
  }

  /** A curve without any marker is named in the legend by its first whisker. */
  private void whiskers(Curve curve) {
    boolean named = shown(curve).length > 0;
    for (int i = 0; i < curve.x().length; i++) {
      if (!AxisRange.shows(plot.x(), curve.x()[i]) || !AxisRange.shows(plot.y(), curve.high()[i])) {
        continue;
      }
      double[] x = {curve.x()[i], curve.x()[i]};
      double[] y = {rangeY.clip(curve.low()[i]), rangeY.clip(curve.high()[i])};
      XYSeries series = named ? hiddenSeries(x, y) : newSeries(curve.name(), x, y);
      named = true;
      series.setLineColor(Styles.colour(curve.name())).setLineStyle(THIN);
      series.setMarker(SeriesMarkers.NONE);
    }
  }

  private XYSeries hiddenSeries(double[] x, double[] y) {
    XYSeries series = newSeries("", x, y);
    series.setShowInLegend(false);
    return series;
  }

  /** XChart wants a key of its own for each series. */
  private XYSeries newSeries(String label, double[] x, double[] y) {
    count++;
    XYSeries series = chart.addSeries("series " + count, x, y);
    series.setLabel(label);
    return series;
  }

  private void points(Curve curve) {
    int[] shown = shown(curve);
    if (shown.length == 0) {
      return;
    }
    double[] x = IntStream.of(shown).mapToDouble(i -> curve.x()[i]).toArray();
    double[] y = IntStream.of(shown).mapToDouble(i -> curve.y()[i]).toArray();
    boolean published = curve.kind() == Curve.Kind.PUBLISHED;
    boolean measured = curve.kind() == Curve.Kind.WHISKERS && has(Curve.Kind.LINE, curve.name());
    // One key for all published points: they have the colour of the curve that they stand beside.
    XYSeries series = newSeries(published ? "published" : curve.name(), x, y);
    series.setShowInLegend(published ? curve == firstPublished() : !measured);
    Color colour = textColour(curve);
    series.setMarkerColor(published ? colour.darker() : colour).setLineColor(colour);
    series.setMarker(published ? SeriesMarkers.CROSS : Styles.marker(curve.name()));
    series.setLineStyle(Styles.stroke(curve.name()));
    if (measured || SCATTERED.contains(curve.kind())) {
      series.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
    }
    // A line through points that have markers of their own is a theory of them.
    if (curve.kind() == Curve.Kind.LINE && has(Curve.Kind.WHISKERS, curve.name())) {
      series.setMarker(SeriesMarkers.NONE);
    }
  }

  private boolean has(Curve.Kind kind, String name) {
    return plot.curves().stream().anyMatch(c -> c.kind() == kind && c.name().equals(name));
  }

  /** The colour of a curve and of its name. */
  static Color textColour(Curve curve) {
    return curve.kind() == Curve.Kind.MUTED ? GREY : Styles.colour(curve.name());
  }

  private Curve firstPublished() {
    return plot.curves().stream()
        .filter(c -> c.kind() == Curve.Kind.PUBLISHED)
        .findFirst()
        .orElse(null);
  }

  /** Indices of the points that can stand on both axes. */
  private int[] shown(Curve curve) {
    return IntStream.range(0, curve.x().length)
        .filter(i -> AxisRange.shows(plot.x(), curve.x()[i]))
        .filter(i -> AxisRange.shows(plot.y(), curve.y()[i]))
        .toArray();
  }
}
