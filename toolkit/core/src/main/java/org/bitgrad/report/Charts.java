package org.bitgrad.report;

import org.bitgrad.analysis.Metric;
import org.bitgrad.analysis.StudyResult;

/** Charts of results. For other curves see {@link Plot}. */
public final class Charts {
  private Charts() {}

  /**
   * A metric of a study: RMSE and cosine as curves over the number of samples M (the cosine with
   * its 15-85 % band), bias, standard deviation and variance as a point per estimator.
   *
   * @param study what was found
   * @param metric what to show
   * @return a chart with one plot per parameter group; {@link StudyChart#layer} picks one
   * @throws IllegalArgumentException if the metric needs the exact gradient and the study has none
   */
  public static StudyChart of(StudyResult study, Metric metric) {
    return StudyChart.of(study, metric);
  }

  /**
   * Checks that charts can be drawn; for the start of long work that ends with one.
   *
   * @throws NoFontsException if there are no fonts; the message names the packages to install
   */
  public static void requireFonts() {
    PlotPainter.requireFonts();
  }
}
