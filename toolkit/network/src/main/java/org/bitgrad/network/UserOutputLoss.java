package org.bitgrad.network;

import org.bitgrad.numeric.Arguments;

/** A loss given by functions; whatever targets there are fit. */
record UserOutputLoss(String name, Function value, Function derivative) implements OutputLoss {
  UserOutputLoss {
    Arguments.given("name", name);
    Arguments.given("values", value);
  }

  @Override
  public boolean differentiable() {
    return derivative != null;
  }

  @Override
  public void check(int outputs, Batch batch) {}

  @Override
  public void values(Outputs at, double[] out) {
    value.apply(at, out);
  }

  @Override
  public void gradient(Outputs at, double[] out) {
    if (derivative == null) {
      throw new UnsupportedOperationException(
          "loss " + name + " has no derivative; give one with OutputLoss.of(name, f, gradient)");
    }
    derivative.apply(at, out);
  }
}
