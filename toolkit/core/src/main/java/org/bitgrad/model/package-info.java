/** Chains, layers, networks, losses and problems. */
package org.bitgrad.model;
