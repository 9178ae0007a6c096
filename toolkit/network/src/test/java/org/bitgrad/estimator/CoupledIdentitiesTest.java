package org.bitgrad.estimator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.bitgrad.estimator.contract.ContractProblem;
import org.bitgrad.estimator.contract.ContractProblems;
import org.bitgrad.estimator.contract.SiteDraw;
import org.bitgrad.estimator.coupled.Arm;
import org.bitgrad.estimator.coupled.Arms;
import org.bitgrad.estimator.coupled.DisArm;
import org.bitgrad.estimator.score.Loorf;
import org.bitgrad.exact.ExactMoments;
import org.bitgrad.problem.BernoulliProblem;
import org.bitgrad.problem.BitLaw;
import org.bitgrad.problem.BitLoss;
import org.bitgrad.problem.Coupling;
import org.bitgrad.problem.Draw;
import org.bitgrad.problem.Encoding;
import org.bitgrad.problem.Problem;
import org.bitgrad.random.Copula;
import org.bitgrad.random.Copulas;
import org.bitgrad.random.Noise;
import org.bitgrad.random.RandomStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How ARM, DisARM, ARMS and leave-one-out REINFORCE hang together, draw by draw. */
class CoupledIdentitiesTest {
  private static final double ROUNDING = 1e-13;

  private static final int DRAWS = 20;

  static List<Copula> antithetic() {
    return List.of(Copulas.dirichlet(), Copulas.gaussian(), Copulas.rotation());
  }

  /** One estimate: the value, then all groups. */
  private record One(double value, List<double[]> groups) {
    static One of(Estimator estimator, Problem problem, Draw draw) {
      MeanSink sink = new MeanSink(problem);
      sink.clear();
      estimator.open(problem).estimate(draw, sink);
      sink.finish();
      int groups = problem.parameters().groups();
      return new One(
          sink.value(),
          java.util.stream.IntStream.range(0, groups)
              .mapToObj(g -> sink.gradient().group(g).clone())
              .toList());
    }

    void mustEqual(One other, int groups, String what) {
      for (int g = 0; g < groups; g++) {
        double scale = Arrays.stream(groups().get(g)).map(Math::abs).max().orElse(0);
        double allowed = ROUNDING * (1 + scale);
        assertArrayEquals(groups().get(g), other.groups().get(g), allowed, what + ", group " + g);
      }
    }
  }

  /** Coupled samples that are given instead of made from uniform numbers. */
  private static final class GivenSamples implements Draw {
    private final Draw rest;
    private final SiteDraw.Uniform samples;

    GivenSamples(Draw rest, SiteDraw.Uniform samples) {
      this.rest = rest;
      this.samples = samples;
    }

    @Override
    public void uniforms(String site, int rows, int units, double[] out) {
      rest.uniforms(site, rows, units, out);
    }

    @Override
    public void coupled(String site, Coupling coupling, BitLaw law, double[] out) {
      int rows = coupling.samples() * coupling.rows();
      for (int i = 0; i < coupling.units() * rows; i++) {
        out[i] = samples.at(site, i / rows, i % rows, rows);
      }
    }

    @Override
    public Draw at(String name, long index) {
      throw new AssertionError("no part " + name);
    }
  }

  /** The first sample 1 - u, the second u, and the completions of the first and of the second. */
  private static Draw pairsOfDisArm(long seed) {
    Draw completions =
        SiteDraw.of(
            (site, unit, row, rows) -> {
              String end = row < rows / 2 ? "a_" : "b_";
              return SiteDraw.number(seed, site.replace("_", end), unit, row % (rows / 2));
            });
    return new GivenSamples(
        completions,
        (site, unit, row, rows) -> {
          double u = SiteDraw.number(seed, site, unit, row % (rows / 2));
          return row < rows / 2 ? 1 - u : u;
        });
  }

  /** In every layer of every network, for the loss's parameters and the value too. */
  @ParameterizedTest
  @MethodSource("antithetic")
  void armsOfTwoSamplesIsDisArm(Copula copula) {
    for (ContractProblem on : ContractProblems.all()) {
      Problem problem = on.problem();
      for (int seed = 1; seed <= DRAWS; seed++) {
        One pair = One.of(new DisArm(), problem, SiteDraw.random(seed));
        One arms = One.of(new Arms(2, copula), problem, pairsOfDisArm(seed));
        pair.mustEqual(arms, problem.parameters().groups(), copula.name() + " on " + on);
        assertEquals(pair.value(), arms.value(), ROUNDING * (1 + Math.abs(pair.value())));
      }
    }
  }

