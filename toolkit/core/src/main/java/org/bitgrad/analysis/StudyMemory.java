package org.bitgrad.analysis;

import org.bitgrad.exact.ExactOracle;
import org.bitgrad.numeric.Memory;
import org.bitgrad.problem.Chain;
import org.bitgrad.problem.ParameterLayout;
import org.bitgrad.problem.Problem;

/**
 * What a study needs in any case, reckoned before anything of it is allocated: the means of the
 * batches of trials, results of all estimators, an estimate under way on each thread. Estimators
 * with larger tables say so themselves when they are opened.
 */
final class StudyMemory {
  /** Vectors for the moments of all trials, of a batch and of a block. */
  private static final long MOMENTS = 6;

  /** Mean and variance of a result. */
  private static final long RESULT = 2;

  /** An estimate, and the moments of its block. */
  private static final long OF_THREAD = 3;

  /** Pre-activations, probabilities and states. */
  private static final long OF_UNIT = 3;

  private StudyMemory() {}

  static void require(Problem problem, int trials, int estimators, int threads) {
    TrialBlocks blocks = new TrialBlocks(trials);
    long parameters = parameters(problem.parameters());
    long batches = exact(problem) ? blocks.batches() : 0;
    long vectors = Memory.sum(batches + MOMENTS, RESULT * estimators);
    long kept = Memory.product(Double.BYTES, parameters, vectors);
    Memory.require("number of parameters", parameters, kept);
    long rows = Memory.product(units(problem.chain()), problem.points(), OF_UNIT);
    long each = Memory.sum(rows, Memory.product(parameters, OF_THREAD));
    int working = Math.min(threads, blocks.blocks());
    Memory.atMost("threads", working, Memory.product(Double.BYTES, each), kept);
  }

  private static long parameters(ParameterLayout layout) {
    long sum = 0;
    for (int g = 0; g < layout.groups(); g++) {
      sum += layout.size(g);
    }
    return sum;
  }

  private static long units(Chain chain) {
    long units = 0;
    for (int k = 0; k < chain.layers(); k++) {
      units += chain.units(k);
    }
    return units;
  }

  private static boolean exact(Problem problem) {
    return ExactOracle.cost(problem) <= ExactOracle.DEFAULT_LIMIT;
  }
}
