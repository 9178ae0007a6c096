package org.bitgrad.architecture.planted;

/** Stands in no package of the order. */
record OutsideTheOrder(int value) {}
