package org.bitgrad.estimator;

import java.util.List;
import java.util.Optional;
import org.bitgrad.estimator.contract.AtState;
import org.bitgrad.estimator.contract.EstimatorContract;
import org.bitgrad.estimator.control.Rodeo;
import org.bitgrad.reference.UniformEstimates.OfUniforms;

/** Estimators keep the contract in states that are far from their start, too. */
class AdaptedEstimatorsContractTest extends EstimatorContract {
  @Override
  public List<Estimator> estimators() {
    return List.of(
        AtState.ofOneLayer(new Rodeo(2), RodeoStates.some(1)),
        AtState.ofOneLayer(new Rodeo(3), RodeoStates.some(1)));
  }

  @Override
  public Optional<OfUniforms> definition(Estimator estimator) {
    return Definitions.of(estimator.name());
  }
}
