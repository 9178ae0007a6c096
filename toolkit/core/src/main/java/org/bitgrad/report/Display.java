package org.bitgrad.report;

import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import tech.tablesaw.api.Table;

/**
 * Shows results in a notebook: a chart as an image, a table as HTML, anything else as text. Outside
 * a notebook it prints text to standard output. It works with the project's kernel, with IJava and
 * with JJava.
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
   * @param object a chart, a table, a ledger or anything with a text
   */
  public static void show(Object object) {
    NotebookDoor.running()
        .ifPresentOrElse(
            door -> door.display(representations(object), sizes(object)),
            () -> System.out.println(text(object).stripTrailing()));
  }

  /** Contents by MIME type, always with plain text. */
  static Map<String, String> representations(Object object) {
    Map<String, String> contents = new LinkedHashMap<>();
    if (object instanceof Chart chart) {
      contents.put("image/png", Base64.getEncoder().encodeToString(chart.png()));
    } else if (object instanceof Table table) {
      contents.put("text/html", TableText.html(table));
    } else if (object instanceof Ledger ledger) {
      contents.put("text/html", TableText.html(Tables.of(ledger)));
    }
    contents.put("text/plain", text(object));
    return contents;
  }

  private static Map<String, Object> sizes(Object object) {
    return object instanceof Chart chart
        ? Map.of("width", chart.width(), "height", chart.height())
        : Map.of();
  }

  private static String text(Object object) {
    if (object instanceof Chart chart) {
      return chart.text();
    }
    if (object instanceof Table table) {
      return TableText.plain(table);
    }
    return object instanceof Ledger ledger ? ledger.text() : String.valueOf(object);
  }
}
