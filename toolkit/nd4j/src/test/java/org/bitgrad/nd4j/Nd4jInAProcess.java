package org.bitgrad.nd4j;

import org.bitgrad.problem.BernoulliProblem;
import org.bitgrad.problem.Draw;
import org.bitgrad.problem.Encoding;
import org.bitgrad.problem.Loss;
import org.bitgrad.problem.LossPass;
import org.bitgrad.problem.Problem;
import org.bitgrad.problem.SampledPath;
import org.bitgrad.random.Noise;
import org.bitgrad.random.RandomStream;

/**
 * What the library does with ND4J, from beginning to end, for a process whose classes are listed.
 */
final class Nd4jInAProcess {
  private Nd4jInAProcess() {}

  public static void main(String[] args) {
    Loss loss = LossesWrittenTwice.SQUARE_BY_ND4J;
    Problem problem = BernoulliProblem.of(loss, Noise.logistic(), Encoding.BITS, 0.5, -1, 2);
    SampledPath path = new SampledPath(problem.repeat(0, 5).chain(), 5);
    path.sample(Draw.of(RandomStream.of(3, "process")));
    LossPass pass = loss.open(5);
    pass.at(path.last());
    pass.stateGradient(new double[15]);
    pass.flips(new double[15]);
    System.out.println("ended with " + pass.values().length + " values");
  }
}
