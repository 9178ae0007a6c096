package org.bitgrad.report;

import java.util.Objects;
import java.util.Optional;

/**
 * One number or direction that a paper claims, and the test of it, both written before the run that
 * is judged by it.
 *
 * @param key which claim of which paper
 * @param statement the claim in our words
 * @param published the published value, empty if there is none (or only a recollection of one)
 * @param where where the claim or value stands
 * @param certainty how sure it is that it was published so
 * @param test what is measured, on which network or function, by which statistic
 * @param tolerance what the measurement must satisfy; empty if the claim is not tested
 */
public record Claim(
    Key key,
    String statement,
    String published,
    String where,
    Certainty certainty,
    String test,
    Optional<Criterion> tolerance) {

  /**
   * Which claim of which paper.
   *
   * @param paper name of the paper, for example {@code psa-2020}
   * @param claim number or name of the claim
   * @param part part of the claim; empty if the claim has one part only
   */
  public record Key(String paper, String claim, String part) {
    /**
     * Checks that paper and claim are named.
     *
     * @param paper name of the paper, for example {@code psa-2020}
     * @param claim number or name of the claim
     * @param part part of the claim; empty if the claim has one part only
     */
    public Key {
      requireText("paper", paper);
      requireText("claim", claim);
      Objects.requireNonNull(part, "part");
    }

    @Override
    public String toString() {
      return paper + " " + claim + (part.isEmpty() ? "" : " " + part);
    }
  }

  /**
   * Checks the claim.
   *
   * @param key which claim of which paper
   * @param statement the claim in our words
   * @param published the published value, empty if there is none (or only a recollection of one)
   * @param where where the claim or value stands
   * @param certainty how sure it is that it was published so
   * @param test what is measured, on which network or function, by which statistic
   * @param tolerance what the measurement must satisfy; empty if the claim is not tested
   * @throws IllegalArgumentException if a text is missing, or if a recollection claims a published
   *     value
   */
  public Claim {
    Objects.requireNonNull(key, "key");
    requireText("statement", statement);
    Objects.requireNonNull(published, "published");
    requireText("where", where);
    Objects.requireNonNull(certainty, "certainty");
    Objects.requireNonNull(test, "test");
    Objects.requireNonNull(tolerance, "tolerance");
    if (certainty == Certainty.RECOLLECTION && !published.isEmpty()) {
      throw new IllegalArgumentException(
          "published is '" + published + "', but a recollection is never a published value");
    }
    if (tolerance.isPresent()) {
      requireText("test", test);
    }
  }

  /** {@return name of the paper} */
  public String paper() {
    return key.paper();
  }

  /** {@return number or name of the claim} */
  public String claim() {
    return key.claim();
  }

  /** {@return part of the claim, may be empty} */
  public String part() {
    return key.part();
  }

  private static void requireText(String name, String text) {
    if (text == null || text.isBlank()) {
      throw new IllegalArgumentException(name + " must be a text, but is missing");
    }
  }
}
