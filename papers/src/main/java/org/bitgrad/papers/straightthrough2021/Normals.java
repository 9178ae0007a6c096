package org.bitgrad.papers.straightthrough2021;

import org.bitgrad.random.Noise;
import org.bitgrad.random.RandomStream;

/** Normal random numbers. */
final class Normals {
  private Normals() {}

  /** Independent, with mean 0. */
  static double[] of(RandomStream stream, int count, double deviation) {
    double[] numbers = new double[count];
    stream.uniforms(0, numbers, 0, count);
    Noise law = Noise.gaussian(deviation);
    for (int i = 0; i < count; i++) {
      numbers[i] = law.quantile(numbers[i]);
    }
    return numbers;
  }
}
