package org.bitgrad.random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KnownNamesTest {
  private static final List<String> NAMES =
      List.of("psa", "st", "st-gumbel", "reinforce", "concrete", "mean-field", "weight_decay", "w");

  @ParameterizedTest
  @CsvSource({
    "pas, psa",
    "PSAA, psa",
    "reinforc, reinforce",
    "reinfroce, reinforce",
    "Reinforce, reinforce",
    "conrcete, concrete",
    "meanfield, mean-field",
    "mean_field, mean-field",
    "gumbel, st-gumbel",
    "weightDecay, weight_decay",
    "weigth_decay, weight_decay",
    "W, w",
  })
  void nearestNameIsOffered(String text, String name) {
    assertEquals(Optional.of(name), KnownNames.nearest(text, NAMES));
    assertEquals(" (did you mean '" + name + "'?)", KnownNames.hint(text, NAMES));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "x", "magic", "no_such_field", "zzzzzzzzz"})
  void nothingIsOfferedWhereNoNameIsNear(String text) {
    assertEquals(Optional.empty(), KnownNames.nearest(text, NAMES));
    assertEquals("", KnownNames.hint(text, NAMES));
  }

  @Test
  void namesAreFoundInAnyCaseOfLettersAndGivenInTheirOwn() {
    assertEquals(Optional.of("psa"), KnownNames.find("PSA", NAMES));
    assertEquals(Optional.of("st-gumbel"), KnownNames.find("St-Gumbel", NAMES));
    assertEquals(Optional.of("I"), KnownNames.find("i", List.of("I")));
    assertEquals(Optional.empty(), KnownNames.find("st_gumbel", NAMES));
    assertEquals(Optional.empty(), KnownNames.find(null, NAMES));
    assertEquals(Optional.of("a"), KnownNames.find("a", List.of("A", "a")));
  }

  @Test
  void listsAndTextsOfAnyLengthGiveShortMessages() {
    List<String> many = IntStream.range(0, 5000).mapToObj(i -> "estimator-" + i).toList();
    String allowed = KnownNames.allowed("estimater-17", many);
    assertTrue(allowed.endsWith(", ... (did you mean 'estimator-17'?)"), allowed);
    assertTrue(allowed.length() < 250, allowed);
    assertTrue(KnownNames.allowed("x".repeat(1 << 24), many).length() < 250);
    assertEquals("psa, st", KnownNames.allowed("q", List.of("psa", "st")));
  }
}
