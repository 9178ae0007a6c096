package org.bitgrad.papers.arms2021;

import java.util.List;
import org.bitgrad.problem.Problem;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** The tables of a run. */
public final class Summary {
  private static final double[] SHOWN = {0.1, 0.3, 0.5};

  private Summary() {}

  /** {@return exact variances in the toy problem at some probabilities} */
  public static Table toy() {
    DoubleColumn p = DoubleColumn.create("p");
    IntColumn evaluations = IntColumn.create("evaluations");
    List<DoubleColumn> columns =
        ToyGrid.EXACT.stream().map(name -> DoubleColumn.create(name + " (1e-6)")).toList();
    for (double at : SHOWN) {
      for (int n : List.of(2, 4, 10)) {
        p.append(at);
        evaluations.append(n);
        for (int i = 0; i < columns.size(); i++) {
          String estimator = ToyGrid.EXACT.get(i) + "(" + n + ")";
          columns.get(i).append(1e6 * Variances.total(Toy.at(at), estimator));
        }
      }
    }
    Table table = Table.create("toy problem", p, evaluations);
    columns.forEach(table::addColumns);
    return table;
  }

  /** {@return exact total variances on the function of four bits, by estimator} */
  public static Table sharedCase() {
    StringColumn estimator = StringColumn.create("estimator");
    DoubleColumn variance = DoubleColumn.create("total variance");
    DoubleColumn relative = DoubleColumn.create("relative to loorf(4)");
    Problem problem = SharedCase.problem();
    double loorf = Variances.total(problem, "loorf(4)");
    for (String name : List.of("loorf(4)", "disarm(4)", "arm(4)", "arms(4)", "arms-rotation(4)")) {
      double total = Variances.total(problem, name);
      estimator.append(name);
      variance.append(total);
      relative.append(total / loorf);
    }
    return Table.create("function of four bits", estimator, variance, relative);
  }
}
