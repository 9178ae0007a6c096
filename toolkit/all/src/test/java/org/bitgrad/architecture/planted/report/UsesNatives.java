package org.bitgrad.architecture.planted.report;

import org.bytedeco.javacpp.DoublePointer;

abstract class UsesNatives {
  abstract DoublePointer value();
}
