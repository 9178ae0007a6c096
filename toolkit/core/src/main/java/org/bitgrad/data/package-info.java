/** Data sets and generators. */
package org.bitgrad.data;
