package org.bitgrad.report;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bitgrad.random.KnownNames;

/**
 * The claims file of a paper: JSON with {@code paper}, {@code title} and {@code claims}. A claim
 * has {@code claim, statement, where, certainty} and {@code parts}; a part has {@code part,
 * published, test, tolerance} and may override {@code statement, where, certainty}. Parts without a
 * tolerance are not tested. Unknown fields are refused.
 *
 * <pre>{@code
 * {"paper": "psa-2020", "title": "...", "claims": [
 *   {"claim": "4", "statement": "...", "where": "figure ...", "certainty": "figure", "parts": [
 *     {"part": "layer0", "published": "0.048", "test": "exact relative bias", "tolerance": "<= 0.1"}
 *   ]}]}
 * }</pre>
 *
 * @param paper name of the paper
 * @param title authors, title and year
 * @param statements each claim as a whole, by its number
 * @param claims every part of every claim, in the order of the file
 */
public record ClaimsFile(
    String paper, String title, Map<String, String> statements, List<Claim> claims) {
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private static final Set<String> FILE_FIELDS = Set.of("paper", "title", "claims");
  private static final Set<String> CLAIM_FIELDS =
      Set.of("claim", "statement", "where", "certainty", "parts");
  private static final Set<String> PART_FIELDS =
      Set.of("part", "published", "test", "tolerance", "statement", "where", "certainty");

  /**
   * Copies the collections.
   *
   * @param paper name of the paper
   * @param title authors, title and year
   * @param statements each claim as a whole, by its number
   * @param claims every part of every claim, in the order of the file
   */
  public ClaimsFile {
    statements = Map.copyOf(statements);
    claims = List.copyOf(claims);
  }

  /**
   * A claim as a whole; its parts have statements of their own.
   *
   * @param claim number of the claim
   * @return the statement
   * @throws IllegalArgumentException if there is no such claim
   */
  public String statement(String claim) {
    if (!statements.containsKey(claim)) {
      throw new IllegalArgumentException(
          "claim is '" + claim + "', but " + paper + " has none such");
    }
    return statements.get(claim);
  }

  /**
   * Reads the file from the class path.
   *
   * @param neighbour a class in the package where the file lies
   * @param name name of the resource, for example {@code claims.json}
   * @return the claims
   * @throws IllegalArgumentException if it is missing or not as described above
   */
  public static ClaimsFile resource(Class<?> neighbour, String name) {
    try (InputStream in = neighbour.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalArgumentException(
            "claims file '" + name + "' is not beside " + neighbour.getName());
      }
      return parse(JSON.readTree(in));
    } catch (IOException e) {
      throw new IllegalArgumentException("claims file '" + name + "': " + e.getMessage(), e);
    }
  }

  /**
   * Reads a file's text.
   *
   * @param text JSON
   * @return the claims
   * @throws IllegalArgumentException if it is not as described above
   */
  public static ClaimsFile parse(String text) {
    try {
      return parse(JSON.readTree(text));
    } catch (IOException e) {
      throw new IllegalArgumentException("claims file: " + e.getMessage(), e);
    }
  }

  private static ClaimsFile parse(JsonNode root) {
    checkFields(root, FILE_FIELDS, "claims file");
    String paper = text(root, "paper", "claims file");
    List<Claim> claims = new ArrayList<>();
    Map<String, String> statements = new HashMap<>();
    Set<Claim.Key> keys = new HashSet<>();
    for (JsonNode node : array(root, "claims", "claims file")) {
      checkFields(node, CLAIM_FIELDS, "claims[" + claims.size() + "]");
      String number = text(node, "claim", "claims[" + claims.size() + "]");
      statements.put(number, text(node, "statement", "claim " + number));
      for (JsonNode part : array(node, "parts", "claim " + number)) {
        Claim claim = claim(new Claim.Key(paper, number, optional(part, "part")), node, part);
        if (!keys.add(claim.key())) {
          throw new IllegalArgumentException("claim " + claim.key() + " stands twice");
        }
        claims.add(claim);
      }
    }
    return new ClaimsFile(paper, text(root, "title", "claims file"), statements, claims);
  }

  private static Claim claim(Claim.Key key, JsonNode node, JsonNode part) {
    String place = "claim " + key;
    checkFields(part, PART_FIELDS, place);
    try {
      String tolerance = optional(part, "tolerance");
      return new Claim(
          key,
          text(part.has("statement") ? part : node, "statement", place),
          optional(part, "published"),
          text(part.has("where") ? part : node, "where", place),
          Certainty.parse(text(part.has("certainty") ? part : node, "certainty", place)),
          optional(part, "test"),
          tolerance.isEmpty() ? Optional.empty() : Optional.of(Criterion.parse(tolerance)));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(place + ": " + e.getMessage(), e);
    }
  }

  private static void checkFields(JsonNode node, Set<String> allowed, String place) {
    if (!node.isObject()) {
      throw new IllegalArgumentException(place + " must be an object, but is " + node);
    }
    for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!allowed.contains(name)) {
        throw new IllegalArgumentException(
            place
                + " has the field '"
                + name
                + "'; allowed: "
                + KnownNames.allowed(name, allowed.stream().sorted().toList()));
      }
    }
  }

  private static String text(JsonNode node, String field, String place) {
    String text = optional(node, field);
    if (text.isBlank()) {
      throw new IllegalArgumentException(place + ": " + field + " must be a text, but is missing");
    }
    return text;
  }

  /** A text or a number as the file writes it; empty if the field is missing. */
  private static String optional(JsonNode node, String field) {
    JsonNode value = node.path(field);
    if (value.isMissingNode()) {
      return "";
    }
    if (!value.isTextual() && !value.isNumber()) {
      throw new IllegalArgumentException(field + " must be a text or a number, but is " + value);
    }
    return value.asText();
  }

  private static JsonNode array(JsonNode node, String field, String place) {
    JsonNode value = node.path(field);
    if (!value.isArray() || value.isEmpty()) {
      throw new IllegalArgumentException(
          place + ": " + field + " must be an array with at least one element");
    }
    return value;
  }
}
