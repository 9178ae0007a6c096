/**
 * A Jupyter kernel for Java on the JDK's JShell, built on the library that IJava is built on.
 *
 * <p>Main entry point: {@link org.bitgrad.kernel.Main}, which Jupyter starts with a connection
 * file. {@link org.bitgrad.kernel.BitgradKernel} speaks the protocol, {@link
 * org.bitgrad.kernel.JavaSession} evaluates cells, {@link org.bitgrad.kernel.CellControl} runs
 * their code on a thread that can be interrupted, and {@link org.bitgrad.kernel.CellOutput} carries
 * what they print and show. The package imports nothing of the library: notebooks meet the two only
 * through the class path.
 */
package org.bitgrad.kernel;
