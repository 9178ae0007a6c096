/** A planted reference that is not independent. */
package org.bitgrad.architecture.planted.reference;
