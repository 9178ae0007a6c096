package org.bitgrad.train.engine;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
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
import org.bitgrad.network.StochasticBinaryNetwork;
import org.bitgrad.numeric.FloatNoise;
import org.bitgrad.random.Noise;

/** What the engine can do: its methods, and why a network or an estimator is not for it. */
final class EngineMethods {
  /**
   * A method of the engine.
   *
   * @param <E> its estimator
   * @param type of the estimator
   * @param maker of the method
   * @param refusal why the engine does not have an estimator of this class; empty where it does
   */
  private record Entry<E extends Estimator>(
      Class<E> type, Function<E, Method> maker, Function<E, Optional<String>> refusal) {
    Entry(Class<E> type, Function<E, Method> maker) {
      this(type, maker, estimator -> Optional.empty());
    }

    Method make(Estimator estimator) {
      return maker.apply(type.cast(estimator));
    }

    Optional<String> refuses(Estimator estimator) {
      return refusal.apply(type.cast(estimator));
    }
  }

  private static final List<Entry<?>> ALL =
      List.of(
          new Entry<>(StraightThrough.class, st -> StraightThroughUnits::new),
          new Entry<>(Psa.class, psa -> new Method.PsaMethod(psa.smoothing())),
          new Entry<>(HardTanhStraightThrough.class, EngineMethods::window),
          new Entry<>(MeanField.class, field -> MeanFieldUnits::new),
          new Entry<>(Concrete.class, concrete -> new ConcreteUnits.Relaxed(concrete.tau())),
          new Entry<>(Reinforce.class, ReinforceMethod::new, ReinforceMethod::refusal),
          new Entry<>(AnalyticPropagation.class, ap2 -> new AnalyticMethod()),
          new Entry<>(LocalReparameterisation.class, local -> new LocalMethod()));

  private EngineMethods() {}

  private static Method window(HardTanhStraightThrough hard) {
    FloatNoise slope = FloatNoise.of(Noise.uniform(hard.window()));
    return place -> new StraightThroughUnits(place, slope);
  }

  private static Optional<Entry<?>> entry(Estimator estimator) {
    for (Entry<?> entry : ALL) {
      if (entry.type().equals(estimator.getClass())) {
        return Optional.of(entry);
      }
    }
    return Optional.empty();
  }

  /** The method of an estimator that is not refused; without Bernoulli units any is the same. */
  static Method of(StochasticBinaryNetwork network, Estimator estimator) {
    return network.stochastic()
        ? entry(estimator).orElseThrow().make(estimator)
        : StraightThroughUnits::new;
  }

  /** Why the engine cannot train a network with an estimator; empty where it can. */
  static Optional<String> refusal(StochasticBinaryNetwork network, Estimator estimator) {
    Optional<Entry<?>> entry = entry(estimator);
    if (entry.isEmpty()) {
      return Optional.of(
          "estimator of a network in float32 must be st, psa, st-hardtanh, concrete, mean-field,"
              + " reinforce, ap2 or local-reparameterisation, but is "
              + estimator.name());
    }
    return entry
        .get()
        .refuses(estimator)
        .or(() -> RowLoss.refusal(network.outputLoss()))
        .or(() -> layers(network, of(network, estimator)))
        .or(() -> noises(network));
  }

  private static Optional<String> layers(StochasticBinaryNetwork network, Method method) {
    boolean states = false;
    List<NetworkLayer> all = network.describe();
    for (int k = 0; k < all.size(); k++) {
      Optional<String> refusal = method.refusal(all.get(k), k, states);
      if (refusal.isPresent()) {
        return refusal;
      }
      states |= all.get(k).noise().isPresent();
    }
    return Optional.empty();
  }

  private static Optional<String> noises(StochasticBinaryNetwork network) {
    return network.describe().stream()
        .flatMap(layer -> layer.noise().stream())
        .flatMap(noise -> FloatNoise.refusal(noise).stream())
        .findFirst();
  }

  /** A sentence on batch normalisation. */
  static Optional<String> noNormalisation(String estimator, String where, NetworkLayer layer) {
    return Optional.of(
        "layers of a network in float32 under "
            + estimator
            + " must be without normalisation"
            + where
            + ", but there is "
            + layer
            + "; such a network can be trained in float64");
  }
}
