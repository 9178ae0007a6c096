package org.bitgrad.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ContainerNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Makes a wrong, odd or extreme file of a right one: changes of its tree, then of its text. */
final class MutatedText {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Stands for a token that Jackson would not write; replaced in the text. */
  private static final String TOKEN = "@token@";

  private static final String[] TOKENS = {
    "NaN",
    "Infinity",
    "-Infinity",
    "1e999",
    "-1e999",
    "+1",
    "01",
    "1.",
    ".5",
    "0x10",
    "1_000",
    "\u0661\u0662",
    "undefined",
    "'x'",
    "True",
    "1e",
    "--1",
    "9223372036854775808",
    "1e99999999999"
  };

  /** Numbers that a field of numbers may have. */
  private static final String[] NUMBERS = {
    "0",
    "-1",
    "1",
    "2",
    "3",
    "0.5",
    "-0.0",
    "1e308",
    "-1e308",
    "1e200",
    "-1e200",
    "1e-200",
    "1e-320",
    "-1e-320",
    "1e16",
    "700",
    "-700",
    "40",
    "-40",
    "1e-17",
    "1.7976931348623157e308"
  };

  /** Words that some field has. */
  private static final String[] WORDS = {
    "\"0/1\"",
    "\"+-1\"",
    "\"logistic\"",
    "\"softmax\"",
    "\"squared\"",
    "\"uniform-bernoulli\"",
    "\"triangular-bernoulli\"",
    "\"gaussian-bernoulli\"",
    "\"logistic-bernoulli\"",
    "\"triangular\"",
    "\"threshold\"",
    "\"dynamic\"",
    "\"pixel\"",
    "\"channel\"",
    "\"none\"",
    "\"float32\"",
    "\"adam\"",
    "\"adamw\"",
    "\"sgd\"",
    "\"constant\"",
    "\"st\"",
    "\"reinforce\"",
    "\"convolution\""
  };

  private static final String[] VALUES = {
    "null",
    "true",
    "false",
    "0",
    "-1",
    "1",
    "2",
    "3",
    "2147483647",
    "2147483648",
    "-2147483648",
    "9223372036854775807",
    "1e308",
    "-1e308",
    "1e-320",
    "-1e-320",
    "0.5",
    "1.5",
    "1e19",
    "-0.0",
    "1048576",
    "1048577",
    "65536",
    "\"\"",
    "\" \"",
    "\"x\"",
    "\"0\"",
    "\"NaN\"",
    "\"null\"",
    "\"psa\"",
    "\"nvil\"",
    "\"arms(1000000)\"",
    "\"concrete(1e308)\"",
    "\"concrete(1e-320)\"",
    "\"psa(\"",
    "\"loorf(2147483648)\"",
    "\"softmax\"",
    "\"squared\"",
    "\"+-1\"",
    "\"\\u0000\"",
    "\"\\u001b[31mred\\n\\r\\t\"",
    "\"\\ud800\"",
    "\"\\u202eabc\"",
    "\"\\u0661\"",
    "[]",
    "{}",
    "[[]]",
    "[0]",
    "[1,2,3]",
    "{\"a\":1}",
    "[null]",
    "[[[[1]]]]"
  };

  private final SplittableRandom random;

  MutatedText(SplittableRandom random) {
    this.random = random;
  }

  /** The bytes of a mutant. */
  byte[] of(JsonNode original) throws IOException {
    JsonNode root = original.deepCopy();
    int changes = 1 + random.nextInt(4) / 3;
    for (int i = 0; i < changes; i++) {
      change((ContainerNode<?>) root);
    }
    String text = JSON.writeValueAsString(root);
    text = text.replace("\"" + TOKEN + "\"", pick(TOKENS)).replace("\"Infinity\"", "1e999");
    return random.nextInt(8) == 0 ? spoilt(text) : text.getBytes(StandardCharsets.UTF_8);
  }

  private <T> T pick(T[] from) {
    return from[random.nextInt(from.length)];
  }

  private static void collect(ContainerNode<?> node, List<ContainerNode<?>> all) {
    if (!node.isEmpty()) {
      all.add(node);
    }
    for (JsonNode child : node) {
      if (child instanceof ContainerNode<?> container) {
        collect(container, all);
      }
    }
  }

