package org.bitgrad.reference;

import org.bitgrad.random.Noise;
import org.bitgrad.reference.UniformEstimates.Uniforms;

/**
 * Estimates by means and variances: the objective is written down unit by unit and differentiated
 * forwards, one parameter after the other.
 */
public final class MomentEstimates {
  private MomentEstimates() {}

  /** The argument at which a unit's distribution function is taken. */
  @FunctionalInterface
  private interface Argument {
    Dual of(Noise noise, Dual mean, Dual variance, int layer, int unit);
  }

  /** The loss of outputs of which means and variances are known. */
  @FunctionalInterface
  private interface AtOutputs {
    Dual of(LinearHead head, int point, Dual[] mean, Dual[] variance);
  }

  /** AP2. */
  public static ReferenceEstimate ap2(ReferenceNetwork net, int point, Uniforms unused) {
    return differentiate(
        net,
        point,
        (noise, mean, variance, layer, unit) -> {
          Dual total = Dual.constant(1).plus(variance.times(1 / noise.variance()));
          return mean.times(total.root().inverse());
        },
        MomentEstimates::expected);
  }

  /** Local reparameterisation. */
  public static ReferenceEstimate localReparameterisation(
      ReferenceNetwork net, int point, Uniforms uniforms) {
    return differentiate(
        net,
        point,
        (noise, mean, variance, layer, unit) ->
            layer == 0
                ? mean
                : mean.plus(variance.root().times(normal(uniforms, layer, net.units(layer), unit))),
        (head, at, mean, variance) -> {
          Dual[] eta = new Dual[mean.length];
          for (int o = 0; o < eta.length; o++) {
            double n = normal(uniforms, net.layers(), eta.length, o);
            eta[o] = mean[o].plus(variance[o].root().times(n));
          }
          return loss(head, at, eta);
        });
  }

  private static double normal(Uniforms uniforms, int layer, int units, int unit) {
    return Noise.gaussian(1).quantile(uniforms.at("normal" + (layer + 1), units)[unit]);
  }

  private static Dual loss(LinearHead head, int point, Dual[] eta) {
    double[] values = new double[eta.length];
    for (int o = 0; o < eta.length; o++) {
      values[o] = eta[o].value();
    }
    double[] target = head.targets()[point];
    double[] d = head.output().derivative(values, target);
    double slope = 0;
    for (int o = 0; o < eta.length; o++) {
      slope += d[o] * eta[o].slope();
    }
    return new Dual(head.output().value(values, target), slope);
  }

  /** One output varies at a time. */
  private static Dual expected(LinearHead head, int point, Dual[] mean, Dual[] variance) {
    Dual middle = loss(head, point, mean);
    Dual sum = middle;
    for (int o = 0; o < mean.length; o++) {
      for (double start : new double[] {-4.5, -3.2, -2, -1, 1, 2, 3.2, 4.5}) {
        double node = root(start);
        Dual[] eta = mean.clone();
        eta[o] = mean[o].plus(variance[o].root().times(node));
        Dual change = loss(head, point, eta).plus(middle.times(-1));
        sum = sum.plus(change.times(weight(node)));
      }
    }
    return sum;
  }

  /** The root of Hermite's polynomial of degree 9 next to a number. */
  private static double root(double start) {
    double x = start;
    for (int step = 0; step < 20; step++) {
      double s = x * x;
      double f = (((s - 36) * s + 378) * s - 1260) * s + 945;
      double slope = x * (((8 * s - 216) * s + 1512) * s - 2520);
      x -= f / slope;
    }
    return x;
  }

  /** 9! / (81 He_8^2). */
  private static double weight(double node) {
    double s = node * node;
    double eighth = (((s - 28) * s + 210) * s - 420) * s + 105;
    return 362880 / (81 * eighth * eighth);
  }

  private static ReferenceEstimate differentiate(
      ReferenceNetwork net, int point, Argument argument, AtOutputs atOutputs) {
    ReferenceEstimate out = new ReferenceEstimate(net);
    for (int g = 0; g < out.groups().length; g++) {
      for (int i = 0; i < out.group(g).length; i++) {
        Dual objective = new Objective(net, point, g, i).of(argument, atOutputs);
        out.group(g)[i] = objective.slope();
      }
    }
    out.addValue(new Objective(net, point, -1, -1).of(argument, atOutputs).value());
    return out;
  }

  /** The objective with its derivative in one parameter. */
  private record Objective(ReferenceNetwork net, int point, int group, int index) {
    private Dual parameter(int g, double[] values, int i) {
      return new Dual(values[i], g == group && i == index ? 1 : 0);
    }

    /** Mean and variance of a linear function of states. */
    private Dual[] linear(int g, double[] values, int unit, Dual[][] states) {
      int in = states[0].length;
      int distinct = values.length / (in + 1);
      int own = unit % distinct;
      Dual mean = parameter(g, values, distinct * in + own);
      Dual variance = Dual.ZERO;
      for (int i = 0; i < in; i++) {
        Dual w = parameter(g, values, own * in + i);
        mean = mean.plus(w.times(states[0][i]));
        variance = variance.plus(w.times(w).times(states[1][i]));
      }
      return new Dual[] {mean, variance};
    }

    private Dual[][] data() {
      double[] x = net.x()[point];
      Dual[][] states = new Dual[2][x.length];
      for (int i = 0; i < x.length; i++) {
        states[0][i] = Dual.constant(x[i]);
        states[1][i] = Dual.ZERO;
      }
      return states;
    }

    Dual of(Argument argument, AtOutputs atOutputs) {
      Dual[][] states = data();
      for (int k = 0; k < net.layers(); k++) {
        states = layer(k, states, argument);
      }
      return net.head() instanceof LinearHead head
          ? atHead(head, states, atOutputs)
          : atMeans(states);
    }

    private Dual[][] layer(int k, Dual[][] before, Argument argument) {
      Noise noise = net.noises()[k];
      double step = net.high() - net.low();
      Dual[][] states = new Dual[2][net.units(k)];
      for (int j = 0; j < net.units(k); j++) {
        Dual[] a = linear(k, net.groups()[k], j, before);
        Dual z = argument.of(noise, a[0], a[1], k, j);
        Dual p = z.of(noise.probability(z.value()), noise.density(z.value()));
        Dual q = z.of(noise.probability(-z.value()), -noise.density(z.value()));
        states[0][j] = Dual.constant(net.low()).plus(p.times(step));
        states[1][j] = p.times(q).times(step * step);
      }
      return states;
    }

    private Dual atHead(LinearHead head, Dual[][] states, AtOutputs atOutputs) {
      Dual[] mean = new Dual[head.outputs()];
      Dual[] variance = new Dual[head.outputs()];
      for (int o = 0; o < head.outputs(); o++) {
        Dual[] eta = linear(net.layers(), head.parameters(), o, states);
        mean[o] = eta[0];
        variance[o] = eta[1];
      }
      return atOutputs.of(head, point, mean, variance);
    }

    /** Other heads have no outputs; if they have parameters, these only act at the means. */
    private Dual atMeans(Dual[][] states) {
      double[] x = new double[states[0].length];
      for (int i = 0; i < x.length; i++) {
        x[i] = states[0][i].value();
      }
      double[] d = net.head().stateDerivative(x, point);
      double slope = group == net.layers() ? net.head().parameterDerivative(x, point)[index] : 0;
      for (int i = 0; i < x.length; i++) {
        slope += d[i] * states[0][i].slope();
      }
      return new Dual(net.head().loss(x, point), slope);
    }
  }
}
