package org.bitgrad.report;

import org.bitgrad.exact.ExactResult;
import org.bitgrad.problem.Gradient;
import tech.tablesaw.api.Table;

/** Gradients as tables, one row per group of parameters. */
final class GradientTables {
  private GradientTables() {}

  static Table of(ExactResult result) {
    String loss = Numbers.brief(result.expectedLoss(), 6);
    return of("exact: expected loss " + loss + ", gradient", result.gradient());
  }

  static Table of(String caption, Gradient gradient) {
    TableBuilder table =
        TableBuilder.of(caption)
            .texts("group")
            .numbers("parameters", "norm", "smallest", "largest")
            .texts("first");
    for (int g = 0; g < gradient.layout().groups(); g++) {
      double[] values = gradient.group(g);
      double low = Double.POSITIVE_INFINITY;
      double high = Double.NEGATIVE_INFINITY;
      double norm = 0;
      StringBuilder first = new StringBuilder();
      for (int i = 0; i < values.length; i++) {
        low = Math.min(low, values[i]);
        high = Math.max(high, values[i]);
        norm = Math.hypot(norm, values[i]);
        if (i < 8) {
          first.append(i == 0 ? "" : ", ").append(Numbers.brief(values[i], 4));
        }
      }
      String cut = values.length > 8 ? ", \u2026" : "";
      table.row(
          gradient.layout().name(g),
          (double) values.length,
          norm,
          values.length == 0 ? null : low,
          values.length == 0 ? null : high,
          first + cut);
    }
    return table.build();
  }
}
