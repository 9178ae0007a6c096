/** Published experiments, one package per paper. */
package org.bitgrad.papers;
