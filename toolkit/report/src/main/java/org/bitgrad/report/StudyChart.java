package org.bitgrad.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.bitgrad.analysis.Metric;
import org.bitgrad.analysis.StudyResult;
import org.bitgrad.random.KnownNames;

/**
 * A metric of a study, one plot per parameter group. Immutable; each method returns a new chart.
 *
 * <pre>{@code
 * Display.show(Charts.of(study, Metric.RMSE).layer(0).published(curves));
 * }</pre>
 */
public final class StudyChart implements Chart {
  private final StudyResult study;
  private final Metric metric;
  private final List<String> groups;
  private final List<PublishedCurve> published;
  private final String title;
  private final String remark;

  private StudyChart(StudyChart base, List<String> groups, List<PublishedCurve> published) {
    this(base.study, base.metric, groups, published, base.title, base.remark);
  }

  private StudyChart(
      StudyResult study,
      Metric metric,
      List<String> groups,
      List<PublishedCurve> published,
      String... texts) {
    this.study = study;
    this.metric = metric;
    this.groups = List.copyOf(groups);
    this.published = List.copyOf(published);
    this.title = texts[0];
    this.remark = texts[1];
  }

  static StudyChart of(StudyResult study, Metric metric) {
    Objects.requireNonNull(study, "study");
    Objects.requireNonNull(metric, "metric");
    if (study.exact().isEmpty() && metric != Metric.VARIANCE) {
      throw new IllegalArgumentException(
          "metric is "
              + metric
              + ", which needs the exact gradient, but it was too costly; allowed: VARIANCE");
    }
    return new StudyChart(study, metric, study.groups(), List.of(), "", "");
  }

  /**
   * The plot of one layer.
   *
   * @param index 0 for the first parameter group
   * @return a chart with one plot
   * @throws IllegalArgumentException if there is no such layer
   */
  public StudyChart layer(int index) {
    if (index < 0 || index >= study.groups().size()) {
      throw new IllegalArgumentException(
          "layer is " + index + "; allowed: 0 to " + (study.groups().size() - 1));
    }
    return layer(study.groups().get(index));
  }

  /**
   * The plot of one parameter group.
   *
   * @param group its name, for example {@code layer0}
   * @return a chart with one plot
   * @throws IllegalArgumentException if there is no such group
   */
  public StudyChart layer(String group) {
    if (!study.groups().contains(group)) {
      throw new IllegalArgumentException(
          "group is '" + group + "'; allowed: " + KnownNames.allowed(group, study.groups()));
    }
    return new StudyChart(this, List.of(group), published);
  }

  /** The first groups only, and a remark that says so, where a chart of all would be too tall. */
  StudyChart first(int most) {
    int all = groups.size();
    return all <= most
        ? this
        : new StudyChart(this, groups.subList(0, most), published)
            .remark("the first " + most + " of " + all + " groups");
  }

  /**
   * Adds published points; those of other groups or metrics are left out.
   *
   * @param curves published points
   * @return a chart with more points
   */
  public StudyChart published(List<PublishedCurve> curves) {
    List<PublishedCurve> more = new ArrayList<>(published);
    more.addAll(curves);
    return new StudyChart(this, groups, more);
  }

  /**
   * Puts a text before the group's name in the titles: what problem this is.
   *
   * @param text for example {@code 5-5-5 network, trained}
   * @return a chart with these titles
   */
  public StudyChart titled(String text) {
    return new StudyChart(study, metric, groups, published, text, remark);
  }

  /**
   * Adds to the remark below each plot: the scale of the run, the source of published points.
   *
   * @param text for example {@code scale quick}
   * @return a chart with this remark
   */
  public StudyChart remark(String text) {
    return new StudyChart(study, metric, groups, published, title, text);
  }

  @Override
  public List<Plot> plots() {
    StudyCurves curves = new StudyCurves(study, metric);
    List<Plot> plots = new ArrayList<>();
    for (String group : groups) {
      String heading = title.isEmpty() ? group : title + ", " + group;
      Plot plot = curves.plot(heading, group);
      for (PublishedCurve curve : published) {
        if (curve.metric() == metric && curve.group().equals(group)) {
          plot = plot.published(curve.estimator(), curve.xs(), curve.ys());
        }
      }
      String note = curves.note();
      plots.add(plot.note(remark.isEmpty() ? note : note + "; " + remark));
    }
    return plots;
  }
}
