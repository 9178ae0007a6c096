package org.bitgrad.train.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bitgrad.network.Activation;
import org.bitgrad.network.StochasticBinaryNetwork;
import org.bitgrad.numeric.Convolution;
import org.bitgrad.numeric.FloatProducts;
import org.bitgrad.numeric.Pooling;
import org.bitgrad.numeric.ThreadTeam;

/** Layers and signals for batches up to a size. */
final class BatchLayers {
  /**
   * What is there before any buffer.
   *
   * @param form of the network
   * @param method of the gradient
   * @param products what multiplies
   * @param team threads
   * @param loss of a row
   * @param parameters of each layer, the head last
   */
  record Recipe(
      StochasticBinaryNetwork form,
      Method method,
      FloatProducts products,
      ThreadTeam team,
      RowLoss loss,
      List<LayerParameters> parameters) {}

  private final Recipe recipe;
  final int capacity;
  final RowSlices slices = new RowSlices();
  final Signal input;
  final LossHead head;
  final Program program;
  private int bernoulli;

  BatchLayers(Recipe recipe, int capacity) {
    this.recipe = recipe;
    this.capacity = capacity;
    StochasticBinaryNetwork form = recipe.form();
    List<Layer> layers = new ArrayList<>();
    input = new Signal(recipe.products(), capacity, form.sizes()[0]);
    Signal eta = signal(form.sizes()[form.layers() + 1]);
    head = recipe.method().head(eta, slices, recipe.loss(), stochastic(form));
    Signal x = input;
    BernoulliUnits before = null;
    for (int k = 0; k < form.layers(); k++) {
      int units = form.sizes()[k + 1];
      Signal a = signal(units);
      Signal values = signal(units);
      BernoulliUnits behind = units(k, a, values);
      PoolingLayer pooling = pooling(k, x, before);
      addAffine(layers, k, new Ends(x, a, before, behind, pooling));
      layers.add(behind == null ? real(k, a, values) : behind);
      x = values;
      before = behind;
    }
    PoolingLayer pooling = pooling(form.layers(), x, before);
    addAffine(layers, form.layers(), new Ends(x, eta, before, null, pooling));
    layers.add(head);
    program = new Program(layers, slices, recipe.team());
  }

  /** The number of Bernoulli layers. */
  private static int stochastic(StochasticBinaryNetwork form) {
    return (int) form.describe().stream().filter(layer -> layer.noise().isPresent()).count();
  }

  private Signal signal(int units) {
    return recipe.method().signal(recipe.products(), capacity, units);
  }

  /** Bernoulli units, which are counted from 0; null for a layer of real units. */
  private BernoulliUnits units(int k, Signal a, Signal states) {
    StochasticBinaryNetwork form = recipe.form();
    if (form.describe().get(k).noise().isEmpty()) {
      return null;
    }
    BernoulliUnits.Place place =
        new BernoulliUnits.Place(a, states, slices, form.noise(k), form.encoding(), bernoulli);
    bernoulli++;
    return recipe.method().units(place);
  }

  private RealUnits real(int k, Signal a, Signal values) {
    Activation activation = recipe.form().describe().get(k).activation().orElseThrow();
    return new RealUnits(activation, a, values, slices);
  }

  /**
   * What an affine map stands between; Bernoulli units before and behind it, null where there are
   * others or none, and null where nothing is pooled.
   */
  private record Ends(
      Signal in, Signal out, BernoulliUnits before, BernoulliUnits behind, PoolingLayer pooling) {}

  private PoolingLayer pooling(int k, Signal x, BernoulliUnits before) {
    Optional<Pooling> shape = recipe.form().describe().get(k).pooling();
    if (shape.isEmpty()) {
      return null;
    }
    Signal joined = signal(shape.get().output().size());
    PoolingLayer.Place place = new PoolingLayer.Place(x, joined, slices);
    return before == null
        ? new PoolingLayer(shape.get(), place)
        : recipe.method().pooling(shape.get(), place, before);
  }

  private void addAffine(List<Layer> layers, int k, Ends ends) {
    Signal in = ends.in();
    if (ends.pooling() != null) {
      layers.add(ends.pooling());
      in = ends.pooling().place.out();
    }
    double rate = recipe.form().describe().get(k).dropout();
    if (rate > 0) {
      Signal left = signal(in.units);
      layers.add(new DropoutLayer(rate, k, in, left, slices));
      in = left;
    }
    LayerParameters numbers = recipe.parameters().get(k);
    Signal out = ends.out();
    if (numbers.normalised()) {
      out = signal(ends.out().units);
    }
    DenseLayer.Place place = new DenseLayer.Place(in, out, slices, k == 0);
    Method.Around around =
        new Method.Around(ends.before(), ends.behind(), ends.pooling(), head, recipe.loss());
    Layer affine =
        recipe.form().describe().get(k).map() instanceof Convolution c
            ? recipe.method().convolution(c, numbers.affine, place, recipe.products(), around)
            : recipe.method().dense(numbers.affine, place, recipe.products(), around);
    layers.add(affine);
    if (numbers.normalised()) {
      NormalisationSums sums = new NormalisationSums(out, slices, numbers.mean.length);
      layers.add(sums);
      NormalisationLayer normalisation = new NormalisationLayer(sums, numbers, ends.out());
      layers.add(normalisation);
      affine.normalisedBy(normalisation);
    }
  }
}
