package org.bitgrad.network;

import org.bitgrad.problem.LossPass;

/** Computes a {@link NetworkLoss}. */
public interface NetworkLossPass extends LossPass {
  /** {@return the outputs of the head at the states last given; a buffer that is used again} */
  Outputs outputs();
}
