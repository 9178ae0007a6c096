package org.bitgrad.train.engine;

/** AP2: analytic propagation of means and variances. */
final class AnalyticMethod extends MomentMethod {
  AnalyticMethod() {
    super("ap2");
  }

  @Override
  public BernoulliUnits units(BernoulliUnits.Place place) {
    return new AnalyticUnits(place);
  }

  @Override
  public LossHead head(Signal in, RowSlices slices, RowLoss loss, int index) {
    return new ExpectedLossHead(in, slices, loss);
  }
}
