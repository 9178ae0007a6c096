package org.bitgrad.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * One pair of axes with curves; immutable, each method returns a plot with one more curve. A name
 * has the same colour and marker in every plot.
 *
 * <pre>{@code
 * Plot plot =
 *     Plot.of("Cost of one estimate", Axis.log("units per layer"), Axis.log("time (ms)"))
 *         .line("psa", units, psaMillis)
 *         .line("st", units, stMillis);
 * Display.show(plot);
 * }</pre>
 */
public final class Plot implements Chart {
  private static final int MOST_NAMES = 16;

  private final String title;
  private final String note;
  private final Axis x;
  private final Axis y;
  private final List<Curve> curves;
  private final boolean labelled;

  private Plot(List<String> texts, List<Axis> axes, List<Curve> curves, boolean labelled) {
    this.title = texts.get(0);
    this.note = texts.get(1);
    this.labelled = labelled;
    this.x = axes.get(0);
    this.y = axes.get(1);
    this.curves = List.copyOf(curves);
  }

  /**
   * Empty axes.
   *
   * @param title what the plot shows
   * @param x horizontal axis
   * @param y vertical axis
   * @return the plot
   */
  public static Plot of(String title, Axis x, Axis y) {
    Objects.requireNonNull(title, "title");
    return new Plot(List.of(title, ""), List.of(x, y), List.of(), false);
  }

  /**
   * Adds a remark below the title: scale, sample size, what bands mean.
   *
   * @param text the remark
   * @return a new plot
   */
  public Plot note(String text) {
    Objects.requireNonNull(text, "text");
    return new Plot(List.of(title, text), List.of(x, y), curves, labelled);
  }

  /**
   * Adds points joined by a line.
   *
   * @param name for the legend; an estimator's name gives its colour
   * @param xs where the points are
   * @param ys as many values
   * @return a new plot
   */
  public Plot line(String name, double[] xs, double[] ys) {
    return with(Curve.of(name, Curve.Kind.LINE, xs, ys));
  }

  /**
   * Adds points that are not joined.
   *
   * @param name for the legend; an estimator's name gives its colour
   * @param xs where the points are
   * @param ys as many values
   * @return a new plot
   */
  public Plot points(String name, double[] xs, double[] ys) {
    return with(Curve.of(name, Curve.Kind.POINTS, xs, ys));
  }

  /** As {@link #points}, in grey. */
  Plot muted(String name, double[] xs, double[] ys) {
    return with(Curve.of(name, Curve.Kind.MUTED, xs, ys));
  }

  /** Names beside the first point of each curve, instead of a legend. */
  Plot labelled() {
    return new Plot(List.of(title, note), List.of(x, y), curves, true);
  }

  boolean isLabelled() {
    return labelled;
  }

  /**
   * Adds a filled band; it lies behind every line.
   *
   * @param name in whose colour, the name of the line that runs in it
   * @param xs where the edges are given, at least two
   * @param low lower edge
   * @param high upper edge
   * @return a new plot
   */
  public Plot band(String name, double[] xs, double[] low, double[] high) {
    return with(Curve.interval(name, Curve.Kind.BAND, xs, low, low, high));
  }

  /**
   * Adds points with vertical intervals; joined, unless a line has the same name: that is then
   * drawn without markers, and both share an entry of the legend.
   *
   * @param name for the legend
   * @param xs where the points are
   * @param ys the points
   * @param low lower ends
   * @param high upper ends
   * @return a new plot
   */
  public Plot whiskers(String name, double[] xs, double[] ys, double[] low, double[] high) {
    return with(Curve.interval(name, Curve.Kind.WHISKERS, xs, ys, low, high));
  }

  /**
   * Adds published points: markers without a line, in the colour of the name.
   *
   * @param name the name of our curve that they stand beside
   * @param xs where the points are
   * @param ys as many values
   * @return a new plot
   */
  public Plot published(String name, double[] xs, double[] ys) {
    return with(Curve.of(name, Curve.Kind.PUBLISHED, xs, ys));
  }

  private Plot with(Curve curve) {
    List<Curve> more = new ArrayList<>(curves);
    more.add(curve);
    return new Plot(List.of(title, note), List.of(x, y), more, labelled);
  }

  /** {@return what the plot shows} */
  public String title() {
    return title;
  }

  String remark() {
    return note;
  }

  Axis x() {
    return x;
  }

  Axis y() {
    return y;
  }

  /** Whether it takes a whole row of a grid: its names would not fit otherwise. */
  boolean wide() {
    return x.names().size() > MOST_NAMES;
  }

  List<Curve> curves() {
    return curves;
  }

  /** {@return this plot alone} */
  @Override
  public List<Plot> plots() {
    return List.of(this);
  }

  /** The points as text. */
  String numbers() {
    StringBuilder text = new StringBuilder(title).append('\n');
    if (!note.isEmpty()) {
      text.append(note).append('\n');
    }
    text.append(x.title()).append(" | ").append(y.title()).append('\n');
    for (Curve curve : curves) {
      if (curve.kind() == Curve.Kind.BAND) {
        continue;
      }
      text.append("  ").append(curve.name());
      text.append(curve.kind() == Curve.Kind.PUBLISHED ? " (published):" : ":");
      for (int i = 0; i < curve.x().length; i++) {
        text.append(' ').append(x.names().isEmpty() ? Numbers.brief(curve.x()[i], 4) : "");
        text.append(" | ").append(Numbers.brief(curve.y()[i], 4)).append(';');
      }
      text.append('\n');
    }
    return text.toString();
  }
}
