package org.bitgrad.estimator;

import org.bitgrad.problem.LossPass;
import org.bitgrad.problem.SampledPath;

/**
 * One's own estimator as a function of one sampled path; see {@link Estimator#of}. Called by
 * several threads at once, with buffers of their own.
 */
@FunctionalInterface
public interface PathRecipe {
  /**
   * Gives derivatives in the pre-activations of every layer. A recipe that leaves out a layer is
   * refused with an {@link IllegalArgumentException}: its gradient would be 0 in silence.
   *
   * @param path states, pre-activations and probabilities of one path per row
   * @param loss the loss, evaluated at the path's end
   * @param out receives each layer by {@link GradientSink#layer}
   */
  void estimate(SampledPath path, LossPass loss, GradientSink out);
}
