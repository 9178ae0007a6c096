package org.bitgrad.report;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Rows of a table as records, written to CSV and read back: what is read equals what was written.
 * Components are whole numbers, numbers, truth values, texts, enums (in lower case, or as their
 * {@code toString} has them) and records of these, whose components stand in line.
 *
 * <pre>{@code
 * record Point(String estimator, int step, double loss) {}
 * var table = RecordTable.of(Point.class, "estimator", "step", "loss");
 * List<Point> again = table.rows(table.text(List.of(new Point("psa", 1, 0.5))));
 * }</pre>
 *
 * @param <R> a row
 */
public final class RecordTable<R extends Record> {
  private final Class<R> type;
  private final List<String> header;

  private RecordTable(Class<R> type, List<String> header) {
    this.type = type;
    this.header = header;
  }

  /**
   * A table.
   *
   * @param <R> a row
   * @param type of a row
   * @param header name of each column, in the order of the components
   * @return the table
   * @throws IllegalArgumentException if there are not as many names as components, or a component
   *     is of another type
   */
  public static <R extends Record> RecordTable<R> of(Class<R> type, String... header) {
    int columns = columns(type);
    if (header.length != columns) {
      throw new IllegalArgumentException(
          "header must name the "
              + columns
              + " components of "
              + type.getSimpleName()
              + ", but has "
              + header.length);
    }
    return new RecordTable<>(type, List.of(header));
  }

  private static int columns(Class<?> type) {
    if (type.isRecord()) {
      return Arrays.stream(type.getRecordComponents()).mapToInt(c -> columns(c.getType())).sum();
    }
    boolean known =
        type == int.class
            || type == long.class
            || type == double.class
            || type == boolean.class
            || type == String.class
            || type.isEnum();
    if (!known) {
      throw new IllegalArgumentException(
          "components must be numbers, truth values, texts, enums or records, but one is "
              + type.getSimpleName());
    }
    return 1;
  }

  /**
   * Writes rows.
   *
   * @param rows of the table
   * @return the file, header first
   */
  public String text(List<R> rows) {
    CsvFile csv = new CsvFile(header.toArray(String[]::new));
    for (R row : rows) {
      List<Object> fields = new ArrayList<>();
      add(row, fields);
      csv.row(fields.toArray());
    }
    return csv.text();
  }

  private static void add(Object value, List<Object> fields) {
    if (value instanceof Record row) {
      for (RecordComponent component : row.getClass().getRecordComponents()) {
        add(get(component, row), fields);
      }
    } else {
      fields.add(value instanceof Enum<?> constant ? text(constant) : value);
    }
  }

  private static Object get(RecordComponent component, Record row) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(row);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String text(Enum<?> constant) {
    return constant.toString().equals(constant.name())
        ? constant.name().toLowerCase(Locale.ROOT)
        : constant.toString();
  }

  /**
   * Reads rows.
   *
   * @param text of a file of this table
   * @return its rows
   * @throws IllegalArgumentException if it has other columns, or a field is of another type; the
   *     message names line and column
   */
  public List<R> rows(String text) {
    List<List<String>> lines = CsvFile.parse(text);
    if (lines.isEmpty() || !lines.get(0).equals(header)) {
      throw new IllegalArgumentException(
          "columns must be "
              + header
              + ", but are "
              + (lines.isEmpty() ? "missing" : lines.get(0)));
    }
    List<R> rows = new ArrayList<>();
    for (int line = 1; line < lines.size(); line++) {
      rows.add(type.cast(new Line(lines.get(line), line).read(type)));
    }
    return rows;
  }

  /** Takes the fields of a line one after another. */
  private final class Line {
    private final List<String> fields;
    private final int number;
    private int at;

    Line(List<String> fields, int number) {
      this.fields = fields;
      this.number = number;
    }

    Object read(Class<?> wanted) {
      if (wanted.isRecord()) {
        return record(wanted);
      }
      String field = fields.get(at);
      try {
        Object value = value(wanted, field);
        at++;
        return value;
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "%s in row %d must be a field of type %s, but is %s",
                header.get(at),
                number,
                wanted.getSimpleName(),
                field),
            e);
      }
    }

    private Object record(Class<?> wanted) {
      RecordComponent[] components = wanted.getRecordComponents();
      Class<?>[] types =
          Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
      Object[] values = new Object[types.length];
      for (int i = 0; i < types.length; i++) {
        values[i] = read(types[i]);
      }
      try {
        Constructor<?> constructor = wanted.getDeclaredConstructor(types);
        constructor.setAccessible(true);
        return constructor.newInstance(values);
      } catch (InvocationTargetException e) {
        throw new IllegalArgumentException(
            "row " + number + " is refused: " + e.getCause().getMessage(), e);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static Object value(Class<?> wanted, String field) {
    if (wanted == int.class) {
      return Integer.valueOf(field);
    }
    if (wanted == long.class) {
      return Long.valueOf(field);
    }
    if (wanted == double.class) {
      return Double.valueOf(field);
    }
    if (wanted == String.class) {
      return field;
    }
    if (wanted == boolean.class) {
      if (!field.equals("true") && !field.equals("false")) {
        throw new IllegalArgumentException(field);
      }
      return field.equals("true");
    }
    return Arrays.stream(wanted.getEnumConstants())
        .filter(constant -> text((Enum<?>) constant).equals(field))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(field));
  }
}
