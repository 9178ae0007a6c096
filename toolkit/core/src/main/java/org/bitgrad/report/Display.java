package org.bitgrad.report;

import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import org.bitgrad.analysis.BudgetResult;
import org.bitgrad.analysis.Frontier;
import org.bitgrad.analysis.ProbabilitySweep;
import org.bitgrad.analysis.Ranking;
import org.bitgrad.analysis.StudyResult;
import tech.tablesaw.api.Table;

/**
 * Shows results in a notebook: a chart as an image, a table as HTML (results, rankings and
 * frontiers as theirs), anything else as text. Outside a notebook it prints text to standard
 * output. It works with the project's kernel, with IJava and with JJava.
 *
 * <pre>{@code
 * import static org.bitgrad.report.Display.show;
 * show(Charts.of(study, Metric.RMSE).layer(0));
 * }</pre>
 */
public final class Display {
  private Display() {}

  /**
   * Shows an object.
   *
   * @param object a chart, a table, a result, a ranking, a ledger or anything with a text
   */
  public static void show(Object object) {
    NotebookDoor.running()
        .ifPresentOrElse(
            door -> door.display(representations(object), sizes(object)),
            () -> System.out.println(printed(object, Terminal.width()).stripTrailing()));
  }

  /**
   * A view that shows what it is given in one place: each replaces the one before, as the curves of
   * a training do while it runs. Outside a notebook each is printed as {@link #show} does.
   *
   * <pre>{@code
   * Training.of(net).with("st").data(train, validation).epochs(20)
   *     .onEpoch(Display.live(Charts::of)).run();
   * }</pre>
   *
   * @param <T> what is viewed
   * @param view makes what {@link #show} can show
   * @return for example for {@code Training.onEpoch}; each one has a place of its own, in the cell
   *     in which it is first called
   */
  public static <T> Consumer<T> live(Function<? super T, ?> view) {
    Objects.requireNonNull(view, "view");
    String identifier = UUID.randomUUID().toString();
    AtomicBoolean shown = new AtomicBoolean();
    return given -> {
      Object object = view.apply(given);
      NotebookDoor.running()
          .ifPresentOrElse(
              door -> {
                if (shown.getAndSet(true)) {
                  door.update(representations(object), sizes(object), identifier);
                } else {
                  door.display(representations(object), sizes(object), identifier);
                }
              },
              () -> show(object));
    };
  }

  /** Contents by MIME type, always with plain text. */
  static Map<String, String> representations(Object object) {
    Map<String, String> contents = new LinkedHashMap<>();
    if (object instanceof Chart chart) {
      contents.put("image/png", Base64.getEncoder().encodeToString(chart.png()));
    }
    table(object).ifPresent(table -> contents.put("text/html", TableText.html(table)));
    contents.put("text/plain", text(object));
    return contents;
  }

  /** The table that shows an object. */
  private static Optional<Table> table(Object object) {
    if (object instanceof Table table) {
      return Optional.of(table);
    } else if (object instanceof Ledger ledger) {
      return Optional.of(Tables.of(ledger));
    } else if (object instanceof StudyResult study) {
      return Optional.of(Tables.of(study));
    } else if (object instanceof BudgetResult result) {
      return Optional.of(Tables.of(result));
    } else if (object instanceof Ranking ranking) {
      return Optional.of(Tables.of(ranking));
    } else if (object instanceof Frontier frontier) {
      return Optional.of(Tables.of(frontier));
    } else if (object instanceof ProbabilitySweep.Result sweep) {
      return Optional.of(Tables.of(sweep));
    }
    return Optional.empty();
  }

  private static Map<String, Object> sizes(Object object) {
    return object instanceof Chart chart
        ? Map.of("width", chart.width(), "height", chart.height())
        : Map.of();
  }

  /** As {@link #show} prints it: tables keep within the width of the terminal. */
  static String printed(Object object, int width) {
    if (object instanceof Ledger ledger) {
      return ledger.text(false, width);
    }
    return table(object).map(table -> TableText.fitted(table, width)).orElseGet(() -> text(object));
  }

  private static String text(Object object) {
    if (object instanceof Chart chart) {
      return chart.text();
    }
    if (object instanceof Ledger ledger) {
      return ledger.text();
    }
    return table(object).map(TableText::plain).orElseGet(() -> String.valueOf(object));
  }
}
