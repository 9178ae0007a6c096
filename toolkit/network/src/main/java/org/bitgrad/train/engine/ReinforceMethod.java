package org.bitgrad.train.engine;

import java.util.Map;
import java.util.Optional;
import org.bitgrad.estimator.score.Baseline;
import org.bitgrad.estimator.score.Reinforce;
import org.bitgrad.network.NetworkLayer;
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
  private final String name;
  private final ReinforceBaselines baselines;

  ReinforceMethod(Reinforce estimator) {
    name = estimator.name();
    baselines = new ReinforceBaselines(estimator.baseline());
  }

  /** Why the engine does not have an estimator of this class. */
  static Optional<String> refusal(Reinforce estimator) {
    if (estimator.samples() == 1) {
      return Optional.empty();
    }
    boolean others = estimator.baseline().kind() == Baseline.Kind.LEAVE_ONE_OUT;
    return Optional.of(
        "n of reinforce in float32 must be 1, but is "
            + estimator.samples()
            + "; several paths per row"
            + (others ? ", which baseline=leave-one-out needs," : "")
            + " are there in float64");
  }

  /** Rows whose states meet in the statistics of a batch would not be independent any more. */
  @Override
  public Optional<String> refusal(NetworkLayer layer, int index, boolean states) {
    return layer.normalised() && index > 0
        ? EngineMethods.noNormalisation(name, " after the first", layer)
        : Optional.empty();
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
