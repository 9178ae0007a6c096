package org.bitgrad.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The rules for one root package, so that the same rules can be tried on planted violations. */
record SourceRules(String root) {
  /** Each package may use those before it, never those after it. */
  static final List<String> ORDER =
      List.of(
          "random",
          "numeric",
          "problem",
          "estimator",
          "exact",
          "analysis",
          "network",
          "data",
          "train",
          "report",
          "nd4j",
          "cli");

  /** The package that may name an ND4J type. */
  private static final String ND4J_BORDER = "nd4j";

  /** The package that may name a type of OpenBLAS. */
  private static final String NATIVES = "network.blas";

  /** The display door prints text when no notebook listens; nothing else outside cli prints. */
  private static final Set<String> PRINTING_CLASSES = Set.of("report.Display");

  private static final Set<String> FOREIGN_RANDOMNESS =
      Set.of(
          "java.util.Random",
          "java.util.SplittableRandom",
          "java.util.concurrent.ThreadLocalRandom",
          "java.security.SecureRandom");

  List<ArchRule> packageOrder() {
    List<ArchRule> rules = new ArrayList<>();
    for (int i = 0; i < ORDER.size() - 1; i++) {
      String[] later = ORDER.stream().skip(i + 1L).map(this::inside).toArray(String[]::new);
      rules.add(
          noClasses()
              .that()
              .resideInAPackage(inside(ORDER.get(i)))
              .should()
              .dependOnClassesThat()
              .resideInAnyPackage(later)
              .as("org.bitgrad." + ORDER.get(i) + " uses only the packages before it")
              .allowEmptyShould(true));
    }
    return rules;
  }

  ArchRule everyClassStandsInTheOrder() {
    String[] known = ORDER.stream().map(this::inside).toArray(String[]::new);
    return classes().should().resideInAnyPackage(known).allowEmptyShould(true);
  }

  ArchRule silence() {
    DescribedPredicate<JavaClass> silent =
        resideOutsideOfPackages(inside("cli"))
            .and(
                DescribedPredicate.describe(
                    "are not the display door", c -> !PRINTING_CLASSES.contains(relativeName(c))));
    return noClasses()
        .that(silent)
        .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS)
        .as("the library never prints")
        .allowEmptyShould(true);
  }

  ArchRule nd4jBehindItsDoor() {
    return noClasses()
        .that(resideOutsideOfPackages(inside(ND4J_BORDER)))
        .should()
        .dependOnClassesThat(resideInAnyPackage("org.nd4j.."))
        .allowEmptyShould(true);
  }

  ArchRule nativesBehindTheirDoor() {
    return noClasses()
        .that(resideOutsideOfPackages(inside(NATIVES)))
        .should()
        .dependOnClassesThat(resideInAnyPackage("org.bytedeco.."))
        .allowEmptyShould(true);
  }

  List<ArchRule> randomnessOnlyFromStreams() {
    return List.of(
        noClasses()
            .should()
            .dependOnClassesThat(
                DescribedPredicate.describe(
                    "are generators of the JDK or of ND4J",
                    c ->
                        FOREIGN_RANDOMNESS.contains(c.getName())
                            || c.getPackageName().startsWith("java.util.random")
                            || c.getPackageName().startsWith("org.nd4j.linalg.api.rng")))
            .allowEmptyShould(true),
        noClasses()
            .should()
            .accessTargetWhere(
                DescribedPredicate.describe(
                    "a hidden generator is called", SourceRules::callsHiddenGenerator))
            .allowEmptyShould(true));
  }

  /** References that judge the library must not be computed by the code that they judge. */
  ArchRule referencesStandAlone() {
    return noClasses()
        .that()
        .resideInAPackage(inside("reference"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(insideEach(List.of("numeric", "estimator", "exact")))
        .allowEmptyShould(true);
  }

  List<ArchRule> all() {
    return Stream.of(
            packageOrder(),
            randomnessOnlyFromStreams(),
            List.of(
                everyClassStandsInTheOrder(),
                silence(),
                nd4jBehindItsDoor(),
                nativesBehindTheirDoor()))
        .flatMap(List::stream)
        .toList();
  }

  private static boolean callsHiddenGenerator(JavaAccess<?> access) {
    String owner = access.getTargetOwner().getName();
    String method = access.getTarget().getName();
    return switch (owner) {
      case "java.lang.Math", "java.lang.StrictMath" -> method.equals("random");
      case "java.util.Collections" -> method.equals("shuffle");
      case "org.nd4j.linalg.factory.Nd4j" ->
          method.startsWith("rand") || method.equals("getRandom");
      default -> false;
    };
  }

  private String relativeName(JavaClass javaClass) {
    String name = javaClass.getName().substring(root.length() + 1);
    int nested = name.indexOf('$');
    return nested < 0 ? name : name.substring(0, nested);
  }

  private String inside(String name) {
    return root + "." + name + "..";
  }

  private String[] insideEach(List<String> names) {
    return names.stream().map(this::inside).toArray(String[]::new);
  }
}
