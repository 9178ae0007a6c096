package org.bitgrad.network;

import java.util.Optional;
import org.bitgrad.numeric.Affine;
import org.bitgrad.numeric.Convolution;
import org.bitgrad.numeric.Image;
import org.bitgrad.numeric.Pooling;
import org.bitgrad.random.Noise;

/**
 * One layer of a {@link StochasticBinaryNetwork} without its numbers: what it reads is pooled and,
 * in training, dropped in part, goes through an affine map, is normalised, and becomes the
 * pre-activations of Bernoulli or real units, or the outputs if it is the head.
 *
 * @param name of its group of parameters: {@code layer0}, ...
 * @param input what is done to the numbers that it reads
 * @param map dense or a convolution, of what is left after pooling
 * @param normalised whether the pre-activations go through batch normalisation
 * @param kind of its units; linear for the head
 */
public record NetworkLayer(
    String name, LayerInput input, Affine map, boolean normalised, Units kind) {

  /** {@return the pooling of the states that it reads, if there is one} */
  public Optional<Pooling> pooling() {
    return input.pooling();
  }

  /** {@return the share of what it reads that is set to 0 in training; 0 without dropout} */
  public double dropout() {
    return input.dropout();
  }

  /** {@return the noise of Bernoulli units; empty for real units and the head} */
  public Optional<Noise> noise() {
    return kind instanceof Units.Bernoulli units ? Optional.of(units.noise()) : Optional.empty();
  }

  /** {@return the activation of real units; empty for Bernoulli units and the head} */
  public Optional<Activation> activation() {
    return kind instanceof Units.Real units ? Optional.of(units.activation()) : Optional.empty();
  }

  /** {@return numbers that it reads, before pooling} */
  public int inputs() {
    return pooling().map(p -> p.image().size()).orElse(map.in());
  }

  /** {@return units, or outputs of the head} */
  public int units() {
    return map.out();
  }

  /** {@return whether it is the head} */
  public boolean head() {
    return kind instanceof Units.Linear;
  }

  /** {@return the units as an image, if they form one} */
  public Optional<Image> image() {
    return map instanceof Convolution c ? Optional.of(c.output()) : Optional.empty();
  }

  /** {@return biases of the affine map: one per channel of a convolution, else one per unit} */
  public int channels() {
    return map.size() - map.weights();
  }

  /**
   * Numbers in its group: weights, biases, and with batch normalisation one factor per channel.
   *
   * @return how many
   */
  public int parameters() {
    return normalised ? Math.addExact(map.size(), channels()) : map.size();
  }

  @Override
  public String toString() {
    String read = pooling().map(p -> p.kind().name().toLowerCase(java.util.Locale.ROOT)).orElse("");
    String pooled = pooling().map(p -> read + " pooling " + p.side() + ", ").orElse("");
    String dropped = dropout() == 0 ? "" : "dropout " + dropout() + ", ";
    String kind =
        map instanceof Convolution c
            ? "convolution " + c.image() + " -> " + c.output() + ", " + c.window()
            : "dense " + map.in() + " -> " + map.out();
    String units = noise().map(n -> ", " + n.name()).orElse("");
    units += activation().map(a -> ", " + a).orElse("");
    return name + ": " + pooled + dropped + kind + (normalised ? ", normalised" : "") + units;
  }
}
