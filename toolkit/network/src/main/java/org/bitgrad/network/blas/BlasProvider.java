package org.bitgrad.network.blas;

import java.util.Optional;
import org.bitgrad.numeric.FloatProducts;
import org.bitgrad.numeric.ProductsProvider;

/** Brings {@link FloatProducts} by OpenBLAS. */
public final class BlasProvider implements ProductsProvider {
  /** For the service loader. */
  public BlasProvider() {}

  @Override
  public Optional<FloatProducts> load() {
    return BlasProducts.load();
  }
}
