/**
 * Randomness and the noise of binary units: counter-based named streams ({@link
 * org.bitgrad.random.RandomStream}), the noises whose cdf turns a pre-activation into a probability
 * ({@link org.bitgrad.random.Noise}) and the array functions both are computed with ({@link
 * org.bitgrad.random.VectorMath}).
 *
 * <p>Nothing here holds shared mutable state, and every value is a pure function of its arguments,
 * so results do not depend on the number of threads or on the order of calls. Imports no other
 * package of the library.
 */
package org.bitgrad.random;
