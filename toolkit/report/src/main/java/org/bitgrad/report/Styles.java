package org.bitgrad.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bitgrad.estimator.Estimator;
import org.bitgrad.estimator.Estimators;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Colour, marker and dash of a name, the same in every figure. Estimators of one family share a hue
 * and differ in shade, marker and dash; only ST-Gumbel does not, as it stands beside Concrete in
 * most figures. An estimator with other arguments than its default ones has the colour of its
 * method; its marker and dash follow from the arguments. What is measured of an estimator ({@code
 * st, validation}) has its colour and marker. Names that are not in the library get a style from a
 * hash.
 */
final class Styles {
  private static final float WIDTH = 1.6f;

  private static final List<Marker> MARKERS =
      List.of(
          SeriesMarkers.CIRCLE,
          SeriesMarkers.SQUARE,
          SeriesMarkers.DIAMOND,
          SeriesMarkers.TRIANGLE_UP,
          SeriesMarkers.TRIANGLE_DOWN,
          SeriesMarkers.PLUS,
          SeriesMarkers.OVAL);

  private static final float[][] DASHES = {{}, {7, 3}, {2, 3}, {8, 3, 2, 3}};

  /**
   * Name, colour, marker, dash. A name without arguments stands for the default ones. The last
   * names are quantities, in figures of one estimator.
   */
  private static final Map<String, Style> FIXED =
      table(
          """
          psa                                1f77b4 0 0
          psa(smoothing=false)               003f5c 0 0
          sa                                 17becf 2 0
          local-expectation                  3b9fe6 1 0
          bitflip                            0d47a1 3 0
          ugc                                5c6bc0 4 1
          unordered-set                      00a0b0 6 0
          enumeration                        274b6d 1 2
          st                                 d62728 1 0
          st-identity                        f2777a 0 0
          st-identity(mean)                  f2777a 3 1
          st-hardtanh                        8b0000 2 0
          zgr                                b5003c 3 1
          reinmax                            d9687f 4 2
          reinforce                          5f6b73 3 0
          reinforce(baseline=running-mean)   5f6b73 1 0
          reinforce(baseline=optimal)        5f6b73 2 1
          loorf                              a0a000 0 0
          nvil                               6b6420 1 1
          augment-reinforce                  c9a227 2 0
          muprop                             8a8d91 4 2
          arm                                2ca02c 2 0
          disarm                             8bc34a 0 0
          arms                               00543a 4 0
          arms-gaussian                      00b386 5 1
          arms-rotation                      558b2f 3 2
          concrete                           ff7f0e 4 0
          concrete(1)                        8c564b 3 0
          st-gumbel                          0077a8 2 0
          foust                              b35900 1 1
          foust(importance)                  5d3a1a 2 2
          foust(importance-scaled)           e39b5a 5 0
          bayesbinn                          7a4419 2 0
          mean-field                         9467bd 1 0
          ap2                                5e35b1 0 0
          local-reparameterisation           b388eb 3 1
          double-cv                          e377c2 0 0
          rebar                              c2185b 2 0
          relax                              880e4f 1 1
          rodeo                              ff4fa3 3 0
          vimco                              009688 0 0
          vimco(arithmetic)                  009688 3 1
          local-disarm                       80cbc4 1 0
          local-arms                         00695c 2 1
          bias                               c0392b 4 1
          deviation                          2471a3 3 3
          rmse                               222222 0 0
          """);

  /** Dash of what is measured of an estimator, after its name and a comma. */
  private static final Map<String, Integer> QUANTITIES =
      Map.of("training", 0, "validation", 1, "1 sample", 2);

  private static final Map<String, String> METHOD_OF_DEFAULT = defaults();

  private Styles() {}

  /**
   * How a name is drawn.
   *
   * @param colour of line and marker
   * @param marker index
   * @param dash index
   */
  private record Style(Color colour, int marker, int dash) {}

  private static Map<String, Style> table(String text) {
    Map<String, Style> styles = new LinkedHashMap<>();
    for (String line : text.lines().toList()) {
      String[] words = line.split(" +", -1);
      styles.put(
          words[0],
          new Style(
              new Color(Integer.parseInt(words[1], 16)),
              Integer.parseInt(words[2]),
              Integer.parseInt(words[3])));
    }
    return styles;
  }

  private static Map<String, String> defaults() {
    Map<String, String> methods = new LinkedHashMap<>();
    for (Estimator estimator : Estimators.all()) {
      methods.put(estimator.name(), method(estimator.name()));
    }
    return methods;
  }

  static Color colour(String name) {
    return style(name).colour();
  }

  static Marker marker(String name) {
    return MARKERS.get(style(name).marker());
  }

  static BasicStroke stroke(String name) {
    float[] dash = DASHES[style(name).dash()];
    return dash.length == 0
        ? new BasicStroke(WIDTH)
        : new BasicStroke(WIDTH, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, dash, 0);
  }

  /** The names whose style is fixed. */
  static List<String> fixedNames() {
    return new ArrayList<>(FIXED.keySet());
  }

  private static String method(String name) {
    int arguments = name.indexOf('(');
    return arguments < 0 ? name : name.substring(0, arguments);
  }

  private static Style style(String name) {
    int comma = name.indexOf(", ");
    if (comma > 0 && known(name.substring(0, comma))) {
      Style own = style(name.substring(0, comma));
      int dash = QUANTITIES.getOrDefault(name.substring(comma + 2), own.dash());
      return new Style(own.colour(), own.marker(), dash);
    }
    Style fixed = FIXED.get(name);
    if (fixed == null) {
      fixed = FIXED.get(METHOD_OF_DEFAULT.getOrDefault(name, name));
    }
    if (fixed != null) {
      return fixed;
    }
    Style method = FIXED.get(method(name));
    return method == null ? unknown(name) : variant(method, name);
  }

  private static boolean known(String name) {
    return FIXED.containsKey(METHOD_OF_DEFAULT.getOrDefault(name, method(name)));
  }

  /** Neighbouring numbers of evaluations get different styles, none that of the default. */
  private static Style variant(Style method, String name) {
    String arguments = name.substring(name.indexOf('('));
    int other = 1 + Math.floorMod(digitsOrHash(arguments), MARKERS.size() * DASHES.length - 1);
    int marker = (method.marker() + other) % MARKERS.size();
    int dash = (method.dash() + other / MARKERS.size()) % DASHES.length;
    return new Style(method.colour(), marker, dash);
  }

  private static int digitsOrHash(String arguments) {
    String digits = arguments.substring(1, arguments.length() - 1);
    return digits.matches("\\d{1,4}") ? Integer.parseInt(digits) : spread(arguments);
  }

  private static Style unknown(String name) {
    int hash = spread(name);
    List<Style> all = new ArrayList<>(FIXED.values());
    Color colour = all.get(hash % all.size()).colour();
    int rest = hash / all.size();
    return new Style(colour, rest % MARKERS.size(), rest / MARKERS.size() % DASHES.length);
  }

  private static int spread(String text) {
    return Math.floorMod(text.hashCode() * 0x9E3779B1, 1 << 16);
  }
}
