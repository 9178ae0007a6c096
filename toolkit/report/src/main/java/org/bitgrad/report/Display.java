package org.bitgrad.report;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.imageio.ImageIO;
import org.bitgrad.analysis.BudgetResult;
import org.bitgrad.analysis.Frontier;
import org.bitgrad.analysis.ProbabilitySweep;
import org.bitgrad.analysis.Ranking;
import org.bitgrad.analysis.StudyResult;
import org.bitgrad.exact.ExactResult;
import org.bitgrad.network.StochasticBinaryNetwork;
import org.bitgrad.problem.Gradient;
import org.bitgrad.train.TrainableNetwork;
import org.bitgrad.train.TrainingResult;
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
  private static final int MOST_ROWS = 1000;

  private Display() {}

  /**
   * Shows an object.
   *
   * @param object a chart, a table, a result, a ranking, a ledger or anything with a text
   */
  public static void show(Object object) {
    NotebookDoor.running()
        .ifPresentOrElse(
            door -> door.display(representations(object), imageSize(object)),
            () -> System.out.println(printed(object, Terminal.width()).stripTrailing()));
  }

  /**
   * A view that shows what it is given in one place: each replaces the one before, as the curves of
   * a training do while it runs. Outside a notebook each is printed as {@link #show} does.
   *
   * <p>Drawing takes at most a twentieth of the time: what comes too soon after the last picture
   * waits, and is passed over if the next one comes first. The last one is always drawn, at the end
   * of the training or of the cell.
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
    return new LiveView<>(view, System::nanoTime);
  }

  /**
   * Draws the last state of every live view that passed it over; a kernel calls it after a cell.
   */
  public static void finish() {
    LiveView.flushAll();
  }

  /**
   * How an object is shown: what a kernel does with the value of a bare last expression.
   *
   * @param object anything, or null
   * @return texts by MIME type, always with {@code text/plain}; images in base 64
   */
  public static Map<String, String> representations(Object object) {
    Map<String, String> contents = new LinkedHashMap<>();
    if (object instanceof Chart chart) {
      contents.put("image/png", Base64.getEncoder().encodeToString(chart.png()));
    } else if (object instanceof BufferedImage image) {
      contents.put("image/png", Base64.getEncoder().encodeToString(png(image)));
    }
    table(object).ifPresent(table -> contents.put("text/html", TableText.html(table)));
    contents.put("text/plain", text(object));
    return contents;
  }

  private static byte[] png(BufferedImage image) {
    try (ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
      ImageIO.write(image, "png", bytes);
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException("an image cannot be written as PNG: " + e.getMessage(), e);
    }
  }

  /** The table that shows an object. */
  static Optional<Table> table(Object object) {
    return anyTable(object).map(Display::readable);
  }

  /** Nobody reads more rows than these. */
  private static Table readable(Table table) {
    return table.rowCount() <= MOST_ROWS
        ? table
        : table
            .first(MOST_ROWS)
            .setName(
                table.name() + " (the first " + MOST_ROWS + " of " + table.rowCount() + " rows)");
  }

  private static Optional<Table> anyTable(Object object) {
    if (object instanceof Table table) {
      return Optional.of(table);
    } else if (object instanceof ClaimResult claim) {
      return Optional.of(Tables.of(new Ledger(List.of(claim))));
    } else if (object instanceof TrainingResult training) {
      return Optional.of(Tables.of(training));
    } else if (object instanceof StochasticBinaryNetwork network) {
      return Optional.of(Tables.of(network));
    } else if (object instanceof TrainableNetwork network) {
      return Optional.of(NetworkTables.of(network));
    } else if (object instanceof Gradient gradient) {
      return Optional.of(GradientTables.of("gradient", gradient));
    } else if (object instanceof ExactResult exact) {
      return Optional.of(GradientTables.of(exact));
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

  /**
   * The size of the image among the representations.
   *
   * @param object as for {@link #representations}
   * @return its width and height in pixels, empty if there is no image
   */
  public static Map<String, Object> imageSize(Object object) {
    if (object instanceof Chart chart) {
      return Map.of("width", chart.width(), "height", chart.height());
    }
    return object instanceof BufferedImage image
        ? Map.of("width", image.getWidth(), "height", image.getHeight())
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
    return object instanceof BufferedImage image
        ? "image of " + image.getWidth() + " x " + image.getHeight() + " pixels"
        : ValueText.of(object);
  }
}
