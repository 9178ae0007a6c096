package org.bitgrad.estimator.planted;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.bitgrad.estimator.Definitions;
import org.bitgrad.estimator.contract.EstimatorChecks;
import org.bitgrad.estimator.contract.Shift;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract rejects every planted error by the checks that it names, and by no others. */
@Execution(ExecutionMode.CONCURRENT)
class PlantedEstimatorsTest {
  /** A planted error must be found where it shifts a mean or variance by no more than this. */
  private static final double LARGEST_SHIFT = 0.2;

  private static final int FEWEST = 120;

  static Stream<Planted> planted() {
    return Stream.of(
            PlantedFlips.all(),
            PlantedOthers.scores(),
            PlantedScores.all(),
            PlantedSums.all(),
            PlantedOthers.pairsAndDerivatives(),
            PlantedPairs.pairs(),
            PlantedPairs.samples(),
            PlantedLearned.surrogates(),
            PlantedLearned.constants(),
            PlantedControls.doubleControls(),
            PlantedControls.relaxations(),
            PlantedStein.all(),
            PlantedRelaxed.slopes(),
            PlantedRelaxed.scales(),
            PlantedMoments.analytic(),
            PlantedMoments.sampled(),
            PlantedBounds.vimco(),
            PlantedBounds.exchanges())
        .flatMap(java.util.List::stream);
  }

  /** Those whose mean and variance the enumeration of single points does not give. */
  static Stream<Planted> withoutMoments() {
    return Stream.concat(
        Stream.of(PlantedFlips.stale(), PlantedOthers.leaking()),
        PlantedPairs.couplings().stream());
  }

  /** Those that published code contains: they are as large as they are. */
  static Stream<Planted> published() {
    return Stream.concat(PlantedBounds.meansForSums().stream(), PlantedLearned.averages().stream());
  }

  static Stream<Edited> unedited() {
    return Stream.of(
            PlantedFlips.unedited(),
            PlantedOthers.unedited(),
            PlantedPairs.unedited(),
            PlantedLearned.unedited(),
            PlantedScores.unedited(),
            PlantedSums.unedited(),
            PlantedControls.unedited(),
            PlantedStein.unedited(),
            PlantedRelaxed.unedited(),
            PlantedMoments.unedited(),
            PlantedBounds.unedited())
        .flatMap(java.util.List::stream);
  }

  private static Set<String> failing(Edited estimator) {
    Set<String> failing = new TreeSet<>();
    Map<String, EstimatorChecks.Check> checks =
        EstimatorChecks.of(
            estimator,
            Definitions.of(estimator.right().name()),
            Definitions.given(estimator.right().name()));
    checks.forEach(
        (name, check) -> {
          try {
            check.run();
          } catch (AssertionError caught) {
            failing.add(name);
          }
        });
    return failing;
  }

  @ParameterizedTest
  @MethodSource("unedited")
  void copiesWithoutEditKeepTheContract(Edited copy) {
    assertEquals(Set.of(), failing(copy));
  }

  @ParameterizedTest
  @MethodSource({"planted", "withoutMoments", "published"})
  void theNamedChecksCatchIt(Planted planted) {
    assertEquals(planted.caughtBy(), failing(planted.wrong()));
  }

  @ParameterizedTest
  @MethodSource("planted")
  void itShiftsSomeMeanOrVarianceOnlyALittle(Planted planted) {
    OptionalDouble shift = Shift.smallest(planted.wrong().right(), planted.wrong());
    assertTrue(shift.isPresent() && shift.getAsDouble() <= LARGEST_SHIFT, shift::toString);
  }

  @Test
  void thereAreEnoughOfThem() {
    assertTrue(planted().map(Planted::toString).distinct().count() >= FEWEST);
    assertTrue(planted().noneMatch(p -> p.caughtBy().isEmpty()));
  }
}
