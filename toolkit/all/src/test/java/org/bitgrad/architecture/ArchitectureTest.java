package org.bitgrad.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ArchitectureTest {
  private static final JavaClasses LIBRARY =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(location -> !location.contains("-tests.jar"))
          .importPackages("org.bitgrad");

  private static final String PLANTED = "org.bitgrad.architecture.planted";

  static Stream<ArchRule> rules() {
    return new SourceRules("org.bitgrad").all().stream();
  }

  @ParameterizedTest
  @MethodSource("rules")
  void libraryKeepsTheRule(ArchRule rule) {
    rule.check(LIBRARY);
  }

  @Test
  void referencesUseNothingThatTheyJudge() {
    JavaClasses withTests = new ClassFileImporter().importPackages("org.bitgrad.reference");
    new SourceRules("org.bitgrad").referencesStandAlone().check(withTests);
  }

  @Test
  void everyPackageOfTheOrderExists() {
    List<String> missing =
        SourceRules.ORDER.stream()
            .filter(name -> !LIBRARY.containPackage("org.bitgrad." + name))
            .toList();
    assertEquals(List.of(), missing);
  }

  @Test
  void plantedViolationsAreCaught() {
    JavaClasses planted = new ClassFileImporter().importPackages(PLANTED);
    SourceRules rules = new SourceRules(PLANTED);
    assertViolatedBy(rules.packageOrder().get(0), planted, "UsesLaterPackage");
    assertViolatedBy(rules.silence(), planted, "Prints");
    assertViolatedBy(rules.nd4jBehindItsDoor(), planted, "UsesNd4j");
    assertViolatedBy(rules.nativesBehindTheirDoor(), planted, "UsesNatives");
    assertViolatedBy(rules.randomnessOnlyFromStreams().get(0), planted, "UsesJdkRandom");
    assertViolatedBy(rules.randomnessOnlyFromStreams().get(1), planted, "UsesMathRandom");
    assertViolatedBy(rules.referencesStandAlone(), planted, "UsesWhatItJudges");
    JavaClasses library = planted.that(resideOutsideOfPackage(PLANTED + ".reference.."));
    assertViolatedBy(rules.everyClassStandsInTheOrder(), library, "OutsideTheOrder");
  }

  @Test
  void whatStandsBeforeMayBeUsed() {
    JavaClasses planted = new ClassFileImporter().importPackages(PLANTED);
    List<ArchRule> order = new SourceRules(PLANTED).packageOrder();
    assertFalse(order.get(2).evaluate(planted).hasViolation());
    assertFalse(order.get(9).evaluate(planted).hasViolation());
  }

  private static void assertViolatedBy(ArchRule rule, JavaClasses classes, String name) {
    List<String> details = rule.evaluate(classes).getFailureReport().getDetails();
    assertEquals(1, details.size(), () -> rule.getDescription() + details);
    assertTrue(details.get(0).contains(name), () -> rule.getDescription() + details);
  }
}
