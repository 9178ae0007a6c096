package org.bitgrad.report;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The display of whatever Java kernel runs this virtual machine, found by reflection: the library
 * is compiled against none of them.
 */
final class NotebookDoor {
  private static final String OURS = "org.bitgrad.kernel.BitgradKernel";
  private static final String SPENCER_PARK =
      "io.github.spencerpark.jupyter.kernel.display.DisplayData";
  private static final String DFLIB = "org.dflib.jjava.jupyter.kernel.display.DisplayData";

  private static final List<Kernel> KERNELS =
      List.of(
          new Kernel(OURS, "instance", SPENCER_PARK),
          new Kernel("io.github.spencerpark.ijava.IJava", "getKernelInstance", SPENCER_PARK),
          new Kernel("org.dflib.jjava.jupyter.kernel.BaseKernel", "notebookKernel", DFLIB),
          new Kernel("org.dflib.jjava.JJava", "getKernelInstance", DFLIB));

  private final Object kernel;
  private final Class<?> dataClass;

  private NotebookDoor(Object kernel, Class<?> dataClass) {
    this.kernel = kernel;
    this.dataClass = dataClass;
  }

  /** How a kernel is found. */
  private record Kernel(String owner, String method, String data) {}

  static Optional<NotebookDoor> running() {
    for (Kernel kernel : KERNELS) {
      for (ClassLoader loader : loaders()) {
        Optional<NotebookDoor> door = open(kernel, loader);
        if (door.isPresent()) {
          return door;
        }
      }
    }
    return Optional.empty();
  }

  /** IJava and JJava load a notebook's libraries in a child of their own loader. */
  private static List<ClassLoader> loaders() {
    ClassLoader own = NotebookDoor.class.getClassLoader();
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    return List.of(own, context == null ? own : context, ClassLoader.getSystemClassLoader());
  }

  private static Optional<NotebookDoor> open(Kernel kernel, ClassLoader loader) {
    try {
      Object running =
          Class.forName(kernel.owner(), true, loader).getMethod(kernel.method()).invoke(null);
      if (running == null) {
        return Optional.empty();
      }
      ClassLoader its = running.getClass().getClassLoader();
      return Optional.of(new NotebookDoor(running, Class.forName(kernel.data(), true, its)));
    } catch (ReflectiveOperationException | LinkageError e) {
      return Optional.empty(); // this kernel is not the one that runs
    }
  }

  /** Whether the kernel calls {@link Display#finish} after each cell. */
  boolean finishesCells() {
    return kernel.getClass().getName().equals(OURS);
  }

  /** Shows contents by MIME type in the running cell. */
  void display(Map<String, String> contents, Map<String, Object> imageSize) {
    try {
      declared("display").invoke(kernel, data(contents, imageSize));
    } catch (ReflectiveOperationException e) {
      throw cannot("display", e);
    }
  }

  /** Shows contents in the running cell, under an identifier by which they can be replaced. */
  void display(Map<String, String> contents, Map<String, Object> imageSize, String identifier) {
    try {
      declared("display").invoke(kernel, identified(contents, imageSize, identifier));
    } catch (ReflectiveOperationException e) {
      throw cannot("display", e);
    }
  }

  /** Replaces what is shown under an identifier. */
  void update(Map<String, String> contents, Map<String, Object> imageSize, String identifier) {
    try {
      Object data = identified(contents, imageSize, identifier);
      if (finishesCells()) {
        declared("updateDisplay").invoke(kernel, data);
      } else {
        Object io = kernel.getClass().getMethod("getIO").invoke(kernel);
        Object stream = io.getClass().getField("display").get(io);
        stream.getClass().getMethod("updateDisplay", dataClass).invoke(stream, data);
      }
    } catch (ReflectiveOperationException e) {
      throw cannot("replace what it displays", e);
    }
  }

  private Object data(Map<String, String> contents, Map<String, Object> imageSize)
      throws ReflectiveOperationException {
    Object data = dataClass.getConstructor().newInstance();
    Method put = dataClass.getMethod("putData", String.class, Object.class);
    for (Map.Entry<String, String> content : contents.entrySet()) {
      put.invoke(data, content.getKey(), content.getValue());
    }
    if (!imageSize.isEmpty()) {
      dataClass
          .getMethod("putMetaData", String.class, Object.class)
          .invoke(data, "image/png", imageSize);
    }
    return data;
  }

  private Object identified(
      Map<String, String> contents, Map<String, Object> imageSize, String identifier)
      throws ReflectiveOperationException {
    Object data = data(contents, imageSize);
    dataClass.getMethod("setDisplayId", String.class).invoke(data, identifier);
    return data;
  }

  private IllegalStateException cannot(String what, ReflectiveOperationException e) {
    return new IllegalStateException(
        "the notebook's kernel " + kernel.getClass().getName() + " cannot " + what + ": " + e, e);
  }

  /** A method as a public class declares it: the kernel's own class need not be public. */
  private Method declared(String name) throws NoSuchMethodException {
    Class<?> type = kernel.getClass();
    while (!Modifier.isPublic(type.getModifiers())) {
      type = type.getSuperclass();
    }
    return type.getMethod(name, dataClass);
  }
}
