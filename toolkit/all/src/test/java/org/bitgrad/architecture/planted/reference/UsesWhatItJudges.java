package org.bitgrad.architecture.planted.reference;

import org.bitgrad.architecture.planted.exact.Oracle;

abstract class UsesWhatItJudges {
  abstract Oracle value();
}
