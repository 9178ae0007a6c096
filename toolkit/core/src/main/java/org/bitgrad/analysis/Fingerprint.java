package org.bitgrad.analysis;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import org.bitgrad.problem.Gradient;

/**
 * A hash of all that decides the statistics of an estimator. Problems do not show their parameters
 * and data; the exact gradient, the adapted state and the estimate of the first trial stand for
 * them and for the code.
 */
final class Fingerprint {
  private final MessageDigest digest = StudyCheckpoint.sha256();

  private Fingerprint() {}

  static byte[] of(StudySettings settings, Trials trials, List<Target> targets) {
    Fingerprint fingerprint = new Fingerprint();
    fingerprint.add(trials.name());
    fingerprint.add(settings.seed());
    fingerprint.add(settings.trials());
    fingerprint.add(settings.samples().size());
    for (int m : settings.samples()) {
      fingerprint.add(m);
    }
    fingerprint.add(targets.size());
    for (Target target : targets) {
      fingerprint.add(target.gradient());
    }
    fingerprint.add(trials.state());
    Trials.Worker worker = trials.acquire();
    Gradient first = worker.estimate(0);
    for (int g = 0; g < first.layout().groups(); g++) {
      fingerprint.add(first.layout().name(g));
      fingerprint.add(first.group(g));
    }
    trials.release(worker);
    return fingerprint.digest.digest();
  }

  private void add(long number) {
    digest.update(ByteBuffer.allocate(Long.BYTES).putLong(number).flip());
  }

  private void add(double[] numbers) {
    add(numbers.length);
    for (double number : numbers) {
      add(Double.doubleToLongBits(number));
    }
  }

  private void add(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    add(bytes.length);
    digest.update(bytes);
  }
}
