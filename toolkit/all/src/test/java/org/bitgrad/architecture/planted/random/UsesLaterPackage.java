package org.bitgrad.architecture.planted.random;

import org.bitgrad.architecture.planted.problem.UsesMathRandom;

abstract class UsesLaterPackage {
  abstract UsesMathRandom value();
}
