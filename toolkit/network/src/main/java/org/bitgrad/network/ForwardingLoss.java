package org.bitgrad.network;

import org.bitgrad.problem.ParameterLayout;

/** A loss of what something makes of the states: another loss but for what it reads. */
interface ForwardingLoss extends NetworkLoss {
  /** {@return the other loss} */
  NetworkLoss inner();

  @Override
  default String name() {
    return inner().name();
  }

  @Override
  default boolean differentiable() {
    return inner().differentiable();
  }

  @Override
  default ParameterLayout parameters() {
    return inner().parameters();
  }

  @Override
  default int points() {
    return inner().points();
  }
}
