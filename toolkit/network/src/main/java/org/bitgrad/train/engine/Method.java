package org.bitgrad.train.engine;

import java.util.Map;
import java.util.Optional;
import org.bitgrad.network.NetworkLayer;
import org.bitgrad.numeric.Convolution;
import org.bitgrad.numeric.FloatProducts;
import org.bitgrad.numeric.Pooling;
import org.bitgrad.numeric.RealArray;

/** What an estimator's name means for the layers of a network. */
interface Method {
  /**
   * Makes the units of a layer.
   *
   * @param place what they are connected to
   * @return the units
   */
  BernoulliUnits units(BernoulliUnits.Place place);

  /**
   * What stands around an affine map.
   *
   * @param before Bernoulli units before it; null where it reads data or real units
   * @param behind Bernoulli units behind it; null before real units and for the head
   * @param pooling of the states that it reads; null if it reads them as they are
   * @param head the loss
   * @param loss which one it is
   */
  record Around(
      BernoulliUnits before,
      BernoulliUnits behind,
      PoolingLayer pooling,
      LossHead head,
      RowLoss loss) {}

  /**
   * Makes a dense layer.
   *
   * @param parameters its numbers
   * @param place what it is connected to
   * @param products what multiplies
   * @param around what stands around it
   * @return the layer
   */
  default Layer dense(
      DenseLayer.Parameters parameters,
      DenseLayer.Place place,
      FloatProducts products,
      Around around) {
    return new DenseLayer(parameters, place, products);
  }

  /**
   * Makes a convolution.
   *
   * @param shape of it
   * @param parameters its numbers
   * @param place what it is connected to
   * @param products what multiplies
   * @param around what stands around it; units behind it
   * @return the layer
   */
  default Layer convolution(
      Convolution shape,
      DenseLayer.Parameters parameters,
      DenseLayer.Place place,
      FloatProducts products,
      Around around) {
    return new ConvolutionLayer(shape, parameters, place, products);
  }

  /**
   * Makes a pooling.
   *
   * @param shape of it
   * @param place what it is connected to
   * @param before Bernoulli units before it
   * @return the layer
   */
  default PoolingLayer pooling(Pooling shape, PoolingLayer.Place place, BernoulliUnits before) {
    return new PoolingLayer(shape, place);
  }

  /**
   * Makes room for numbers between layers.
   *
   * @param products what multiplies
   * @param capacity rows
   * @param units numbers of a row
   * @return zeros
   */
  default Signal signal(FloatProducts products, int capacity, int units) {
    return new Signal(products, capacity, units);
  }

  /**
   * Makes the loss.
   *
   * @param in outputs
   * @param slices of the batch
   * @param loss of a row
   * @param index of the layer, behind those of units
   * @return the layer
   */
  default LossHead head(Signal in, RowSlices slices, RowLoss loss, int index) {
    return new LossHead(in, slices, loss);
  }

  /**
   * Why the method does not go through a layer.
   *
   * @param layer any, the head among them
   * @param index of it, from 0
   * @param states whether there are Bernoulli units before it
   * @return a sentence; empty where it does
   */
  default Optional<String> refusal(NetworkLayer layer, int index, boolean states) {
    return Optional.empty();
  }

  /** {@return whether layers learn, from a pass of its own, after each estimate} */
  default boolean learns() {
    return false;
  }

  /** {@return copies of what the method has learned, by name} */
  default Map<String, RealArray> state() {
    return Map.of();
  }

  /**
   * Refuses a state.
   *
   * @param state all of the network's
   * @throws IllegalArgumentException if what the method has learned is not there as it should be
   */
  default void check(Map<String, RealArray> state) {}

  /**
   * Takes over a state.
   *
   * @param state all of the network's, checked
   */
  default void restore(Map<String, RealArray> state) {}

  /**
   * PSA.
   *
   * @param smoothing whether the head's parameters and the value are smoothed
   */
  record PsaMethod(boolean smoothing) implements Method {
    @Override
    public Optional<String> refusal(NetworkLayer layer, int index, boolean states) {
      String what =
          !states
              ? ""
              : layer.activation().isPresent()
                  ? "real layers of"
                  : layer.dropout() > 0 ? "dropout in" : "";
      return what.isEmpty()
          ? Optional.empty()
          : Optional.of(
              what
                  + " a network in float32 under psa must stand before the first Bernoulli layer,"
                  + " but there is "
                  + layer
                  + "; such a network can be trained in float64");
    }

    @Override
    public BernoulliUnits units(BernoulliUnits.Place place) {
      return new PsaUnits(place);
    }

    @Override
    public Layer dense(
        DenseLayer.Parameters parameters,
        DenseLayer.Place place,
        FloatProducts products,
        Around around) {
      if (around.before() == null) {
        return new DenseLayer(parameters, place, products);
      }
      if (around.behind() == null) {
        FlippedHead.Flips flips =
            new FlippedHead.Flips(inputs(around), around.head(), around.loss(), smoothing);
        return new FlippedHead(parameters, place, products, flips);
      }
      return new FlippedDenseLayer(
          parameters, place, products, inputs(around), (PsaUnits) around.behind());
    }

    /** What flips before a layer. */
    static FlippedInputs inputs(Around around) {
      return around.pooling() instanceof FlippedPoolingLayer pooling
          ? pooling
          : (PsaUnits) around.before();
    }

    @Override
    public PoolingLayer pooling(Pooling shape, PoolingLayer.Place place, BernoulliUnits before) {
      return new FlippedPoolingLayer(shape, place, (PsaUnits) before);
    }

    @Override
    public Layer convolution(
        Convolution shape,
        DenseLayer.Parameters parameters,
        DenseLayer.Place place,
        FloatProducts products,
        Around around) {
      return around.before() == null
          ? new ConvolutionLayer(shape, parameters, place, products)
          : new FlippedConvolutionLayer(shape, parameters, place, products, around);
    }
  }
}
