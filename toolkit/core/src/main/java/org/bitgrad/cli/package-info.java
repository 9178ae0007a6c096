/** The command line. */
package org.bitgrad.cli;
