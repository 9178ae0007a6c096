package org.bitgrad.report;

import java.util.List;
import java.util.stream.Collectors;

/** Something that can be drawn: one plot or several, two in a row. */
public interface Chart {
  /** {@return the plots, in reading order, at least one} */
  List<Plot> plots();

  /**
   * Draws it as an image, at twice the resolution of {@link #width()} and {@link #height()}.
   *
   * @return the bytes of a PNG file
   * @throws NoFontsException if there are no fonts; the message names the packages
   */
  default byte[] png() {
    return PlotPainter.png(plots());
  }

  /**
   * Draws it as vector graphics.
   *
   * @return the text of an SVG file
   * @throws NoFontsException if there are no fonts; the message names the packages
   */
  default String svg() {
    return PlotPainter.svg(plots());
  }

  /** {@return width on screen, in pixels} */
  default int width() {
    return PlotPainter.width(plots());
  }

  /** {@return height on screen, in pixels} */
  default int height() {
    return PlotPainter.height(plots());
  }

  /** {@return the numbers behind the drawing, for where images cannot be shown} */
  default String text() {
    return plots().stream().map(Plot::numbers).collect(Collectors.joining("\n"));
  }

  /**
   * Several charts as one.
   *
   * @param charts at least one
   * @return a chart with the plots of all of them
   */
  static Chart grid(Chart... charts) {
    List<Plot> plots = List.of(charts).stream().flatMap(c -> c.plots().stream()).toList();
    if (plots.isEmpty()) {
      throw new IllegalArgumentException("charts must hold at least one plot, but is empty");
    }
    return () -> plots;
  }
}