  /** Where a path has one layer; with several each ARMS draws ends of its own for each layer. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 7})
  void independentSamplesGiveLeaveOneOut(int n) {
    int compared = 0;
    for (ContractProblem on : ContractProblems.all()) {
      Problem problem = on.problem();
      for (int seed = 1; seed <= DRAWS && problem.chain().layers() == 1; seed++) {
        long s = seed;
        Draw given =
            new GivenSamples(
                SiteDraw.random(s),
                (site, unit, row, rows) -> SiteDraw.number(s, "layer1", unit, row));
        One loorf = One.of(new Loorf(n), problem, SiteDraw.random(s));
        One arms = One.of(new Arms(n, Copulas.independent()), problem, given);
        loorf.mustEqual(arms, problem.parameters().groups(), n + " samples on " + on);
        compared++;
      }
    }
    assertTrue(compared >= 5 * DRAWS, "compared " + compared);
  }

  /**
   * Keeps every pair of bits and moves its number to one of the two Gauss points of the interval in
   * which the pair does not change; an estimate that is affine in the number has their mean as its
   * mean over the interval.
   */
  private record GivenPairs(Draw numbers, double sign) implements Draw {
    @Override
    public void uniforms(String site, int rows, int units, double[] out) {
      numbers.uniforms(site, rows, units, out);
    }

    @Override
    public void antithetic(
        String site, int rows, int units, BitLaw law, double[] out, double[] opposite) {
      numbers.uniforms(site, rows, units, out);
      for (int i = 0; i < units * rows; i++) {
        double minority = Math.min(law.one(i), law.zero(i));
        double from = out[i] < minority ? 0 : out[i] > 1 - minority ? 1 - minority : minority;
        double to = out[i] < minority ? minority : out[i] > 1 - minority ? 1 : 1 - minority;
        out[i] = (from + to) / 2 + sign * (to - from) / 2 / Math.sqrt(3);
        opposite[i] = 1 - out[i];
      }
    }

    @Override
    public Draw at(String name, long index) {
      throw new AssertionError("no part " + name);
    }
  }

  /** In every layer; the loss's parameters take one end of ARM's and both of DisARM's. */
  @ParameterizedTest
  @ValueSource(ints = {2, 4})
  void armAveragedGivenItsBitsIsDisArm(int n) {
    double moved = 0;
    for (ContractProblem on : ContractProblems.all()) {
      Problem problem = on.problem();
      int layers = problem.chain().layers();
      for (int seed = 1; seed <= DRAWS; seed++) {
        Draw numbers = SiteDraw.random(seed);
        One left = One.of(new Arm(n), problem, new GivenPairs(numbers, -1));
        One right = One.of(new Arm(n), problem, new GivenPairs(numbers, 1));
        for (double[] group : left.groups()) {
          double[] other = right.groups().get(left.groups().indexOf(group));
          for (int i = 0; i < group.length; i++) {
            moved += Math.abs(group[i] - other[i]);
            group[i] = (group[i] + other[i]) / 2;
          }
        }
        One.of(new DisArm(n), problem, numbers).mustEqual(left, layers, on.toString());
      }
    }
    assertTrue(moved > 1, "ARM must depend on more than its bits: " + moved);
  }

  /** So its variance is the smaller one in each coordinate. */
  @Test
  void disArmNeverVariesMoreThanArm() {
    double strictly = 0;
    for (int i = 0; i < 100; i++) {
      RandomStream stream = RandomStream.of(9, "pairs").child(i);
      double[] table = new double[8];
      stream.child("f").uniforms(0, table, 0, 8);
      double[] p = new double[3];
      stream.child("p").uniforms(0, p, 0, 3);
      Problem problem = BernoulliProblem.ofProbabilities(BitLoss.table(table), p);
      double[] arm = ExactMoments.of(new Arm(), problem).variance().flat();
      double[] disarm = ExactMoments.of(new DisArm(), problem).variance().flat();
      for (int j = 0; j < 3; j++) {
        assertTrue(disarm[j] <= arm[j] * (1 + ROUNDING), "function " + i + ", unit " + j);
        strictly += disarm[j] < 0.99 * arm[j] ? 1 : 0;
      }
    }
    assertTrue(strictly > 200, "smaller by more than 1 % in " + strictly + " of 300");
  }

  /** Not only on average and not up to rounding: sums of weights times the constant cancel. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "arm",
        "arm(6)",
        "disarm",
        "disarm(6)",
        "arms(2)",
        "arms(3)",
        "arms(7)",
        "arms-gaussian(3)",
        "arms-gaussian(4)",
        "arms-rotation(5)",
        "loorf(2)",
        "loorf(3)",
        "loorf(7)",
        "reinforce(5,baseline=leave-one-out)",
        "double-cv(3,alpha=-0.5)",
        "unordered-set(3)",
        "bitflip",
        "ugc",
        "local-expectation",
        "enumeration",
        "muprop",
        "rebar(0.5)",
        "relax(0.5)"
      })
  void constantLossGivesExactlyZero(String name) {
    for (double constant : new double[] {0.1, 3.7, -1e5}) {
      BitLoss loss =
          BitLoss.of(
              "constant",
              (bits, out) -> Arrays.fill(out, constant),
              (bits, out) -> Arrays.fill(out, 0));
      Problem problem =
          BernoulliProblem.of(loss, Noise.gaussian(0.8), Encoding.SPINS, -1, 0.3, 2, 0.01);
      for (int trial = 0; trial < 50; trial++) {
        Draw draw = Draw.of(RandomStream.of(4, "constant").child(trial));
        for (double derivative : One.of(Estimators.parse(name), problem, draw).groups().get(0)) {
          assertEquals(0, Math.abs(derivative), name + " at " + constant);
        }
      }
    }
  }
}
