package org.bitgrad.network;

import org.bitgrad.problem.Loss;

/** A loss of states through the head of a network, whose outputs can be read. */
public interface NetworkLoss extends Loss {
  @Override
  NetworkLoss at(int... points);

  @Override
  NetworkLossPass open(int rows);
}
