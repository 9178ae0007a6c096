package io.github.spencerpark.ijava;

import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import java.util.ArrayList;
import java.util.List;

/** IJava as the library sees it, for tests: no kernel runs until a test starts one. */
public class IJava {
  private static Kernel running;

  public static Kernel getKernelInstance() {
    return running;
  }

  public static void start(Kernel kernel) {
    running = kernel;
  }

  /** What was shown, and what took the place of something shown. */
  public static class Kernel {
    public final List<DisplayData> shown = new ArrayList<>();
    public final List<DisplayData> updates = new ArrayList<>();

    public void display(DisplayData data) {
      shown.add(data);
    }

    public Channels getIO() {
      return new Channels(new Stream(updates));
    }
  }

  /** Holds the stream, as a field. */
  public static class Channels {
    public final Stream display;

    Channels(Stream display) {
      this.display = display;
    }
  }

  /** The stream by which something shown is replaced. */
  public static class Stream {
    private final List<DisplayData> updates;

    Stream(List<DisplayData> updates) {
      this.updates = updates;
    }

    public void updateDisplay(DisplayData data) {
      updates.add(data);
    }
  }
}
