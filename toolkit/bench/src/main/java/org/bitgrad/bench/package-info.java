/** JMH benchmarks. */
package org.bitgrad.bench;
