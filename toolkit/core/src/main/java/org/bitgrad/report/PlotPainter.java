package org.bitgrad.report;

import de.erichseifert.vectorgraphics2d.Document;
import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import de.erichseifert.vectorgraphics2d.svg.SVGProcessor;
import de.erichseifert.vectorgraphics2d.util.PageSize;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.GraphicsEnvironment;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.imageio.ImageIO;

/** Paints plots side by side onto images and vector graphics. */
final class PlotPainter {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 420;
  private static final int NOTE = 18;
  private static final int COLUMNS = 2;
  private static final int RESOLUTION = 2;

  private PlotPainter() {}

  static int width(int plots) {
    return WIDTH * Math.min(plots, COLUMNS);
  }

  static int height(int plots) {
    return HEIGHT * ((plots + COLUMNS - 1) / COLUMNS);
  }

  static byte[] png(List<Plot> plots) {
    requireFonts();
    BufferedImage image =
        new BufferedImage(
            width(plots.size()) * RESOLUTION,
            height(plots.size()) * RESOLUTION,
            BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    try {
      graphics.scale(RESOLUTION, RESOLUTION);
      paint(plots, graphics);
    } finally {
      graphics.dispose();
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot be written", e);
    }
    return bytes.toByteArray();
  }

  static String svg(List<Plot> plots) {
    requireFonts();
    VectorGraphics2D graphics = new VectorGraphics2D();
    paint(plots, graphics);
    PageSize page = new PageSize(0, 0, width(plots.size()), height(plots.size()));
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
    graphics.fillRect(0, 0, width(plots.size()), height(plots.size()));
    for (int i = 0; i < plots.size(); i++) {
      int left = WIDTH * (i % COLUMNS);
      int top = HEIGHT * (i / COLUMNS);
      graphics.translate(left, top);
      paint(plots.get(i), graphics);
      graphics.translate(-left, -top);
    }
  }

  private static void paint(Plot plot, Graphics2D graphics) {
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, WIDTH, HEIGHT);
    int height = plot.remark().isEmpty() ? HEIGHT : HEIGHT - NOTE;
    PlotDrawing.of(plot, WIDTH, height).paint(graphics, WIDTH, height);
    graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 11));
    graphics.setColor(Color.DARK_GRAY);
    graphics.drawString(plot.remark(), 12, HEIGHT - 7);
  }

  /** Without fonts Java fails deep inside its text layout, with a message that helps nobody. */
  static void requireFonts() {
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
