package org.bitgrad.exact;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bitgrad.model.Chain;
import org.bitgrad.model.Draw;

/**
 * A draw that notes what one estimate at one point reads, to learn how many paths it samples. A
 * path is one reading of every layer's site under one name; a site that is read with several rows
 * per point belongs to as many paths.
 */
final class SitesRead implements Draw {
  private final String part;
  private final Map<String, Integer> rowsBySite;

  SitesRead() {
    this("", new LinkedHashMap<>());
  }

  private SitesRead(String part, Map<String, Integer> rowsBySite) {
    this.part = part;
    this.rowsBySite = rowsBySite;
  }

  @Override
  public void uniforms(String site, int rows, int units, double[] out) {
    if (rowsBySite.put(part + site, rows) != null) {
      throw new IllegalStateException("site " + part + site + " was read twice in one estimate");
    }
    java.util.Arrays.fill(out, 0, rows * units, 0.5);
  }

  @Override
  public Draw at(String name, long index) {
    return new SitesRead(childPart(part, name, index), rowsBySite);
  }

  static String childPart(String part, String name, long index) {
    return part + name + "[" + index + "]/";
  }

  /** {@return the rows per point of each site, by its full name, in the order of reading} */
  Map<String, Integer> rowsBySite() {
    return rowsBySite;
  }

  /**
   * The paths that the estimate samples.
   *
   * @param chain what is sampled
   * @return first path of each part, in the order of reading, and their number under {@code null};
   *     empty if anything was read that is not a whole path
   */
  Map<String, Integer> paths(Chain chain) {
    String firstSite = Draw.layerSite(0);
    Map<String, Integer> firstPath = new LinkedHashMap<>();
    int paths = 0;
    int sites = 0;
    for (Map.Entry<String, Integer> entry : rowsBySite.entrySet()) {
      if (entry.getKey().endsWith(firstSite)) {
        String name = entry.getKey();
        String owner = name.substring(0, name.length() - firstSite.length());
        firstPath.put(owner, paths);
        paths += entry.getValue();
        for (int k = 0; k < chain.layers(); k++) {
          boolean same = entry.getValue().equals(rowsBySite.get(owner + Draw.layerSite(k)));
          sites += same ? 1 : 0;
        }
      }
    }
    boolean whole =
        sites == rowsBySite.size() && sites == firstPath.size() * chain.layers() && paths > 0;
    if (!whole) {
      return Map.of();
    }
    firstPath.put(null, paths);
    return firstPath;
  }
}
