/** What the planted reference must not use. */
package org.bitgrad.architecture.planted.exact;
