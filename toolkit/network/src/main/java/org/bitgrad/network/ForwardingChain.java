package org.bitgrad.network;

import org.bitgrad.problem.Chain;
import org.bitgrad.problem.Encoding;
import org.bitgrad.problem.ParameterLayout;
import org.bitgrad.random.Noise;

/**
 * A chain that is another one but for what it overrides: a base for chains that count, warp or
 * leave something out.
 *
 * <pre>{@code
 * record Renamed(Chain chain) implements ForwardingChain {
 *   public Chain at(int... points) {
 *     return new Renamed(chain.at(points));
 *   }
 *   public ChainPass open(int rows) {
 *     return chain.open(rows);
 *   }
 * }
 * }</pre>
 */
public interface ForwardingChain extends Chain {
  /** {@return the other chain} */
  Chain chain();

  @Override
  default int layers() {
    return chain().layers();
  }

  @Override
  default int units(int layer) {
    return chain().units(layer);
  }

  @Override
  default Noise noise(int layer) {
    return chain().noise(layer);
  }

  @Override
  default Encoding encoding() {
    return chain().encoding();
  }

  @Override
  default int points() {
    return chain().points();
  }

  @Override
  default ParameterLayout parameters() {
    return chain().parameters();
  }

  @Override
  default boolean transitionsDependOnPoint() {
    return chain().transitionsDependOnPoint();
  }
}
