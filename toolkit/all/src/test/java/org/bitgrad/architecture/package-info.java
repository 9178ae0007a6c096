/** The order of the packages and other rules of the source, as tests. */
package org.bitgrad.architecture;
