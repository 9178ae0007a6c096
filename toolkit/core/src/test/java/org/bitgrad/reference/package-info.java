/** Slow computations from the definitions, which judge the library and share no code with it. */
package org.bitgrad.reference;
