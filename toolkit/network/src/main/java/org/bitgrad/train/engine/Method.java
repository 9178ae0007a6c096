package org.bitgrad.train.engine;

import java.util.Map;
import org.bitgrad.estimator.Estimator;
import org.bitgrad.estimator.path.HardTanhStraightThrough;
import org.bitgrad.estimator.path.Psa;
import org.bitgrad.estimator.path.StraightThrough;
import org.bitgrad.estimator.relaxed.AnalyticPropagation;
import org.bitgrad.estimator.relaxed.Concrete;
import org.bitgrad.estimator.relaxed.LocalReparameterisation;
import org.bitgrad.estimator.relaxed.MeanField;
import org.bitgrad.estimator.score.Reinforce;
import org.bitgrad.network.NetworkLayer;
import org.bitgrad.network.OutputLoss;
import org.bitgrad.numeric.Convolution;
import org.bitgrad.numeric.FloatNoise;
import org.bitgrad.numeric.FloatProducts;
import org.bitgrad.numeric.Pooling;
import org.bitgrad.numeric.RealArray;
import org.bitgrad.random.Noise;

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
      OutputLoss loss) {}

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
   * Whether the method knows batch normalisation.
   *
   * @param layer index, from 0
   * @return whether such a layer may be normalised
   */
  default boolean normalises(int layer) {
    return true;
  }

  /**
   * Refuses real units that read states, directly or through other real units.
   *
   * @param layer of such units
   * @throws IllegalArgumentException if the method does not go through them
   */
  default void checkReal(NetworkLayer layer) {}

  /**
   * Refuses dropout of states, or of real units behind them.
   *
   * @param layer that reads what is left
   * @throws IllegalArgumentException if the method does not go through it
   */
  default void checkDropout(NetworkLayer layer) {}

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
   * The method of an estimator.
   *
   * @param estimator whose
   * @return the method
   * @throws IllegalArgumentException if the engine has none
   */
  static Method of(Estimator estimator) {
    if (estimator instanceof StraightThrough) {
      return StraightThroughUnits::new;
    }
    if (estimator instanceof Psa psa) {
      return new PsaMethod(psa.smoothing());
    }
    if (estimator instanceof HardTanhStraightThrough hard) {
      FloatNoise slope = FloatNoise.of(Noise.uniform(hard.window()));
      return place -> new StraightThroughUnits(place, slope);
    }
    if (estimator instanceof MeanField) {
      return MeanFieldUnits::new;
    }
    if (estimator instanceof Concrete concrete) {
      return place -> new ConcreteUnits(place, concrete.tau());
    }
    if (estimator instanceof Reinforce reinforce) {
      return new ReinforceMethod(reinforce);
    }
    if (estimator instanceof AnalyticPropagation) {
      return new AnalyticMethod();
    }
    if (estimator instanceof LocalReparameterisation) {
      return new LocalMethod();
    }
    throw new IllegalArgumentException(
        "estimator of a network in float32 must be st, psa, st-hardtanh, concrete, mean-field,"
            + " reinforce, ap2 or local-reparameterisation, but is "
            + estimator.name());
  }

  /**
   * PSA.
   *
   * @param smoothing whether the head's parameters and the value are smoothed
   */
  record PsaMethod(boolean smoothing) implements Method {
    @Override
    public void checkReal(NetworkLayer layer) {
      throw new IllegalArgumentException(
          "real layers of a network in float32 under psa must stand before the first Bernoulli"
              + " layer, but there is "
              + layer
              + "; such a network can be trained in float64");
    }

    @Override
    public void checkDropout(NetworkLayer layer) {
      throw new IllegalArgumentException(
          "dropout in a network in float32 under psa must stand before the first Bernoulli layer,"
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
