package org.bitgrad.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.bitgrad.random.KnownNames;

/**
 * A value of a case file with the path to it, so that every refusal can name the field.
 *
 * @param path for example {@code network[0].weight}; empty for the whole file
 * @param node the value; a missing node if the file does not have it
 * @param misspelt a field beside it whose name is nearly the same, empty if there is none or the
 *     field is given
 */
record Field(String path, JsonNode node, String misspelt) {
  /** What every object may hold for its reader. */
  private static final List<String> REMARKS = List.of("description", "comment");

  private static final int LONGEST_NAME = 60;

  static Field root(JsonNode node) {
    return new Field("", node, "");
  }

  Field child(String name) {
    String near = "";
    if (node.isObject() && !node.has(name)) {
      List<String> names = new ArrayList<>();
      node.fieldNames().forEachRemaining(names::add);
      near = KnownNames.nearest(name, names).orElse("");
    }
    return new Field(path.isEmpty() ? name : path + "." + name, node.path(name), near);
  }

  Field at(int index) {
    return new Field(path + "[" + index + "]", node.path(index), "");
  }

  boolean given() {
    return !node.isMissingNode();
  }

  Refusal refuse(String allowed) {
    String there = misspelt.isEmpty() ? "" : " (there is '" + misspelt + "')";
    return given() ? Refusal.of(path, node, allowed) : Refusal.missing(path, allowed + there);
  }

  Field object() {
    if (!node.isObject()) {
      throw refuse("an object");
    }
    return this;
  }

  /** An array of a given length, or of any length from 1 on if it is 0. */
  Field array(int length, String of) {
    String allowed =
        length == 0 ? "an array of 1 or more " + of : "an array of " + length + " " + of;
    if (!node.isArray()) {
      throw refuse(allowed);
    }
    if (length == 0 ? node.isEmpty() : node.size() != length) {
      throw Refusal.of(path, "an array of length " + node.size(), allowed);
    }
    return this;
  }

  int length() {
    return node.size();
  }

  double number() {
    return number("a finite number");
  }

  double number(String allowed) {
    if (!node.isNumber() || !Double.isFinite(node.doubleValue())) {
      throw refuse(allowed);
    }
    return node.doubleValue();
  }

  double number(double low, double high) {
    String allowed = "a number, " + low + " to " + high;
    double value = number(allowed);
    if (!(value >= low && value <= high)) {
      throw refuse(allowed);
    }
    return value;
  }

  int integer(int low, int high) {
    boolean whole = node.isIntegralNumber() && node.canConvertToInt();
    if (!whole || node.intValue() < low || node.intValue() > high) {
      throw refuse(low == high ? String.valueOf(low) : "a whole number, " + low + " to " + high);
    }
    return node.intValue();
  }

  /** One of some names, in any case of letters; as the list spells it. */
  String text(List<String> allowed) {
    String text = node.isTextual() ? node.textValue() : "";
    return KnownNames.find(text, allowed)
        .orElseThrow(() -> refuse(KnownNames.allowed(text, allowed)));
  }

  /** Numbers of a given count, or of any count from 1 on if it is 0. */
  double[] vector(int length) {
    array(length, "finite numbers");
    double[] values = new double[length()];
    for (int i = 0; i < values.length; i++) {
      values[i] = at(i).number();
    }
    return values;
  }

  /** Rows of numbers; 0 rows stands for any number from 1 on. */
  double[][] matrix(int rows, int columns) {
    array(rows, "arrays of " + columns + " finite numbers");
    double[][] values = new double[length()][];
    for (int i = 0; i < values.length; i++) {
      values[i] = at(i).vector(columns);
    }
    return values;
  }

  /** Refuses an object with a field of another name: a misspelt one would silently do nothing. */
  Field only(String... names) {
    return only(List.of(names), List.of());
  }

  /**
   * The same, where a published layout has fields beside those that are read.
   *
   * @param names of the fields that are read
   * @param beside names of fields that may stand there and are not read
   */
  Field only(List<String> names, List<String> beside) {
    object();
    node.fieldNames()
        .forEachRemaining(
            name -> {
              if (!names.contains(name) && !beside.contains(name) && !REMARKS.contains(name)) {
                throw unknown(name, names);
              }
            });
    return this;
  }

  private Refusal unknown(String name, List<String> names) {
    String cut = name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME) + "...";
    return Refusal.of(
        path.isEmpty() ? cut : path + "." + cut,
        node.get(name),
        "no field of this name"
            + KnownNames.hint(name, names)
            + ", only "
            + String.join(", ", names));
  }

  /** A positive finite number. */
  double positive() {
    String allowed = "a positive finite number";
    double value = number(allowed);
    if (!(value > 0)) {
      throw refuse(allowed);
    }
    return value;
  }

  /** A finite number of at least 0. */
  double notNegative() {
    String allowed = "a finite number of at least 0";
    double value = number(allowed);
    if (!(value >= 0)) {
      throw refuse(allowed);
    }
    return value;
  }

  boolean truth() {
    if (!node.isBoolean()) {
      throw refuse("true, false");
    }
    return node.booleanValue();
  }

  long whole() {
    if (!node.isIntegralNumber() || !node.canConvertToLong()) {
      throw refuse("a whole number, " + Long.MIN_VALUE + " to " + Long.MAX_VALUE);
    }
    return node.longValue();
  }
}
