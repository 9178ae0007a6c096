package org.bitgrad.architecture.planted.report;

import org.nd4j.linalg.api.ndarray.INDArray;

abstract class UsesNd4j {
  abstract INDArray value();
}
