package org.bitgrad.reference;

import java.util.ArrayList;
import java.util.List;
import org.bitgrad.reference.UniformEstimates.OfUniforms;
import org.bitgrad.reference.UniformEstimates.Uniforms;

/** Estimates from sums over states and from flips on one layer, written down unit by unit. */
public final class SumEstimates {
  private SumEstimates() {}

  /** The exact sum. */
  public static ReferenceEstimate enumeration(ReferenceNetwork net, int point, Uniforms unused) {
    return ExactSum.gradient(net, point);
  }

  /** BitFlip-1. */
  public static ReferenceEstimate bitFlip(ReferenceNetwork net, int point, Uniforms uniforms) {
    ReferenceEstimate out = new ReferenceEstimate(net);
    int[][] path = UniformEstimates.path(net, point, uniforms, 0);
    PathEstimates.plainHead(net, point, path, out);
    int j = (int) (net.units(0) * uniforms.at("coordinate1", 1)[0]);
    out.addUnit(net, 0, j, flipped(net, point, path[0], j), net.inputs(0, path, point));
    return out;
  }

  /** The number of units times the density times f with a bit 1 minus f with it 0. */
  private static double flipped(ReferenceNetwork net, int point, int[] bits, int j) {
    double[] zero = net.states(bits);
    double[] one = zero.clone();
    zero[j] = net.low();
    one[j] = net.high();
    double difference = net.head().loss(one, point) - net.head().loss(zero, point);
    double density = net.noises()[0].density(net.a(0, j, net.x()[point]));
    return net.units(0) * density * difference;
  }

  /** UGC by the rule that never makes it worse than DisARM. */
  public static ReferenceEstimate ugc(ReferenceNetwork net, int point, Uniforms uniforms) {
    ReferenceEstimate out = new ReferenceEstimate(net);
    int units = net.units(0);
    double[] inputs = net.x()[point];
    double[] u = uniforms.at("U1", units);
    double[] p = new double[units];
    int[] b = new int[units];
    int[] c = new int[units];
    for (int j = 0; j < units; j++) {
      p[j] = net.probability(0, net.a(0, j, inputs), 1);
      b[j] = u[j] < p[j] ? 1 : 0;
      c[j] = 1 - u[j] < p[j] ? 1 : 0;
    }
    PathEstimates.plainHead(net, point, new int[][] {b}, out);
    int chosen = (int) (units * uniforms.at("coordinate1", 1)[0]);
    double pair = net.loss(new int[][] {b}, point) - net.loss(new int[][] {c}, point);
    for (int j = 0; j < units; j++) {
      if (!flips(p, j)) {
        double slope = UniformEstimates.logitSlope(net, 0, net.a(0, j, inputs));
        double larger = Math.max(p[j], 1 - p[j]);
        out.addUnit(net, 0, j, pair / 2 * (b[j] - c[j]) * larger * slope, inputs);
      } else if (j == chosen) {
        out.addUnit(net, 0, j, flipped(net, point, b, j), inputs);
      }
    }
    return out;
  }

  private static boolean flips(double[] p, int unit) {
    double ratio = 0;
    for (int j = 0; j < p.length; j++) {
      if (j != unit) {
        ratio = Math.max(ratio, Math.min(p[j] / (1 - p[j]), (1 - p[j]) / p[j]));
      }
    }
    double m = Math.min(p[unit], 1 - p[unit]);
    return ratio == 0 ? 2 * p.length * m <= 1 : 4 * p.length * m <= 1 - ratio;
  }

  /** The unordered set of k states by the general definition, over all joint states and orders. */
  public static OfUniforms unorderedSet(int k) {
    return (net, point, uniforms) -> {
      double[] q = jointProbabilities(net, point);
      List<Integer> set = draw(net, q, k, uniforms);
      ReferenceEstimate out = new ReferenceEstimate(net);
      for (int s : set) {
        double weight = q[s] * leaveOneOut(q, set, s, 0, 0);
        double[] states = net.states(bits(net, s));
        out.addValue(weight * net.head().loss(states, point));
        out.addHead(net, weight, states, point);
        double advantage = net.head().loss(states, point);
        List<Integer> others = new ArrayList<>(set);
        others.remove((Integer) s);
        advantage -= q[s] * advantage;
        for (int t : others) {
          double ratio = leaveOneOut(q, others, t, q[s], q[s]);
          advantage -= q[t] * ratio * net.head().loss(net.states(bits(net, t)), point);
        }
        for (int j = 0; j < net.units(0); j++) {
          double score = PathEstimates.score(net, 0, j, net.x()[point], bits(net, s)[j]);
          out.addUnit(net, 0, j, weight * advantage * score, net.x()[point]);
        }
      }
      return out;
    };
  }

  /** The probability of a set without a state, that state excluded, over that of the set. */
  private static double leaveOneOut(
      double[] q, List<Integer> set, int state, double excluded, double excludedOfAll) {
    List<Integer> others = new ArrayList<>(set);
    others.remove((Integer) state);
    return orders(q, others, excluded + q[state]) / orders(q, set, excludedOfAll);
  }

  /** The probability of drawing a set in any order, some mass excluded beforehand. */
  private static double orders(double[] q, List<Integer> set, double excluded) {
    if (set.isEmpty()) {
      return 1;
    }
    double sum = 0;
    for (int first : set) {
      List<Integer> others = new ArrayList<>(set);
      others.remove((Integer) first);
      sum += q[first] / (1 - excluded) * orders(q, others, excluded + q[first]);
    }
    return sum;
  }

  private static int[] bits(ReferenceNetwork net, int state) {
    int[] bits = new int[net.units(0)];
    for (int j = 0; j < bits.length; j++) {
      bits[j] = state >> j & 1;
    }
    return bits;
  }

  private static double[] jointProbabilities(ReferenceNetwork net, int point) {
    double[] q = new double[1 << net.units(0)];
    for (int s = 0; s < q.length; s++) {
      q[s] = 1;
      for (int j = 0; j < net.units(0); j++) {
        q[s] *= net.probability(0, net.a(0, j, net.x()[point]), bits(net, s)[j]);
      }
    }
    return q;
  }

  private static List<Integer> draw(ReferenceNetwork net, double[] q, int k, Uniforms uniforms) {
    List<Integer> set = new ArrayList<>();
    int units = net.units(0);
    for (int sample = 1; sample <= k; sample++) {
      int state = 0;
      for (int j = 0; j < units; j++) {
        double[] mass = new double[2];
        for (int s = 0; s < q.length; s++) {
          if (!set.contains(s) && s % (1 << j) == state) {
            mass[s >> j & 1] += q[s];
          }
        }
        String site = "sample" + sample + "_unit" + (j + 1) + "_1";
        double u = sample == 1 ? uniforms.at("layer1", units)[j] : uniforms.at(site, 1)[0];
        state |= u < mass[1] / (mass[0] + mass[1]) ? 1 << j : 0;
      }
      set.add(state);
    }
    return set;
  }
}
