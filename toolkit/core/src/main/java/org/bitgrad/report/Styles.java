package org.bitgrad.report;

import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Colour and marker of a name, the same in every figure: fixed for many of the library's
 * estimators, from a hash of the name for others. An estimator with arguments has the colour of its
 * method.
 */
final class Styles {
  /** Colours that stay apart on white, also for most colour-blind readers. */
  private static final List<Color> COLOURS =
      List.of(
          new Color(0x1f77b4),
          new Color(0xd62728),
          new Color(0x2ca02c),
          new Color(0x9467bd),
          new Color(0xff7f0e),
          new Color(0x8c564b),
          new Color(0xe377c2),
          new Color(0x17becf),
          new Color(0x5f6b73),
          new Color(0xa0a000),
          new Color(0x003f5c),
          new Color(0xb3446c));

  private static final List<Marker> MARKERS =
      List.of(
          SeriesMarkers.CIRCLE,
          SeriesMarkers.SQUARE,
          SeriesMarkers.DIAMOND,
          SeriesMarkers.TRIANGLE_UP,
          SeriesMarkers.TRIANGLE_DOWN,
          SeriesMarkers.PLUS,
          SeriesMarkers.OVAL);

  /** A colour, then a marker: the same colour twice never has the same marker. */
  private static final Map<String, int[]> FIXED =
      Map.ofEntries(
          Map.entry("psa", new int[] {0, 0}),
          Map.entry("psa(smoothing=false)", new int[] {10, 0}),
          Map.entry("st", new int[] {1, 1}),
          Map.entry("reinforce", new int[] {8, 3}),
          Map.entry("reinforce(baseline=running-mean)", new int[] {8, 1}),
          Map.entry("arm", new int[] {2, 2}),
          Map.entry("concrete(0.1)", new int[] {4, 4}),
          Map.entry("concrete(1)", new int[] {5, 3}),
          Map.entry("concrete", new int[] {4, 0}),
          Map.entry("st-gumbel", new int[] {0, 2}),
          Map.entry("zgr", new int[] {2, 3}),
          Map.entry("foust(scaled)", new int[] {3, 2}),
          Map.entry("foust(importance)", new int[] {7, 3}),
          Map.entry("foust(importance-scaled)", new int[] {5, 0}),
          Map.entry("mean-field", new int[] {3, 1}),
          Map.entry("sa", new int[] {7, 2}),
          Map.entry("local-expectation", new int[] {6, 0}),
          Map.entry("loorf", new int[] {9, 0}),
          Map.entry("disarm", new int[] {11, 2}),
          Map.entry("arms", new int[] {10, 4}),
          Map.entry("arms-gaussian", new int[] {4, 5}),
          Map.entry("arms-rotation", new int[] {6, 3}));

  private Styles() {}

  static Color colour(String name) {
    return COLOURS.get(style(name)[0]);
  }

  static Marker marker(String name) {
    return MARKERS.get(style(name)[1]);
  }

  /** The names whose style is fixed. */
  static List<String> fixedNames() {
    return new ArrayList<>(FIXED.keySet());
  }

  private static int[] style(String name) {
    int[] fixed = FIXED.get(name);
    if (fixed != null) {
      return fixed;
    }
    int hash = Math.floorMod(name.hashCode() * 0x9E3779B1, 1 << 16);
    int marker = hash / COLOURS.size() % MARKERS.size();
    int arguments = name.indexOf('(');
    int[] method = arguments < 0 ? null : FIXED.get(name.substring(0, arguments));
    return new int[] {method == null ? hash % COLOURS.size() : method[0], marker};
  }
}
