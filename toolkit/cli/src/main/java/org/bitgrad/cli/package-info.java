/**
 * The command line: {@code study}, {@code reproduce}, {@code estimators}, {@code claims}, {@code
 * data}. Nothing else prints or ends the virtual machine. It may import every package of the
 * library.
 *
 * <p>Exit codes: 0 success; 2 bad input, with one line that names the field, its value and what is
 * allowed, and nothing written; 1 failure.
 */
package org.bitgrad.cli;
