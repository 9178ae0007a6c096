package org.bitgrad.architecture.planted.report;

final class Prints {
  private Prints() {}

  static void line() {
    System.out.println("a library that prints");
  }
}
