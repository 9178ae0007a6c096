package org.bitgrad.architecture.planted.random;

import org.bitgrad.architecture.planted.model.UsesMathRandom;

abstract class UsesLaterPackage {
  abstract UsesMathRandom value();
}
