/** Counter-based streams and noises. */
package org.bitgrad.random;
