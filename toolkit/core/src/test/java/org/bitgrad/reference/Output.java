package org.bitgrad.reference;

/** A loss of the head's outputs and a target, with its derivative in the outputs. */
public interface Output {
  /** The loss. */
  double value(double[] eta, double[] target);

  /** The derivative in each output. */
  double[] derivative(double[] eta, double[] target);

  /** log(1 + exp(-t eta)) for one output and a label of -1 or +1. */
  Output LOGISTIC =
      new Output() {
        @Override
        public double value(double[] eta, double[] target) {
          return Math.log(1 + Math.exp(-target[0] * eta[0]));
        }

        @Override
        public double[] derivative(double[] eta, double[] target) {
          return new double[] {-target[0] / (1 + Math.exp(target[0] * eta[0]))};
        }
      };

  /** -log softmax(eta)_t for a label t of 0, 1, ... */
  Output SOFTMAX =
      new Output() {
        @Override
        public double value(double[] eta, double[] target) {
          double sum = 0;
          for (double e : eta) {
            sum += Math.exp(e);
          }
          return Math.log(sum) - eta[(int) target[0]];
        }

        @Override
        public double[] derivative(double[] eta, double[] target) {
          double sum = 0;
          for (double e : eta) {
            sum += Math.exp(e);
          }
          double[] d = new double[eta.length];
          for (int o = 0; o < eta.length; o++) {
            d[o] = Math.exp(eta[o]) / sum - (o == (int) target[0] ? 1 : 0);
          }
          return d;
        }
      };

  /** Half the sum of squared differences. */
  Output SQUARED =
      new Output() {
        @Override
        public double value(double[] eta, double[] target) {
          double sum = 0;
          for (int o = 0; o < eta.length; o++) {
            sum += 0.5 * (eta[o] - target[o]) * (eta[o] - target[o]);
          }
          return sum;
        }

        @Override
        public double[] derivative(double[] eta, double[] target) {
          double[] d = new double[eta.length];
          for (int o = 0; o < eta.length; o++) {
            d[o] = eta[o] - target[o];
          }
          return d;
        }
      };
}
