package org.bitgrad.analysis;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import org.bitgrad.problem.Gradient;
import org.bitgrad.problem.ParameterLayout;

/** All that a study keeps about one estimator: statistics of every group, blocks done, time. */
final class EstimatorStatistics {
  private final ParameterLayout layout;
  private final List<Target> targets;
  private final List<Integer> samples;
  private final TrialBlocks blocks;
  private final GroupStatistics[] groups;
  private int blocksDone;
  private double seconds;

  /**
   * Opens buffers.
   *
   * @param layout parameter groups
   * @param targets exact gradient of each group, or no elements
   * @param settings trials and Ms
   */
  EstimatorStatistics(ParameterLayout layout, List<Target> targets, StudySettings settings) {
    this(layout, targets, settings.samples(), settings.trials());
  }

  /**
   * Opens buffers.
   *
   * @param layout parameter groups
   * @param targets exact gradient of each group, or no elements; one more than there are groups is
   *     that of all parameters together
   * @param samples the Ms
   * @param trials number of trials
   */
  EstimatorStatistics(
      ParameterLayout layout, List<Target> targets, List<Integer> samples, int trials) {
    this.layout = layout;
    this.targets = targets;
    this.samples = samples;
    blocks = new TrialBlocks(trials);
    groups = new GroupStatistics[Math.max(layout.groups(), targets.size())];
    for (int g = 0; g < groups.length; g++) {
      groups[g] = new GroupStatistics(size(g), target(g), samples, blocks);
    }
  }

  private int size(int group) {
    return group < layout.groups() ? layout.size(group) : layout.total();
  }

  private Target target(int group) {
    return targets.isEmpty() ? null : targets.get(group);
  }

  private double[] inUnit(int group, double[] estimate) {
    return targets.isEmpty() ? estimate : targets.get(group).inUnit(estimate);
  }

  /** Statistics of the group are in units of 2 to this power. */
  int exponent(int group) {
    return targets.isEmpty() ? 0 : targets.get(group).exponent();
  }

  TrialBlocks blocks() {
    return blocks;
  }

  int blocksDone() {
    return blocksDone;
  }

  int trialsDone() {
    return blocks.from(blocksDone);
  }

  boolean done() {
    return blocksDone == blocks.blocks();
  }

  /** Time of the blocks, summed over threads. */
  double seconds() {
    return seconds;
  }

  GroupStatistics group(int g) {
    return groups[g];
  }

  /** Makes the estimates of a block; any thread, any order. */
  Block compute(Trials trials, int block) {
    long start = System.nanoTime();
    GroupBlock[] parts = new GroupBlock[groups.length];
    for (int g = 0; g < parts.length; g++) {
      parts[g] = new GroupBlock(size(g), target(g), samples, blocks, block);
    }
    double[] whole = new double[groups.length > layout.groups() ? layout.total() : 0];
    Trials.Worker worker = trials.acquire();
    for (int t = blocks.from(block); t < blocks.from(block + 1); t++) {
      Interrupts.check();
      Gradient estimate = worker.estimate(t);
      int at = 0;
      for (int g = 0; g < layout.groups(); g++) {
        double[] group = estimate.group(g);
        parts[g].add(t, inUnit(g, group));
        if (whole.length > 0) {
          System.arraycopy(group, 0, whole, at, group.length);
          at += group.length;
        }
      }
      if (whole.length > 0) {
        parts[layout.groups()].add(t, inUnit(layout.groups(), whole));
      }
    }
    trials.release(worker);
    return new Block(parts, (System.nanoTime() - start) * 1e-9);
  }

  /** Takes in the next block; one thread, in order. */
  void absorb(Block block) {
    for (int g = 0; g < groups.length; g++) {
      groups[g].absorb(block.parts[g], blocksDone);
    }
    seconds += block.seconds;
    blocksDone++;
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(blocksDone);
    out.writeDouble(seconds);
    for (GroupStatistics g : groups) {
      g.write(out);
    }
  }

  void read(DataInput in) throws IOException {
    blocksDone = in.readInt();
    seconds = in.readDouble();
    for (GroupStatistics g : groups) {
      g.read(in);
    }
  }

  /** One block's part of the statistics. */
  static final class Block {
    private final GroupBlock[] parts;
    private final double seconds;

    private Block(GroupBlock[] parts, double seconds) {
      this.parts = parts;
      this.seconds = seconds;
    }
  }
}
