package org.bitgrad.estimator.contract;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bitgrad.estimator.Estimator;
import org.bitgrad.reference.LearnedEstimates.OfState;
import org.bitgrad.reference.UniformEstimates.OfUniforms;

/**
 * The checks of the contract by name. Each throws an {@link AssertionError} that names the
 * estimator and the problem.
 */
public final class EstimatorChecks {
  private EstimatorChecks() {}

  /** One check. */
  @FunctionalInterface
  public interface Check {
    void run();
  }

  /**
   * The checks of an estimator.
   *
   * @param estimator what is checked
   * @param definition the estimator written down unit by unit, if there is such
   * @return the checks by name, in order
   */
  public static Map<String, Check> of(Estimator estimator, Optional<OfUniforms> definition) {
    return of(estimator, definition, Optional.empty());
  }

  /**
   * The checks of an estimator.
   *
   * @param estimator what is checked
   * @param definition the estimator written down unit by unit, if there is such
   * @param given the same as a function of what it has learned, if there is such
   * @return the checks by name, in order
   */
  public static Map<String, Check> of(
      Estimator estimator, Optional<OfUniforms> definition, Optional<OfState> given) {
    List<ContractProblem> problems = problemsOf(estimator);
    MomentChecks moments = new MomentChecks(estimator, problems);
    DrawChecks draws = new DrawChecks(estimator, problems);
    SymmetryChecks symmetries = new SymmetryChecks(estimator, problems);
    DeclarationChecks declarations = new DeclarationChecks(estimator, problems);
    Map<String, Check> checks = new LinkedHashMap<>();
    checks.put("biasIsAsDeclared", moments::biasIsAsDeclared);
    checks.put("valueIsUnbiased", moments::valueIsUnbiased);
    checks.put("constantLossHasNoGradient", moments::constantLossHasNoGradient);
    checks.put("addingAConstantMovesOnlyTheValue", moments::addingAConstantMovesOnlyTheValue);
    checks.put("saturatedUnitsHaveNoGradient", moments::saturatedUnitsHaveNoGradient);
    checks.put("costIsAsDeclared", declarations::costIsAsDeclared);
    checks.put("needsAreAsDeclared", declarations::needsAreAsDeclared);
    checks.put("stateIsAsDeclared", declarations::stateIsAsDeclared);
    checks.put("estimateIsAFunctionOfTheDraw", draws::estimateIsAFunctionOfTheDraw);
    checks.put("pointsAreIndependent", draws::pointsAreIndependent);
    checks.put("permutingUnitsPermutesTheGradient", symmetries::permutingUnitsPermutesIt);
    checks.put("encodingsAgree", symmetries::encodingsAgree);
    definition.ifPresent(
        by -> checks.put("agreesWithItsDefinition", () -> draws.agreesWithItsDefinition(by)));
    given.ifPresent(
        by ->
            checks.put(
                "agreesWithItsDefinitionGivenItsState",
                () -> draws.agreesWithItsDefinitionGivenItsState(by)));
    return checks;
  }

  /** The contract's problems on which an estimator declares itself to be defined. */
  static List<ContractProblem> problemsOf(Estimator estimator) {
    return switch (estimator.traits().scope()) {
      case ANY_CHAIN -> ContractProblems.all();
      case ONE_LAYER ->
          ContractProblems.all().stream().filter(p -> p.problem().chain().layers() == 1).toList();
      case BOUND -> ContractProblems.bounds();
    };
  }
}
