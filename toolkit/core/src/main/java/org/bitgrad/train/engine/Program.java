package org.bitgrad.train.engine;

import java.util.ArrayList;
import java.util.List;
import org.bitgrad.numeric.ThreadTeam;
import org.bitgrad.random.RandomStream;

/**
 * The order in which layers work: parameters are loaded part by part; then threads take slices of
 * rows through as many layers as possible; then they take parts of the gradient. Nothing is
 * allocated by a pass.
 */
final class Program {
  private final ThreadTeam team;
  private final RowSlices slices;
  private final Layer[] layers;
  private final Piece[] pieces;
  private final ThreadTeam.Work load = this::load;
  private final ThreadTeam.Work gradient = this::gradient;
  private final List<ThreadTeam.Work> forward = new ArrayList<>();
  private final List<ThreadTeam.Work> both = new ArrayList<>();
  private RandomStream stream;

  /** A part of a layer's parameters. */
  private record Piece(Layer layer, int part) {}

  Program(List<Layer> layers, RowSlices slices, ThreadTeam team) {
    this.team = team;
    this.slices = slices;
    this.layers = layers.toArray(Layer[]::new);
    List<Piece> all = new ArrayList<>();
    for (Layer layer : layers) {
      for (int part = 0; part < layer.parts(); part++) {
        all.add(new Piece(layer, part));
      }
    }
    pieces = all.toArray(Piece[]::new);
    List<List<Step>> runs = new ArrayList<>();
    for (Layer layer : layers) {
      add(runs, layer.needsAllRowsForward(), slice -> layer.forward(slice, stream));
    }
    runs.forEach(run -> forward.add(work(run)));
    for (int k = layers.size() - 1; k >= 0; k--) {
      add(runs, layers.get(k).needsAllRowsBackward(), layers.get(k)::backward);
    }
    runs.forEach(run -> both.add(work(run)));
  }

  /** What a layer does with a slice. */
  private interface Step {
    void run(int slice);
  }

  private static void add(List<List<Step>> runs, boolean alone, Step step) {
    if (runs.isEmpty() || alone) {
      runs.add(new ArrayList<>());
    }
    runs.get(runs.size() - 1).add(step);
  }

  private static ThreadTeam.Work work(List<Step> run) {
    Step[] steps = run.toArray(Step[]::new);
    return slice -> {
      for (Step step : steps) {
        step.run(slice);
      }
    };
  }

  private void load(int piece) {
    pieces[piece].layer().load(pieces[piece].part());
  }

  private void gradient(int piece) {
    pieces[piece].layer().gradient(pieces[piece].part());
  }

  private void begin(boolean estimate, RandomStream ofPass) {
    stream = ofPass;
    for (Layer layer : layers) {
      layer.mode(estimate);
    }
  }

  /** Forward only. */
  void predict(RandomStream ofPass) {
    begin(false, ofPass);
    team.run(pieces.length, load);
    rows(forward);
  }

  /** Forward, backward, and the gradient. */
  void estimate(RandomStream ofPass) {
    begin(true, ofPass);
    team.run(pieces.length, load);
    rows(both);
    team.run(pieces.length, gradient);
  }

  private void rows(List<ThreadTeam.Work> works) {
    for (int i = 0; i < works.size(); i++) {
      team.run(slices.count(), works.get(i));
    }
  }
}
