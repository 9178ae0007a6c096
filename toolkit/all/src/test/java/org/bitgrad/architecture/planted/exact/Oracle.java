package org.bitgrad.architecture.planted.exact;

/** Stands for an oracle of the library. */
public record Oracle(double value) {}
