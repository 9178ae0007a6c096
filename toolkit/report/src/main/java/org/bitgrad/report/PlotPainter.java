package org.bitgrad.report;

import de.erichseifert.vectorgraphics2d.Document;
import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import de.erichseifert.vectorgraphics2d.svg.SVGProcessor;
import de.erichseifert.vectorgraphics2d.util.PageSize;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.GraphicsEnvironment;
import java.awt.Rectangle;
import java.awt.geom.Point2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.knowm.xchart.XYChart;

/** Paints plots side by side onto images and vector graphics. */
final class PlotPainter {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 420;
  private static final int LEGEND_LINE = 21;
  private static final int LEGEND_EDGES = 50;
  private static final int MOST_NAMES = 60;
  private static final int NOTE = 18;
  private static final int COLUMNS = 2;
  private static final int RESOLUTION = 2;
  private static final double SLANT = Math.toRadians(55);

  private PlotPainter() {}

  static int width(List<Plot> plots) {
    return places(plots).stream().mapToInt(r -> r.x + r.width).max().orElse(WIDTH);
  }

  static int height(List<Plot> plots) {
    return places(plots).stream().mapToInt(r -> r.y + r.height).max().orElse(HEIGHT);
  }

  /** Two in a row; a wide one has a row of its own. */
  private static List<Rectangle> places(List<Plot> plots) {
    List<Rectangle> places = new ArrayList<>();
    int column = 0;
    int top = 0;
    int height = plots.stream().mapToInt(PlotPainter::height).max().orElse(HEIGHT);
    for (Plot plot : plots) {
      int columns = plot.wide() ? COLUMNS : 1;
      if (column + columns > COLUMNS) {
        column = 0;
        top += height;
      }
      places.add(new Rectangle(WIDTH * column, top, WIDTH * columns, height));
      column += columns;
    }
    return places;
  }

  /** A long legend would be cut, and run into the plot below. */
  private static int height(Plot plot) {
    boolean legend = plot.x().names().isEmpty() && !plot.isLabelled();
    long all = plot.curves().stream().map(Curve::name).distinct().count();
    int names = (int) Math.min(all, MOST_NAMES);
    return Math.max(HEIGHT, legend ? names * LEGEND_LINE + LEGEND_EDGES : 0);
  }

  static byte[] png(List<Plot> plots) {
    return undisturbed(() -> paintedPng(plots));
  }

  static String svg(List<Plot> plots) {
    return undisturbed(() -> paintedSvg(plots));
  }

  /**
   * On a thread that nobody interrupts: Java reads fonts through channels, which an interrupt
   * closes, and forgets the interrupt. That of the caller stays, whenever it comes.
   */
  static <T> T undisturbed(Supplier<T> painting) {
    CompletableFuture<T> painted = new CompletableFuture<>();
    Thread painter = new Thread(() -> complete(painted, painting), "painter");
    painter.setDaemon(true);
    painter.start();
    try {
      return painted.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  private static <T> void complete(CompletableFuture<T> painted, Supplier<T> painting) {
    try {
      painted.complete(painting.get());
    } catch (RuntimeException | Error e) {
      painted.completeExceptionally(e);
    }
  }

  private static byte[] paintedPng(List<Plot> plots) {
    findFonts();
    BufferedImage image =
        new BufferedImage(
            width(plots) * RESOLUTION, height(plots) * RESOLUTION, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    try {
      graphics.scale(RESOLUTION, RESOLUTION);
      paint(plots, graphics);
    } finally {
      graphics.dispose();
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    // In memory: a stream with a cache of its own on disk cannot be made any more while the virtual
    // machine is ending, and its last moments are when the files of a stopped run are written.
    try (ImageOutputStream memory = new MemoryCacheImageOutputStream(bytes)) {
      ImageIO.write(PaletteImage.of(image), "png", memory);
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot be written", e);
    }
    return bytes.toByteArray();
  }

  private static String paintedSvg(List<Plot> plots) {
    findFonts();
    VectorGraphics2D graphics = new SvgGraphics();
    paint(plots, graphics);
    PageSize page = new PageSize(0, 0, width(plots), height(plots));
    Document document = new SVGProcessor().getDocument(graphics.getCommands(), page);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      document.writeTo(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot be written", e);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static void paint(List<Plot> plots, Graphics2D graphics) {
    // An odd number of plots leaves a place empty.
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, width(plots), height(plots));
    List<Rectangle> places = places(plots);
    for (int i = 0; i < plots.size(); i++) {
      Rectangle place = places.get(i);
      graphics.translate(place.x, place.y);
      paint(plots.get(i), graphics, place);
      graphics.translate(-place.x, -place.y);
    }
  }

  private static void paint(Plot plot, Graphics2D graphics, Rectangle place) {
    int width = place.width;
    int height = place.height;
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, width, height);
    int note = plot.remark().isEmpty() ? 0 : NOTE;
    graphics.setFont(small());
    int names = nameHeight(plot.x().names(), graphics);
    XYChart chart = PlotDrawing.of(plot, width, height - note - names);
    chart.paint(graphics, width, height - note - names);
    graphics.setFont(small());
    graphics.setColor(Color.DARK_GRAY);
    for (int i = 0; i < plot.x().names().size(); i++) {
      paintName(
          plot.x().names().get(i),
          graphics,
          new Point2D.Double(chart.getScreenXFromChart(i + 1), height - note - names - 4));
    }
    graphics.drawString(plot.remark(), 12, height - 7);
    if (plot.isLabelled()) {
      PointLabels.paint(plot, chart, graphics);
    }
  }

  /** Not a constant: without fonts the class would not load. */
  private static Font small() {
    return new Font(Font.SANS_SERIF, Font.PLAIN, 11);
  }

  /** Room for the longest name, written at a slant. */
  private static int nameHeight(List<String> names, Graphics2D graphics) {
    FontMetrics metrics = graphics.getFontMetrics();
    int longest = names.stream().mapToInt(metrics::stringWidth).max().orElse(-1);
    return longest < 0 ? 0 : (int) (longest * Math.sin(SLANT)) + metrics.getHeight();
  }

  /** The name ends below its place. */
  private static void paintName(String name, Graphics2D graphics, Point2D end) {
    FontMetrics metrics = graphics.getFontMetrics();
    graphics.translate(end.getX(), end.getY());
    graphics.rotate(-SLANT);
    graphics.drawString(name, -metrics.stringWidth(name), metrics.getAscent());
    graphics.rotate(SLANT);
    graphics.translate(-end.getX(), -end.getY());
  }

  /** Without fonts Java fails deep inside its text layout, with a message that helps nobody. */
  static void requireFonts() {
    undisturbed(
        () -> {
          findFonts();
          return true;
        });
  }

  private static void findFonts() {
    try {
      String[] families =
          GraphicsEnvironment.getLocalGraphicsEnvironment().getAvailableFontFamilyNames();
      if (families.length == 0) {
        throw new NoFontsException(null);
      }
    } catch (RuntimeException | LinkageError | InternalError e) {
      // Which of them it is depends on the JDK and on what is missing.
      throw new NoFontsException(e);
    }
  }
}
