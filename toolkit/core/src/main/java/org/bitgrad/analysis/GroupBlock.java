package org.bitgrad.analysis;

import java.util.List;

/** What one block of trials says about one group of parameters. */
final class GroupBlock {
  private final RunningMoments moments;
  private final SampleBlock[] samples;

  /**
   * Opens buffers.
   *
   * @param size parameters in the group
   * @param target exact gradient of the group, or null
   * @param ms the Ms
   * @param blocks the cut of the trials
   * @param block which block
   */
  GroupBlock(int size, Target target, List<Integer> ms, TrialBlocks blocks, int block) {
    moments = new RunningMoments(size, target != null && target.wide());
    samples = new SampleBlock[target == null ? 0 : ms.size()];
    for (int i = 0; i < samples.length; i++) {
      samples[i] =
          new SampleBlock(
              target, ms.get(i), blocks.trials(), blocks.from(block), blocks.from(block + 1));
    }
  }

  void add(int trial, double[] x) {
    moments.add(x);
    for (SampleBlock s : samples) {
      s.add(trial, x);
    }
  }

  RunningMoments moments() {
    return moments;
  }

  SampleBlock samples(int i) {
    return samples[i];
  }
}
