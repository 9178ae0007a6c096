/**
 * Slow and obvious references: every number is summed or differentiated from the definition, in
 * scalar loops over units, states and paths. They judge the library, so they use none of the code
 * that they judge; of the library only the noises are used.
 */
package org.bitgrad.reference;
