/** Tests of the command line, through its main path. */
package org.bitgrad.cli;
