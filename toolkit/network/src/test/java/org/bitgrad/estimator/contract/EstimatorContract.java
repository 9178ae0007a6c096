package org.bitgrad.estimator.contract;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.bitgrad.estimator.Estimator;
import org.bitgrad.reference.LearnedEstimates.OfState;
import org.bitgrad.reference.UniformEstimates.OfUniforms;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Checks that estimators keep what their traits promise. Extend it in a test of your own:
 *
 * <pre>{@code
 * class MineTest extends EstimatorContract {
 *   @Override
 *   public List<Estimator> estimators() {
 *     return List.of(new Mine());
 *   }
 * }
 * }</pre>
 *
 * <p>Random numbers must come from sites whose names end with the layer's number, counted from 1; a
 * name that contains {@code layer} is a plain threshold of bits.
 */
public abstract class EstimatorContract {
  /** {@return the estimators to check} */
  public abstract List<Estimator> estimators();

  /**
   * An estimator written down unit by unit, to be compared draw by draw.
   *
   * @param estimator which
   * @return its definition; empty to leave that check out
   */
  public Optional<OfUniforms> definition(Estimator estimator) {
    return Optional.empty();
  }

  /**
   * The same as a function of what the estimator has learned.
   *
   * @param estimator which
   * @return its definition; empty to leave that check out
   */
  public Optional<OfState> definitionGivenItsState(Estimator estimator) {
    return Optional.empty();
  }

  private Map<String, EstimatorChecks.Check> checks(Estimator estimator) {
    return EstimatorChecks.of(estimator, definition(estimator), definitionGivenItsState(estimator));
  }

  /** {@return one test per estimator and check} */
  @TestFactory
  public Stream<DynamicContainer> keepsTheContract() {
    return estimators().stream()
        .map(
            estimator ->
                DynamicContainer.dynamicContainer(
                    estimator.name(),
                    checks(estimator).entrySet().stream()
                        .map(
                            check ->
                                DynamicTest.dynamicTest(
                                    check.getKey(), () -> check.getValue().run()))));
  }
}
