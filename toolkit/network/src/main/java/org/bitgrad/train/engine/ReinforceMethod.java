package org.bitgrad.train.engine;

import java.util.Map;
import org.bitgrad.estimator.score.Baseline;
import org.bitgrad.estimator.score.Reinforce;
import org.bitgrad.numeric.Convolution;
import org.bitgrad.numeric.FloatProducts;
import org.bitgrad.numeric.Pooling;
import org.bitgrad.numeric.RealArray;

/**
 * REINFORCE with one path per row. Derivatives begin at the units of each layer, so no affine map
 * pulls any back to states. A baseline that is learned learns after each estimate from a draw of
 * its own, as sessions in float64 do.
 */
final class ReinforceMethod implements Method {
  private final ReinforceBaselines baselines;

  ReinforceMethod(Reinforce estimator) {
    if (estimator.samples() != 1) {
      throw new IllegalArgumentException(
          "n of reinforce in float32 must be 1, but is "
              + estimator.samples()
              + "; several paths per row"
              + (estimator.baseline().kind() == Baseline.Kind.LEAVE_ONE_OUT
                  ? ", which baseline=leave-one-out needs,"
                  : "")
              + " are there in float64");
    }
    baselines = new ReinforceBaselines(estimator.baseline());
  }

  /** Rows whose states meet in the statistics of a batch would not be independent any more. */
  @Override
  public boolean normalises(int layer) {
    return layer == 0;
  }

  @Override
  public BernoulliUnits units(BernoulliUnits.Place place) {
    return new ReinforceUnits(place, baselines);
  }

  @Override
  public LossHead head(Signal in, RowSlices slices, RowLoss loss, int index) {
    return new LossHead(in, slices, loss) {
      @Override
      void learn(int part) {
        if (part == 0) {
          baselines.learn(value());
        }
      }
    };
  }

  private static DenseLayer.Place read(DenseLayer.Place place, Around around) {
    if (around.behind() instanceof ReinforceUnits units) {
      units.read(around.head());
    }
    boolean last = place.first() || around.before() != null;
    return new DenseLayer.Place(place.in(), place.out(), place.slices(), last);
  }

  @Override
  public Layer dense(
      DenseLayer.Parameters parameters,
      DenseLayer.Place place,
      FloatProducts products,
      Around around) {
    return new DenseLayer(parameters, read(place, around), products);
  }

  @Override
  public Layer convolution(
      Convolution shape,
      DenseLayer.Parameters parameters,
      DenseLayer.Place place,
      FloatProducts products,
      Around around) {
    return new ConvolutionLayer(shape, parameters, read(place, around), products);
  }

  @Override
  public PoolingLayer pooling(Pooling shape, PoolingLayer.Place place, BernoulliUnits before) {
    return new PoolingLayer(shape, place) {
      @Override
      void addBackward(Steps steps) {}
    };
  }

  @Override
  public boolean learns() {
    return baselines.learned();
  }

  @Override
  public Map<String, RealArray> state() {
    return baselines.state();
  }

  @Override
  public void check(Map<String, RealArray> state) {
    baselines.check(state);
  }

  @Override
  public void restore(Map<String, RealArray> state) {
    baselines.restore(state);
  }
}
