package org.bitgrad.data;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.bitgrad.random.RandomStream;

/** Small images and the bytes of batches, for tests. */
final class BatchExamples {
  private BatchExamples() {}

  /** Images of 2x6x5 random bytes. */
  static LabelledImages images(int size) {
    ImageShape shape = new ImageShape(2, 6, 5);
    byte[] pixels = new byte[size * shape.size()];
    byte[] labels = new byte[size];
    RandomStream stream = RandomStream.of(2, "images of tests");
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) stream.bits(i);
    }
    for (int n = 0; n < size; n++) {
      labels[n] = (byte) (n % 4);
    }
    return LabelledImages.of(shape, 4, pixels, labels);
  }

  /** Everything that a batch says. */
  static byte[] bytes(BatchBuffer batch) {
    int numbers = batch.rows() * batch.features();
    ByteBuffer out = ByteBuffer.allocate(12 * numbers + 12 * batch.rows() + 12);
    out.putLong(batch.epoch()).putInt(batch.index());
    for (int row = 0; row < batch.rows(); row++) {
      out.putInt(batch.examples()[row]).putDouble(batch.targets()[row]);
    }
    for (int i = 0; i < Math.min(numbers, batch.floats().length); i++) {
      out.putFloat(batch.floats()[i]);
    }
    for (int i = 0; i < Math.min(numbers, batch.doubles().length); i++) {
      out.putDouble(batch.doubles()[i]);
    }
    return Arrays.copyOf(out.array(), out.position());
  }
}