  private void change(ContainerNode<?> root) throws IOException {
    List<ContainerNode<?>> all = new ArrayList<>();
    collect(root, all);
    if (all.isEmpty()) {
      return;
    }
    ContainerNode<?> parent = all.get(random.nextInt(all.size()));
    if (parent instanceof ObjectNode object) {
      changeObject(object);
    } else {
      changeArray((ArrayNode) parent);
    }
  }

  private void changeObject(ObjectNode object) throws IOException {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    String name = names.get(random.nextInt(names.size()));
    JsonNode old = object.get(name);
    switch (random.nextInt(12)) {
      case 0 -> object.remove(name);
      case 1 -> {
        object.remove(name);
        object.set(misspelt(name), old);
      }
      case 2 -> object.set(misspelt(name), value(old));
      case 3 -> object.set(name, object.get(names.get(random.nextInt(names.size()))).deepCopy());
      default -> object.set(name, value(old));
    }
  }

  private void changeArray(ArrayNode array) throws IOException {
    int at = random.nextInt(array.size());
    switch (random.nextInt(6)) {
      case 0 -> array.remove(at);
      case 1 -> array.insert(at, array.get(at).deepCopy());
      case 2 -> array.add(value(array.get(at)));
      case 3 -> array.set(at, array.get(random.nextInt(array.size())).deepCopy());
      default -> array.set(at, value(array.get(at)));
    }
  }

  private String misspelt(String name) {
    int at = random.nextInt(name.length());
    return switch (random.nextInt(6)) {
      case 0 -> name.substring(0, at) + name.substring(at + 1);
      case 1 -> name.substring(0, at) + name.charAt(at) + name.substring(at);
      case 2 -> name.toUpperCase(java.util.Locale.ROOT);
      case 3 -> name + "\u0000\u001b[2J";
      case 4 -> name.repeat(1 + random.nextInt(2000));
      default -> " " + name;
    };
  }

  private JsonNode value(JsonNode old) throws IOException {
    if (random.nextInt(10) < 7 && old.isValueNode()) {
      return JSON.readTree(pick(old.isNumber() ? NUMBERS : WORDS));
    }
    return switch (random.nextInt(10)) {
      case 0 -> TextNode.valueOf(TOKEN);
      case 1 -> JSON.createArrayNode().add(old.deepCopy());
      case 2 -> JSON.createObjectNode().set("value", old.deepCopy());
      case 3 -> TextNode.valueOf(old.asText());
      case 4 -> TextNode.valueOf("long ".repeat(random.nextInt(4000)));
      default -> JSON.readTree(pick(VALUES));
    };
  }

  /** Changes of the text that no tree has. */
  private byte[] spoilt(String text) {
    int at = random.nextInt(text.length());
    return switch (random.nextInt(10)) {
      case 0 -> text.substring(0, at).getBytes(StandardCharsets.UTF_8);
      case 1 -> ("\ufeff" + text).getBytes(StandardCharsets.UTF_8);
      case 2 -> text.getBytes(StandardCharsets.UTF_16LE);
      case 3 -> ("\ufeff" + text).getBytes(StandardCharsets.UTF_16BE);
      case 4 -> text.replace("e", "\u00e9").getBytes(StandardCharsets.ISO_8859_1);
      case 5 ->
          (text.substring(0, at) + '\u0000' + text.substring(at)).getBytes(StandardCharsets.UTF_8);
      case 6 -> twice(text).getBytes(StandardCharsets.UTF_8);
      case 7 -> (text + "{}").getBytes(StandardCharsets.UTF_8);
      case 8 -> ("{\"x\":" + "[".repeat(at) + text).getBytes(StandardCharsets.UTF_8);
      default ->
          (text.substring(0, at) + "/* */" + text.substring(at)).getBytes(StandardCharsets.UTF_8);
    };
  }

  /** The first field stands twice. */
  private static String twice(String text) {
    try {
      String first = JSON.readTree(text).fieldNames().next();
      return "{" + TextNode.valueOf(first) + ":0," + text.substring(1);
    } catch (IOException | java.util.NoSuchElementException e) {
      return "{\"a\":1,\"a\":2}";
    }
  }
}
