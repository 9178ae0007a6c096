package org.bitgrad.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * A value of a case file with the path to it, so that every refusal can name the field.
 *
 * @param path for example {@code network[0].weight}; empty for the whole file
 * @param node the value; a missing node if the file does not have it
 */
record Field(String path, JsonNode node) {

  Field child(String name) {
    return new Field(path.isEmpty() ? name : path + "." + name, node.path(name));
  }

  Field at(int index) {
    return new Field(path + "[" + index + "]", node.path(index));
  }

  boolean given() {
    return !node.isMissingNode();
  }

  Refusal refuse(String allowed) {
    return given() ? Refusal.of(path, node, allowed) : Refusal.missing(path, allowed);
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

  String text(List<String> allowed) {
    if (!node.isTextual() || !allowed.contains(node.textValue())) {
      throw refuse(String.join(", ", allowed));
    }
    return node.textValue();
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
    object();
    node.fieldNames()
        .forEachRemaining(
            name -> {
              if (!List.of(names).contains(name)) {
                throw Refusal.of(
                    child(name).path(),
                    child(name).node(),
                    "no field of this name, only " + String.join(", ", names));
              }
            });
    return this;
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
