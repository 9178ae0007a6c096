package org.bitgrad.kernel;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import jdk.jshell.JShell;

/**
 * Throws away a compiler that a cell has spoilt.
 *
 * <p>JShell uses its compilers again, and one that met a constant too long for a class file fails
 * with that constant ever after. It does drop a compiler whose work ends with an exception, so one
 * is thrown into the generation of code, through the file manager.
 */
final class CompilerReset {
  private volatile boolean armed;

  /** Ends the work of a compiler. */
  private static final class Discarded extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** The file manager that the session must use. */
  StandardJavaFileManager around(StandardJavaFileManager files) {
    InvocationHandler handler =
        (proxy, method, arguments) -> {
          // Asked for when code is generated, not when it is only analysed.
          if (armed
              && method.getName().equals("hasLocation")
              && arguments[0] == StandardLocation.NATIVE_HEADER_OUTPUT) {
            armed = false;
            throw new Discarded();
          }
          try {
            return method.invoke(files, arguments);
          } catch (InvocationTargetException e) {
            throw e.getCause();
          }
        };
    Class<?>[] type = {StandardJavaFileManager.class};
    return (StandardJavaFileManager)
        Proxy.newProxyInstance(CompilerReset.class.getClassLoader(), type, handler);
  }

  /** Drops the compiler that compiled last. */
  void discard(JShell shell) {
    armed = true;
    try {
      shell.eval("{ }");
    } catch (RuntimeException thrownOnPurpose) {
      // That is how JShell learns that the compiler is not to be used again.
    } finally {
      armed = false;
    }
  }
}
