/**
 * JMH benchmarks of the library, one class per piece of work.
 *
 * <p>{@code java -jar toolkit/bench/target/bitgrad-bench-0.1.0.jar RandomStream} runs those whose
 * name matches; without a name all run.
 */
package org.bitgrad.bench;
