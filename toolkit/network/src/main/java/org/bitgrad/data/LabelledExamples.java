package org.bitgrad.data;

/** Examples of one class each; the target of an example is its class. */
public interface LabelledExamples extends Examples {
  /** {@return number of classes} */
  int classes();

  /**
   * The class of an example.
   *
   * @param example 0 to size - 1
   * @return 0 to classes - 1
   */
  int label(int example);

  /** {@return number of examples of each class} */
  default int[] counts() {
    int[] counts = new int[classes()];
    for (int n = 0; n < size(); n++) {
      counts[label(n)]++;
    }
    return counts;
  }

  @Override
  default double target(int example) {
    return label(example);
  }
}
