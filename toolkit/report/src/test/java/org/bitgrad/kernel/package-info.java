/** A stand-in for the kernel of the project's notebooks, under its name. */
package org.bitgrad.kernel;
