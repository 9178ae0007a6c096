package org.bitgrad.train.engine;

import java.util.ArrayList;
import java.util.List;
import org.bitgrad.numeric.ThreadTeam;
import org.bitgrad.random.RandomStream;

/**
 * The order in which layers work: parameters are loaded part by part; then threads take slices of
 * rows through as many steps as possible; then they take parts of the gradient. Nothing is
 * allocated by a pass.
 */
final class Program {
  private final ThreadTeam team;
  private final RowSlices slices;
  private final Layer[] layers;
  private final Piece[] pieces;
  private final ThreadTeam.Work load = this::load;
  private final ThreadTeam.Work gradient = this::gradient;
  private final ThreadTeam.Work learn = this::learn;
  private final ThreadTeam.Work[] forward;
  private final ThreadTeam.Work[] both;
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
    Steps steps = new Steps();
    for (Layer layer : layers) {
      layer.addForward(steps);
    }
    forward = works(steps);
    for (int k = layers.size() - 1; k >= 0; k--) {
      layers.get(k).addBackward(steps);
    }
    both = works(steps);
  }

  private ThreadTeam.Work[] works(Steps steps) {
    return steps.runs().stream()
        .map(run -> work(run.toArray(Steps.Step[]::new)))
        .toArray(ThreadTeam.Work[]::new);
  }

  private ThreadTeam.Work work(Steps.Step... steps) {
    return piece -> {
      for (Steps.Step step : steps) {
        step.run(piece, stream);
      }
    };
  }

  private void load(int piece) {
    pieces[piece].layer().load(pieces[piece].part());
  }

  private void gradient(int piece) {
    pieces[piece].layer().gradient(pieces[piece].part());
  }

  private void learn(int piece) {
    layers[piece / RowSlices.COUNT].learn(piece % RowSlices.COUNT);
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

  /** After an estimate, forward once more, for what layers learn from it. */
  void learn(RandomStream ofPass) {
    begin(true, ofPass);
    rows(forward);
    team.run(layers.length * RowSlices.COUNT, learn);
  }

  private void rows(ThreadTeam.Work... works) {
    for (ThreadTeam.Work work : works) {
      team.run(slices.count(), work);
    }
  }
}
