package org.bitgrad.estimator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.bitgrad.estimator.contract.ContractProblems;
import org.bitgrad.estimator.score.Reinforce;
import org.bitgrad.estimator.sum.LocalExpectation;
import org.bitgrad.problem.BernoulliProblem;
import org.bitgrad.problem.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names, arguments and refusals. */
class EstimatorsTest {
  @Test
  void everyClassThatIsAnEstimatorIsListed() {
    Set<String> listed = new TreeSet<>();
    Estimators.all().forEach(e -> listed.add(e.getClass().getSimpleName()));
    Set<String> found = new TreeSet<>();
    for (JavaClass type :
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("org.bitgrad")) {
      if (type.isAssignableTo(Estimator.class)
          && !type.isInterface()
          && !type.getModifiers().contains(JavaModifier.ABSTRACT)) {
        found.add(type.getSimpleName());
      }
    }
    // What a user's recipe becomes has no name of its own.
    found.remove(PathEstimator.class.getSimpleName());
    assertEquals(found, listed);
  }

  /** The streams of a study are keyed by names: an alias must give the numbers of what it means. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rloo | loorf(4)",
        "RLOO(6) | loorf(6)",
        "vargrad(2) | loorf(2)",
        "u2g | disarm",
        "gumbel-softmax(0.3) | concrete(0.3)",
        "gumbel-straight-through | st-gumbel(0.5)",
        "straight-through | st",
      })
  void otherNamesOfTheFieldAreCalledAsWhatTheyMean(String alias, String name) {
    assertEquals(name, Estimators.parse(alias).name());
    assertEquals(Estimators.parse(name), Estimators.parse(alias));
  }

  @Test
  void aliasesAreNoNamesOfTheirOwn() {
    Estimators.aliases()
        .forEach(
            (alias, name) -> {
              assertFalse(Estimators.names().contains(alias), alias);
              assertTrue(Estimators.names().contains(name), name);
            });
  }

  @Test
  void namesOfAllReadBack() {
    for (Estimator estimator : Estimators.all()) {
      assertEquals(estimator, Estimators.parse(estimator.name()));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "psa | psa",
        "psa(smoothing=true) | psa",
        "psa( smoothing = false ) | psa(smoothing=false)",
        "psa(false) | psa(smoothing=false)",
        "reinforce(1) | reinforce",
        "reinforce(n=4) | reinforce(4)",
        "reinforce(baseline=none) | reinforce",
        "reinforce(baseline=0.70) | reinforce(baseline=0.7)",
        "reinforce(baseline=-1e-3) | reinforce(baseline=-0.001)",
        "reinforce(4,leave-one-out) | reinforce(4,baseline=leave-one-out)",
        "reinforce(baseline=leave-one-out,n=4) | reinforce(4,baseline=leave-one-out)",
        "loorf | loorf(4)",
        "unordered-set | unordered-set(2)",
        "unordered-set(n=3) | unordered-set(3)",
        "nvil(normalise=false) | nvil",
        "nvil(true) | nvil(normalise=true)",
        "reinforce(1,optimal) | reinforce(baseline=optimal)",
        "loorf(n=3) | loorf(3)",
        "arm(2) | arm",
        "arm(n=6) | arm(6)",
        "disarm(2) | disarm",
        "disarm(n=4) | disarm(4)",
        "vimco(geometric) | vimco",
        "vimco(mean=arithmetic) | vimco(arithmetic)",
        "local-arms(dirichlet) | local-arms",
        "local-arms(copula=gaussian) | local-arms(gaussian)",
        "arms | arms(4)",
        "arms(n=2) | arms(2)",
        "arms-gaussian | arms-gaussian(4)",
        "arms-rotation(10) | arms-rotation(10)",
        "concrete | concrete(0.1)",
        "concrete(tau=1) | concrete(1)",
        "st-gumbel | st-gumbel(0.5)",
        "st-identity(of=probability) | st-identity",
        "st-identity(mean) | st-identity(mean)",
        "st-hardtanh(1) | st-hardtanh",
        "st-hardtanh(window=0.5) | st-hardtanh(0.5)",
        "foust | foust(scaled)",
        "foust(form=importance-scaled) | foust(importance-scaled)",
        "bayesbinn | bayesbinn(0.5)",
        "bayesbinn(1e-10,1e-10) | bayesbinn(0.0000000001,guard=0.0000000001)",
        "concrete(1e-20) | concrete(1E-20)",
        "concrete(0.30000000000000004) | concrete(0.30000000000000004)"
      })
  void argumentsAreReadByPositionAndByKey(String text, String name) {
    assertEquals(name, Estimators.parse(text).name());
    assertEquals(name, Estimators.parse(name).name());
  }

  @Test
  void listsSplitAtCommasOutsideParentheses() {
    List<String> names =
        Estimators.parseList(" psa , reinforce(4,baseline=leave-one-out),st").stream()
            .map(Estimator::name)
            .toList();
    assertEquals(List.of("psa", "reinforce(4,baseline=leave-one-out)", "st"), names);
    assertEquals(Estimators.all(), Estimators.parseList("all"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nope | nope | 'bitgrad estimators'",
        "pas | pas | did you mean 'psa'?",
        "Reinforse(4) | Reinforse | did you mean 'reinforce'?",
        "psa(smoothng=true) | smoothng | did you mean 'smoothing'?",
        "reinforce(baseline=runing-mean) | runing-mean | did you mean 'running-mean'?",
        "local-arms(Dirichelt) | Dirichelt | did you mean 'dirichlet'?",
        "foust(importanse) | importanse | did you mean 'importance'?",
        "vimco(geometrc) | geometrc | did you mean 'geometric'?",
        "st-identity(men) | men | did you mean 'mean'?",
        "psa(smoothing=maybe) | maybe | true or false",
        "psa(true,false) | false | unknown",
        "psa(depth=2) | depth | allowed are smoothing",
        "psa(smoothing=true,smoothing=false) | smoothing=false | each once",
        "psa(true,smoothing=false) | smoothing | once",
        "psa( | psa( | parentheses",
        "psa) | psa) | parentheses",
        "psa((true)) | psa((true)) | one pair of parentheses",
        "psa() | \"\" | between commas",
        "psa(smoothing=) | smoothing= | key=value",
        "psa(=true) | =true | key=value",
        "st(1) | 1 | allowed are none",
        "arm(3) | 3 | even",
        "arm(0) | 0 | at least 2",
        "disarm(5) | 5 | even",
        "disarm(-2) | -2 | at least 2",
        "disarm(pairs=2) | pairs | allowed are n",
        "vimco(harmonic) | harmonic | geometric or arithmetic",
        "vimco(4) | 4 | geometric or arithmetic",
        "local-arms(4) | 4 | independent, dirichlet, gaussian, rotation",
        "local-disarm(4) | 4 | allowed are none",
        "arms(1) | 1 | at least 2",
        "arms(0) | 0 | n of arms must be at least 2",
        "arms(four) | four | integer",
        "arms-gaussian(1) | 1 | n of arms-gaussian must be at least 2",
        "arms-rotation(-4) | -4 | at least 2",
        "mean-field(x=1) | x | allowed are none",
        "concrete(0) | 0 | positive",
        "concrete(-0.1) | -0.1 | positive",
        "concrete(NaN) | NaN | positive",
        "concrete(Infinity) | Infinity | finite",
        "concrete(hot) | hot | number",
        "st-gumbel(0) | 0 | positive",
        "st-gumbel(-1) | -1 | positive",
        "st-gumbel(NaN) | NaN | finite",
        "st-identity(logit) | logit | probability or mean",
        "st-hardtanh(0) | 0 | positive",
        "st-hardtanh(Infinity) | Infinity | finite",
        "zgr(1) | 1 | allowed are none",
        "foust(u) | u | scaled, importance or importance-scaled",
        "bayesbinn(0) | 0 | positive",
        "bayesbinn(1,-1e-10) | -1 | at least 0",
        "bayesbinn(1,guard=NaN) | NaN | finite",
        "reinforce(0) | 0 | at least 1",
        "reinforce(-3) | -3 | at least 1",
        "reinforce(2.5) | 2.5 | integer",
        "reinforce(99999999999) | 99999999999 | integer",
        "reinforce(baseline=leave-one-out) | 1 | at least 2",
        "loorf(1) | 1 | at least 2",
        "loorf(n=0) | 0 | at least 2",
        "loorf(2,3) | 3 | allowed are n",
        "unordered-set(1) | 1 | 2 to 10",
        "unordered-set(11) | 11 | 2 to 10",
        "enumeration(20) | 20 | allowed are none",
        "ugc(4) | 4 | allowed are none",
        "nvil(normalise=yes) | yes | true or false",
        "nvil(decay=0.9) | decay | allowed are normalise",
        "augment-reinforce(2) | 2 | allowed are none",
        "bitflip(2) | 2 | allowed are none",
        "muprop(baseline=0) | baseline | allowed are none",
        "reinforce(baseline=median) | median | running-mean",
        "reinforce(baseline=NaN) | NaN | finite"
      })
  void badNamesAreRefusedWithTheirValueAndWhatIsAllowed(String text, String value, String allowed) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> Estimators.parse(text)).getMessage();
    assertTrue(message.contains(value), message);
    assertTrue(message.contains(allowed), message);
  }

  @Test
  void anUnknownNameIsAnsweredWithTheNearestAndWhereAllStand() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> Estimators.parse("Psaa")).getMessage();
    assertEquals(
        "estimator Psaa is unknown (did you mean 'psa'?);"
            + " 'bitgrad estimators' and Estimators.names() list all",
        message);
    for (String name : Estimators.names()) {
      String wrong = name + name.charAt(name.length() - 1);
      String answer =
          assertThrows(IllegalArgumentException.class, () -> Estimators.parse(wrong)).getMessage();
      assertTrue(answer.contains("did you mean '" + name + "'?"), answer);
    }
  }

  /** Streams and files are named after the estimator, so its own spelling must be kept. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PSA(Smoothing=FALSE) | psa(smoothing=false)",
        "Reinforce(4,Baseline=Leave-One-Out) | reinforce(4,baseline=leave-one-out)",
        "Local-ARMS(Gaussian) | local-arms(gaussian)",
        "FouST(Importance-Scaled) | foust(importance-scaled)",
        "VIMCO(Arithmetic) | vimco(arithmetic)",
        "ST-Identity(Mean) | st-identity(mean)",
        "Double-CV(2,ALPHA=Learned) | double-cv(2,alpha=learned)",
        "CONCRETE(1E-1) | concrete(0.1)"
      })
  void namesAreReadInAnyCaseOfLetters(String text, String plain) {
    assertEquals(Estimators.parse(plain).name(), Estimators.parse(text).name());
    for (String name : Estimators.names()) {
      String upper = name.toUpperCase(Locale.ROOT);
      assertEquals(Estimators.parse(name).name(), Estimators.parse(upper).name());
    }
    assertEquals(Estimators.all(), Estimators.parseList("ALL"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", ",", "psa,", "psa,,st", "psa(,st", "psa,psa", "psa,psa()"})
  void badListsAreRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> Estimators.parseList(text));
  }

  @Test
  void nullIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> Estimators.parse(null));
    assertThrows(IllegalArgumentException.class, () -> Estimators.parseList(null));
    assertThrows(NullPointerException.class, () -> new Reinforce(1, null));
    Traits traits = Traits.unbiased("", "");
    assertThrows(IllegalArgumentException.class, () -> Estimator.of(" ", traits, (p, l, o) -> {}));
    assertThrows(NullPointerException.class, () -> Estimator.of("mine", null, (p, l, o) -> {}));
    assertThrows(NullPointerException.class, () -> Estimator.of("mine", traits, null));
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void lossThatIsNotFiniteStopsTheEstimate(double bad) {
    Problem problem =
        BernoulliProblem.of(
            (bits, out) -> java.util.Arrays.fill(out, bad),
            (bits, out) -> java.util.Arrays.fill(out, 0),
            0.5);
    for (Estimator estimator : Estimators.all()) {
      boolean ofBounds = estimator.traits().scope() == Traits.Scope.BOUND;
      Session session = estimator.open(ofBounds ? problem.bound(2) : problem);
      MeanSink sink = new MeanSink(problem);
      ArithmeticException stop =
          assertThrows(
              ArithmeticException.class,
              () -> session.estimate(org.bitgrad.estimator.contract.SiteDraw.random(1), sink));
      assertTrue(stop.getMessage().contains(Double.toString(bad)), stop.getMessage());
    }
  }

  @Test
  void refusalsSayWhichEstimatorAndWhy() {
    Problem network =
        ContractProblems.all().stream()
            .filter(p -> p.problem().chain().layers() == 3)
            .findFirst()
            .orElseThrow()
            .problem();
    String message =
        assertThrows(
                UnsupportedOperationException.class, () -> new LocalExpectation().open(network))
            .getMessage();
    assertTrue(message.contains("local-expectation") && message.contains("3"), message);
  }
}
