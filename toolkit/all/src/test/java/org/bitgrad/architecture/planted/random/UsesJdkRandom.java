package org.bitgrad.architecture.planted.random;

import java.util.Random;

abstract class UsesJdkRandom {
  abstract Random value();
}
