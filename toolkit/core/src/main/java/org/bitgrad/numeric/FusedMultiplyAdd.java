package org.bitgrad.numeric;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Whether {@code Math.fma} is one instruction. Elsewhere Java computes the same bits by decimal
 * numbers of any length: everything is right, and some twenty times slower.
 */
public final class FusedMultiplyAdd {
  /** Only these have models without it. */
  private static final Set<String> SOME_WITHOUT = Set.of("amd64", "x86_64", "x86", "i386");

  private FusedMultiplyAdd() {}

  /** {@return what to tell a person once, on a machine that lacks it} */
  public static Optional<String> warning() {
    return isInHardware()
        ? Optional.empty()
        : Optional.of(
            "this processor has no fused multiply-add, or -XX:-UseFMA hides it: the numbers are"
                + " the same, but take about 20 times as long");
  }

  private static boolean isInHardware() {
    if (!SOME_WITHOUT.contains(System.getProperty("os.arch", "").toLowerCase(Locale.ROOT))) {
      return true;
    }
    try {
      HotSpotDiagnosticMXBean machine =
          ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
      return machine == null || !machine.getVMOption("UseFMA").getValue().equals("false");
    } catch (IllegalArgumentException e) {
      return true; // another virtual machine, which does not say
    }
  }
}
