/**
 * Deep convolutional networks trained by eight methods: the second experiment of the paper, claims
 * 11 and 13.
 */
package org.bitgrad.papers.psa2020.deep;
