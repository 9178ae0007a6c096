package org.bitgrad.train;

import java.util.List;
import java.util.Locale;
import org.bitgrad.numeric.RealArray;

/** A training ended because a loss, a gradient or a parameter was not finite; it says where. */
public final class DivergedException extends ArithmeticException {
  private static final long serialVersionUID = 1;

  /** The epoch, from 0. */
  private final long epoch;

  /** The step of the epoch, from 0. */
  private final int step;

  private DivergedException(long epoch, int step, String message) {
    super(message);
    this.epoch = epoch;
    this.step = step;
  }

  /** {@return the epoch, from 0} */
  public long epoch() {
    return epoch;
  }

  /** {@return the step of the epoch at which it was noticed, from 0} */
  public int step() {
    return step;
  }

  /** Says where in a network the trouble is; {@code otherwise} if all its numbers are finite. */
  static DivergedException at(long epoch, int step, TrainableNetwork network, String otherwise) {
    String place = spoilt(network);
    if (place.isEmpty()) {
      place = find("gradient of", network.gradients());
    } else {
      place += ", left there by the step before";
    }
    return new DivergedException(
        epoch,
        step,
        String.format(
            Locale.ROOT,
            "training stopped in epoch %d, step %d: %s",
            epoch + 1,
            step + 1,
            place.isEmpty() ? otherwise : place));
  }

  /** The first parameter that is not finite; empty if all are. */
  static String spoilt(TrainableNetwork network) {
    return find("parameter", network.parameters());
  }

  private static String find(String what, List<NamedArray> arrays) {
    for (NamedArray array : arrays) {
      RealArray x = array.values();
      for (int i = 0; i < x.size(); i++) {
        if (!Double.isFinite(x.get(i))) {
          return what + " '" + array.name() + "' is " + x.get(i) + " in number " + i;
        }
      }
    }
    return "";
  }
}
