package org.bitgrad.train;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bitgrad.numeric.RealArray;

/** What the runs of all optimisers share: groups, their memories, rate, count and clipping. */
abstract class GroupRun implements OptimiserRun {
  private final RealArray[] parameters;
  private final Clipping clipping;
  private final Map<String, RealArray> live = new LinkedHashMap<>();
  private final double[] counters = new double[2];

  /** Starts at step 0; subclasses add their memories. */
  GroupRun(double rate, Clipping clipping, RealArray... parameters) {
    if (parameters.length == 0) {
      throw new IllegalArgumentException("parameters must have at least 1 group, but has none");
    }
    this.parameters = parameters.clone();
    this.clipping = clipping;
    counters[0] = rate;
    live.put("rate, steps", RealArray.of(counters));
  }

  /** A memory of zeros per group, which belongs to the state. */
  final RealArray[] memory(String name) {
    RealArray[] arrays = new RealArray[parameters.length];
    for (int k = 0; k < arrays.length; k++) {
      arrays[k] = parameters[k].zeros();
      live.put(name + " " + k, arrays[k]);
    }
    return arrays;
  }

  @Override
  public final void rate(double rate) {
    counters[0] = Rules.notNegative("rate", rate);
  }

  @Override
  public final long steps() {
    return (long) counters[1];
  }

  @Override
  public final Map<String, RealArray> state() {
    return SavedState.copy(live);
  }

  @Override
  public final void restore(Map<String, RealArray> state) {
    SavedState.restore(live, state);
  }

  @Override
  public final void step(RealArray... gradients) {
    if (gradients.length != parameters.length) {
      throw new IllegalArgumentException(
          "gradients must have " + parameters.length + " groups, but has " + gradients.length);
    }
    for (int k = 0; k < gradients.length; k++) {
      if (gradients[k].size() != parameters[k].size()
          || gradients[k].bytes() != parameters[k].bytes()) {
        SavedState.same("gradient " + k, parameters[k], gradients[k]);
      }
    }
    clipping.apply(gradients);
    counters[1]++;
    begin(counters[0], counters[1]);
    for (int k = 0; k < gradients.length; k++) {
      move(k, parameters[k], gradients[k]);
    }
  }

  /** Coefficients of the step that follows. */
  abstract void begin(double rate, double step);

  abstract void move(int group, RealArray parameters, RealArray gradient);
}
