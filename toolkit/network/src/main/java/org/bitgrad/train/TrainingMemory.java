package org.bitgrad.train;

import org.bitgrad.network.NetworkLayer;
import org.bitgrad.network.StochasticBinaryNetwork;
import org.bitgrad.numeric.Memory;

/**
 * What a training needs in any case, reckoned before anything of it is allocated: parameters with
 * gradients and the state of the optimiser, the rows of a batch in all layers, the numbers of all
 * epochs. Methods with larger tables need more.
 */
final class TrainingMemory {
  /**
   * Batches made ahead, of the evaluation and of looks; points, their copies, columns of passes.
   */
  private static final long INPUT_DOUBLE = 11L * Double.BYTES;

  /** Half of it in float32; the units are looked at in float64. */
  private static final long INPUT_FLOAT = 6L * Float.BYTES + 5L * Double.BYTES;

  /** Pre-activations, probabilities, states of an estimate, an evaluation and two looks. */
  private static final long UNIT_DOUBLE = 12L * Double.BYTES;

  private static final long UNIT_FLOAT = 2L * Float.BYTES + 8L * Double.BYTES;

  /** Metrics of an epoch with their lists. */
  private static final long EPOCH = 128;

  private TrainingMemory() {}

  static void require(TrainingPlan plan) {
    Memory.atMost("epochs", plan.epochs, EPOCH, 0);
    int features = plan.train.orElseThrow().features();
    Memory.requireArray("batch", plan.batch, Memory.product(plan.batch, features));
    plan.network.ifPresent(network -> require(plan, network, features));
  }

  private static void require(TrainingPlan plan, StochasticBinaryNetwork network, long features) {
    boolean single = plan.precision.map(Precision.FLOAT32::equals).orElse(false);
    long slots = plan.optimiser.orElseThrow() instanceof Adam ? 2 : 0;
    long bytes = single ? Float.BYTES : Double.BYTES;
    long parameters = 0;
    long row = features * (single ? INPUT_FLOAT : INPUT_DOUBLE);
    for (NetworkLayer layer : network.describe()) {
      parameters += layer.parameters();
      String what = (layer.head() ? "outputs" : "units of " + layer.name()) + " times batch";
      Memory.requireArray(
          what, layer.units() + " times " + plan.batch, Memory.product(layer.units(), plan.batch));
      row += layer.units() * (single ? UNIT_FLOAT : UNIT_DOUBLE);
    }
    // The network holds its own in float64.
    long fixed = Memory.product(parameters, Double.BYTES + bytes * ((single ? 2 : 1) + slots));
    Memory.require("parameters of the network", parameters, fixed);
    // Arrays of this size leave a part of the heap that no other fits into.
    Memory.atMost("batch", plan.batch, row + row / 3, fixed);
    if (plan.folder.isPresent()) {
      Memory.requireArray(
          "checkpoint of the network's parameters",
          parameters + " numbers",
          Memory.product(parameters, bytes * (1 + slots)));
    }
  }
}
