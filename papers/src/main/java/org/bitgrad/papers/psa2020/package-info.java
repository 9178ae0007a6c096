/**
 * A. Shekhovtsov, V. Yanush, B. Flach, "Path sample-analytic gradient estimators for stochastic
 * binary networks", NeurIPS 2020: the accuracy of gradient estimators on small networks. Start at
 * {@link org.bitgrad.papers.psa2020.Psa2020}. Uses the library only.
 */
package org.bitgrad.papers.psa2020;
