/** Matrix products by OpenBLAS; the only package that names its types. */
package org.bitgrad.network.blas;
