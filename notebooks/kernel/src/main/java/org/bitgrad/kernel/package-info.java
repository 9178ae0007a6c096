/** A Jupyter kernel for Java on the JDK's JShell. */
package org.bitgrad.kernel;
