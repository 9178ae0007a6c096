/** Enumeration oracles. */
package org.bitgrad.exact;
