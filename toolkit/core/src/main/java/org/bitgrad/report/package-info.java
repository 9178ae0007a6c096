/** Tables, charts, exporters, the manifest, claims and verdicts. */
package org.bitgrad.report;
