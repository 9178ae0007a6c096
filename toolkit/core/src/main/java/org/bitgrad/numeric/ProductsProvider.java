package org.bitgrad.numeric;

import java.util.Optional;

/**
 * Brings faster {@link FloatProducts} than those in Java; found by {@link java.util.ServiceLoader},
 * so that nothing here depends on natives.
 */
public interface ProductsProvider {
  /** {@return the products, if they can be used on this machine; the first call may take long} */
  Optional<FloatProducts> load();
}
