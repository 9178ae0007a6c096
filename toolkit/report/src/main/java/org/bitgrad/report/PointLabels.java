package org.bitgrad.report;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Point2D;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.knowm.xchart.XYChart;

/** Names beside points, at a slant, moved a little where they would lie on each other. */
final class PointLabels {
  private static final double SLANT = Math.toRadians(50);
  private static final int GAP = 12;
  private static final int NEAR = 60;
  private static final int OFFSET = 5;
  private static final int FARTHEST = 5 * GAP;

  private PointLabels() {}

  /**
   * A name and where it begins.
   *
   * @param name what is written
   * @param colour of the name
   * @param at where, on the drawing
   */
  private record Label(String name, Color colour, Point2D at) {
    /** Distance between the lines on which two names are written. */
    double across(Label other) {
      return at.getX()
          + at.getY() / Math.tan(SLANT)
          - (other.at.getX() + other.at.getY() / Math.tan(SLANT));
    }

    Label right(double distance) {
      return new Label(name, colour, new Point2D.Double(at.getX() + distance, at.getY()));
    }
  }

  /** For a chart that was painted just now. */
  static void paint(Plot plot, XYChart chart, Graphics2D graphics) {
    List<Label> labels = new ArrayList<>();
    for (Curve curve : plot.curves()) {
      Point2D at =
          new Point2D.Double(
              chart.getScreenXFromChart(curve.x()[0]), chart.getScreenYFromChart(curve.y()[0]));
      labels.add(new Label(curve.name(), PlotDrawing.textColour(curve), at));
    }
    labels.sort(Comparator.comparingDouble(label -> label.at().getX()));
    graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 10));
    for (Label label : apart(labels)) {
      Color colour = label.colour();
      graphics.setColor(colour.equals(Styles.colour(label.name())) ? colour : Color.GRAY);
      graphics.translate(label.at().getX() + OFFSET, label.at().getY() - OFFSET);
      graphics.rotate(-SLANT);
      graphics.drawString(label.name(), 0, 0);
      graphics.rotate(SLANT);
      graphics.translate(-label.at().getX() - OFFSET, -label.at().getY() + OFFSET);
    }
  }

  private static List<Label> apart(List<Label> labels) {
    List<Label> placed = new ArrayList<>();
    for (Label label : labels) {
      Label moved = label;
      for (Label other : placed) {
        boolean near = Math.abs(moved.at().getY() - other.at().getY()) < NEAR;
        double distance = moved.across(other);
        if (near && Math.abs(distance) < GAP) {
          moved = moved.right(GAP - distance);
        }
      }
      // A name far from its point misleads more than one that lies on another.
      boolean far = moved.at().getX() - label.at().getX() > FARTHEST;
      placed.add(far ? label : moved);
    }
    return placed;
  }
}
