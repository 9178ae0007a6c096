package org.bitgrad.estimator;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bitgrad.estimator.contract.EstimatorContract;
import org.bitgrad.estimator.coupled.Arms;
import org.bitgrad.random.Copulas;
import org.bitgrad.reference.LearnedEstimates.OfState;
import org.bitgrad.reference.UniformEstimates.OfUniforms;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** All listed estimators, and the options of those that have some, keep the contract. */
@Execution(ExecutionMode.CONCURRENT)
class ListedEstimatorsContractTest extends EstimatorContract {
  @Override
  public List<Estimator> estimators() {
    List<Estimator> estimators = new ArrayList<>(Estimators.all());
    estimators.addAll(
        Estimators.parseList(
            "psa(smoothing=false),concrete(1),reinforce(baseline=0.7),"
                + "reinforce(baseline=running-mean),reinforce(2),"
                + "reinforce(2,baseline=leave-one-out),"
                + "vimco(arithmetic),local-arms(independent),local-arms(gaussian),local-arms(rotation),"
                + "double-cv(2,alpha=-0.5),double-cv(3,alpha=-1),"
                + "rebar(0.5,eta=0.6,n=6),relax(0.5,n=6),"
                + "st-identity(mean),st-hardtanh(0.6),st-gumbel(0.9),foust(importance),"
                + "foust(importance-scaled),bayesbinn(1,guard=0.1),"
                + "arm(4),disarm(4),arms(2),arms(3),arms-gaussian(3),arms-rotation(3)"));
    estimators.addAll(
        Estimators.parseList("loorf(2),reinforce(baseline=optimal),nvil(normalise=true)"));
    estimators.add(new Arms(3, Copulas.independent()));
    return estimators;
  }

  @Override
  public Optional<OfUniforms> definition(Estimator estimator) {
    return Definitions.of(estimator.name());
  }

  @Override
  public Optional<OfState> definitionGivenItsState(Estimator estimator) {
    return Definitions.given(estimator.name());
  }
}
