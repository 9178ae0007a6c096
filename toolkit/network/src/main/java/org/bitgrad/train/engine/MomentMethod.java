package org.bitgrad.train.engine;

import java.util.Optional;
import org.bitgrad.network.NetworkLayer;
import org.bitgrad.numeric.Convolution;
import org.bitgrad.numeric.FloatProducts;
import org.bitgrad.numeric.Pooling;

/**
 * A method that propagates means and variances: signals hold both, affine maps have squared weights
 * for variances. Data and the real units that read them have no variance, so their maps are plain
 * ones.
 */
abstract class MomentMethod implements Method {
  private final String name;

  MomentMethod(String name) {
    this.name = name;
  }

  /**
   * Statistics of a batch would need moments of their own, and variances go neither through real
   * units nor through masks.
   */
  @Override
  public final Optional<String> refusal(NetworkLayer layer, int index, boolean states) {
    if (layer.normalised()) {
      return EngineMethods.noNormalisation(name, "", layer);
    }
    if (states && layer.activation().isPresent()) {
      return Optional.of(mustComeFirst("real layers", "real units", layer));
    }
    return states && layer.dropout() > 0
        ? Optional.of(mustComeFirst("dropout", "masks", layer))
        : Optional.empty();
  }

  private String mustComeFirst(String what, String through, NetworkLayer layer) {
    return what
        + " under "
        + name
        + " must stand before the first Bernoulli layer, as variances do not go through "
        + through
        + ", but there is "
        + layer
        + "; use mean-field";
  }

  @Override
  public final Signal signal(FloatProducts products, int capacity, int units) {
    return Signal.ofMoments(products, capacity, units);
  }

  @Override
  public final Layer dense(
      DenseLayer.Parameters parameters,
      DenseLayer.Place place,
      FloatProducts products,
      Around around) {
    DenseLayer means = new DenseLayer(parameters, place, products);
    if (around.before() == null) {
      return means;
    }
    DenseLayer.Parameters squares = MomentAffine.like(parameters);
    return new MomentAffine(
        means, parameters, new DenseLayer(squares, variances(place), products), squares);
  }

  @Override
  public final Layer convolution(
      Convolution shape,
      DenseLayer.Parameters parameters,
      DenseLayer.Place place,
      FloatProducts products,
      Around around) {
    ConvolutionLayer means = new ConvolutionLayer(shape, parameters, place, products);
    if (around.before() == null) {
      return means;
    }
    DenseLayer.Parameters squares = MomentAffine.like(parameters);
    return new MomentAffine(
        means,
        parameters,
        new ConvolutionLayer(shape, squares, variances(place), products),
        squares);
  }

  private static DenseLayer.Place variances(DenseLayer.Place place) {
    return new DenseLayer.Place(
        place.in().variance, place.out().variance, place.slices(), place.first());
  }

  @Override
  public final PoolingLayer pooling(
      Pooling shape, PoolingLayer.Place place, BernoulliUnits before) {
    if (shape.kind() == Pooling.Kind.MAX) {
      throw new IllegalArgumentException(
          "pooling under "
              + name
              + " must be a mean or a sum, but is MAX, whose variance is not known in either"
              + " precision; use mean-field");
    }
    return new MomentPooling(shape, place);
  }
}
