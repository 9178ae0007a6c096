package org.bitgrad.train.engine;

import org.bitgrad.estimator.Concrete;
import org.bitgrad.estimator.Estimator;
import org.bitgrad.estimator.HardTanhStraightThrough;
import org.bitgrad.estimator.MeanField;
import org.bitgrad.estimator.Psa;
import org.bitgrad.estimator.StraightThrough;
import org.bitgrad.model.OutputLoss;
import org.bitgrad.numeric.Convolution;
import org.bitgrad.numeric.FloatNoise;
import org.bitgrad.numeric.FloatProducts;
import org.bitgrad.numeric.Pooling;
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
   * @param before units before it; null for the first
   * @param behind units behind it; null for the head
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
  default DenseLayer dense(
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
  default ConvolutionLayer convolution(
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
   * @param before units before it
   * @return the layer
   */
  default PoolingLayer pooling(Pooling shape, PoolingLayer.Place place, BernoulliUnits before) {
    return new PoolingLayer(shape, place);
  }

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
    throw new IllegalArgumentException(
        "estimator of a network in float32 must be st, psa, st-hardtanh, concrete or mean-field,"
            + " but is "
            + estimator.name());
  }

  /**
   * PSA.
   *
   * @param smoothing whether the head's parameters and the value are smoothed
   */
  record PsaMethod(boolean smoothing) implements Method {
    @Override
    public BernoulliUnits units(BernoulliUnits.Place place) {
      return new PsaUnits(place);
    }

    @Override
    public DenseLayer dense(
        DenseLayer.Parameters parameters,
        DenseLayer.Place place,
        FloatProducts products,
        Around around) {
      if (around.behind() == null) {
        if (around.pooling() != null) {
          throw new IllegalArgumentException(
              "head of a network in float32 under psa must read units, but reads what is pooled;"
                  + " such a network can be trained in float64");
        }
        FlippedHead.Flips flips =
            new FlippedHead.Flips(
                (PsaUnits) around.before(), around.head(), around.loss(), smoothing);
        return new FlippedHead(parameters, place, products, flips);
      }
      return around.before() == null
          ? new DenseLayer(parameters, place, products)
          : new FlippedDenseLayer(
              parameters, place, products, bits(around), (PsaUnits) around.behind());
    }

    /** The bits that a layer reads. */
    static float[] bits(Around around) {
      return around.pooling() instanceof FlippedPoolingLayer pooling
          ? pooling.bits
          : around.before().bits;
    }

    @Override
    public PoolingLayer pooling(Pooling shape, PoolingLayer.Place place, BernoulliUnits before) {
      return new FlippedPoolingLayer(shape, place, (PsaUnits) before);
    }

    @Override
    public ConvolutionLayer convolution(
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
