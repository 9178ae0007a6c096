package org.bitgrad.train.engine;

import org.bitgrad.numeric.Convolution;
import org.bitgrad.numeric.FloatProducts;
import org.bitgrad.numeric.Pooling;

/**
 * A method that propagates means and variances: signals hold both, affine maps have squared weights
 * for variances. Data have no variance, so the first map is a plain one.
 */
abstract class MomentMethod implements Method {
  private final String name;

  MomentMethod(String name) {
    this.name = name;
  }

  /** Statistics of a batch would need moments of their own. */
  @Override
  public final boolean normalises(int layer) {
    return false;
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
    if (place.first()) {
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
    if (place.first()) {
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
