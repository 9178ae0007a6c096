package org.bitgrad.train.engine;

/** Local reparameterisation: pre-activations are sampled as Gaussian numbers. */
final class LocalMethod extends MomentMethod {
  LocalMethod() {
    super("local-reparameterisation");
  }

  @Override
  public BernoulliUnits units(BernoulliUnits.Place place) {
    return new LocalUnits(place);
  }

  @Override
  public LossHead head(Signal in, RowSlices slices, RowLoss loss, int index) {
    return new SampledLossHead(in, slices, loss, index);
  }
}
