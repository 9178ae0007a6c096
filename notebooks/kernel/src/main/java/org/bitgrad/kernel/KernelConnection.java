package org.bitgrad.kernel;

import io.github.spencerpark.jupyter.channels.JupyterConnection;
import io.github.spencerpark.jupyter.channels.JupyterSocket;
import io.github.spencerpark.jupyter.channels.ShellChannel;
import io.github.spencerpark.jupyter.channels.ShellHandler;
import io.github.spencerpark.jupyter.channels.ShellReplyEnvironment;
import io.github.spencerpark.jupyter.kernel.KernelConnectionProperties;
import io.github.spencerpark.jupyter.messages.Message;
import io.github.spencerpark.jupyter.messages.MessageType;
import io.github.spencerpark.jupyter.messages.publish.PublishStatus;
import io.github.spencerpark.jupyter.messages.reply.ErrorReply;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.zeromq.ZMQ;

/**
 * The five sockets between Jupyter and the kernel, and the threads that listen on them.
 *
 * <p>The base library's own threads end with the first exception, and with them the kernel's
 * hearing. These go on: what is broken is dropped and logged, and whoever sent it is told where
 * that is known.
 */
final class KernelConnection extends JupyterConnection {
  private static final int WAIT_MILLIS = 100;
  private static final long MOST_FRAME_BYTES = 256L << 20;
  private static final int MOST_FRAMES = 1000;

  /** What is answered beside a running cell; the session serves one request at a time. */
  private static final Set<MessageType<?>> ON_CONTROL =
      Set.of(
          MessageType.INTERRUPT_REQUEST,
          MessageType.SHUTDOWN_REQUEST,
          MessageType.KERNEL_INFO_REQUEST,
          MessageType.HISTORY_REQUEST,
          MessageType.COMM_INFO_REQUEST);

  private final KernelConnectionProperties properties;
  private final MessageReader reader;
  private final BoundedLog log;
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean closing;

  /**
   * Makes the sockets; {@link #connect} opens them.
   *
   * @throws GeneralSecurityException if the properties ask for an unknown signature
   */
  KernelConnection(KernelConnectionProperties properties, BoundedLog log)
      throws GeneralSecurityException {
    super(properties);
    this.properties = properties;
    this.log = log;
    reader = new MessageReader(properties.createHMACGenerator());
  }

  /** Opens the sockets and listens on them. */
  @Override
  public void connect() {
    bind(heartbeat, properties.getHbPort());
    bind(shell, properties.getShellPort());
    bind(control, properties.getControlPort());
    bind(stdin, properties.getStdinPort());
    bind(iopub, properties.getIopubPort());
    listen("heartbeat", heartbeat, frames -> echo(heartbeat, frames));
    listen("shell", shell, frames -> answer("shell", shell, frames));
    listen("control", control, frames -> answer("control", control, frames));
    // Cells do not read from the keyboard; what nobody takes would hold up the sender.
    listen("stdin", stdin, frames -> log.say("dropped a message on stdin"));
    iopub.sendMessage(new Message<>(null, PublishStatus.MESSAGE_TYPE, PublishStatus.STARTING));
  }

  private void bind(JupyterSocket socket, int port) {
    socket.setMaxMsgSize(MOST_FRAME_BYTES);
    socket.setReceiveTimeOut(WAIT_MILLIS);
    socket.bind(properties.getTransport() + "://" + properties.getIp() + ":" + port);
  }

  private void listen(String name, ZMQ.Socket socket, Consumer<List<byte[]>> handler) {
    Thread thread = new KernelThread(name, () -> serve(name, socket, handler));
    threads.add(thread);
    thread.start();
  }

  private void serve(String name, ZMQ.Socket socket, Consumer<List<byte[]>> handler) {
    while (!closing) {
      try {
        List<byte[]> frames = receive(socket);
        if (!frames.isEmpty()) {
          handler.accept(frames);
        }
      } catch (RuntimeException | Error e) {
        if (!closing) {
          log.say("a message on " + name + " was lost: " + e);
        }
      }
    }
  }

  /** All frames of the next message, none if there was none for a while. */
  private static List<byte[]> receive(ZMQ.Socket socket) {
    List<byte[]> frames = new ArrayList<>();
    byte[] frame = socket.recv();
    while (frame != null) {
      // A message of more frames is broken in any case.
      if (frames.size() < MOST_FRAMES) {
        frames.add(frame);
      }
      frame = socket.hasReceiveMore() ? socket.recv() : null;
    }
    return frames;
  }

  private static void echo(ZMQ.Socket socket, List<byte[]> frames) {
    for (int i = 0; i < frames.size(); i++) {
      socket.send(frames.get(i), i + 1 < frames.size() ? ZMQ.SNDMORE : 0);
    }
  }

  private void answer(String name, ShellChannel channel, List<byte[]> frames) {
    Message<?> message;
    try {
      message = reader.read(frames);
    } catch (BrokenMessageException broken) {
      log.say("dropped a message on " + name + " " + broken.getMessage());
      broken.request().ifPresent(request -> refuse(channel, request, broken.getMessage()));
      return;
    }
    MessageType<?> type = message.getHeader().getType();
    if (channel == control && !ON_CONTROL.contains(type)) {
      refuse(channel, message, type.getName() + " is answered on the shell channel");
    } else {
      handle(channel, message);
    }
  }

  private <T> void handle(ShellChannel channel, Message<T> message) {
    MessageType<T> type = message.getHeader().getType();
    ShellHandler<T> handler = getHandler(type);
    if (handler == null) {
      log.say("dropped a message of type '" + type.getName() + "', which nobody handles");
      return;
    }
    ShellReplyEnvironment environment = prepareReplyEnv(channel, message);
    try {
      handler.handle(environment, message);
    } catch (RuntimeException | Error e) {
      // Errors too: a compiler out of stack must not end the thread that listens.
      log.say(type.getName() + " failed: " + e);
      refuse(channel, message, "the kernel failed: " + e);
    } finally {
      environment.resolveDeferrals();
    }
    if (environment.isMarkedForShutdown()) {
      closing = true;
    }
  }

  /** Tells whoever asked that there is no answer. */
  private void refuse(ShellChannel channel, Message<?> request, String reason) {
    String name = request.getHeader().getType().getName();
    MessageType<?> reply = MessageType.getType(name.replaceFirst("_request$", "_reply"));
    if (!name.endsWith("_request") || reply.equals(MessageType.UNKNOWN)) {
      return;
    }
    ShellReplyEnvironment environment = prepareReplyEnv(channel, request);
    environment.setStatusBusy();
    environment.replyError(reply.error(), new ErrorReply("BrokenRequest", reason, List.of(reason)));
    environment.setStatusIdle();
  }

  /** Waits for the request to shut down. */
  @Override
  public void waitUntilClose() {
    for (Thread thread : threads) {
      boolean ended = false;
      while (!ended) {
        ended = KernelThread.joined(thread, WAIT_MILLIS);
      }
    }
  }
}
