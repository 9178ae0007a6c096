package org.bitgrad.kernel;

import io.github.spencerpark.jupyter.channels.JupyterConnection;
import io.github.spencerpark.jupyter.channels.ShellReplyEnvironment;
import io.github.spencerpark.jupyter.kernel.BaseKernel;
import io.github.spencerpark.jupyter.kernel.LanguageInfo;
import io.github.spencerpark.jupyter.kernel.ReplacementOptions;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.messages.Message;
import io.github.spencerpark.jupyter.messages.MessageType;
import io.github.spencerpark.jupyter.messages.publish.PublishError;
import io.github.spencerpark.jupyter.messages.publish.PublishExecuteInput;
import io.github.spencerpark.jupyter.messages.publish.PublishExecuteResult;
import io.github.spencerpark.jupyter.messages.publish.PublishStream.StreamType;
import io.github.spencerpark.jupyter.messages.reply.ErrorReply;
import io.github.spencerpark.jupyter.messages.reply.ExecuteReply;
import io.github.spencerpark.jupyter.messages.request.ExecuteRequest;
import io.github.spencerpark.jupyter.messages.request.HistoryRequest;
import java.io.PrintStream;
import java.util.Map;
import jdk.jshell.SourceCodeAnalysis.Completeness;

/**
 * The kernel: answers what Jupyter asks.
 *
 * <p>Code in cells finds it through {@link #instance()} and shows rich output with {@link
 * #display(DisplayData)}, the same way as in IJava. It answers requests to execute itself instead
 * of through the base library, which knows neither errors that are not exceptions, nor text without
 * a newline at the end of a cell, nor the rest of a run that must stop at the first error.
 */
public final class BitgradKernel extends BaseKernel {
  private static volatile BitgradKernel running;

  private final JavaSession session;
  private final CellHelp help;
  private final CellOutput output;
  private final AbortQueue aborts = new AbortQueue();
  private final CellHistory history = new CellHistory();
  private final CellSurroundings surroundings = new CellSurroundings();

  /**
   * Opens a session on a class path.
   *
   * @param classPath where cells find classes; entries separated as the platform separates them
   * @param log where text goes that is printed while no cell runs
   */
  BitgradKernel(String classPath, BoundedLog log) {
    session = new JavaSession(classPath);
    help = new CellHelp(session);
    output = new CellOutput(log);
  }

  /**
   * The kernel that runs in this virtual machine.
   *
   * @return the kernel, or null outside a notebook
   */
  public static BitgradKernel instance() {
    return running;
  }

  /** Makes this kernel the one that cells find, and their output its own. */
  void start(JupyterConnection connection) {
    running = this;
    surroundings.restore(output.stream(StreamType.OUT), output.stream(StreamType.ERR));
    becomeHandlerForConnection(connection);
    connection.setHandler(MessageType.EXECUTE_REQUEST, this::execute);
    connection.setHandler(MessageType.HISTORY_REQUEST, this::answerHistory);
  }

  private void answerHistory(ShellReplyEnvironment environment, Message<HistoryRequest> message) {
    environment.setStatusBusy();
    environment.reply(history.reply(message));
    environment.setStatusIdle();
  }

  /**
   * Shows an object in the output of the running cell, after everything printed before.
   *
   * @param data its representations by MIME type
   */
  @Override
  public void display(DisplayData data) {
    output.display(data);
  }

  /**
   * Replaces what was shown before under the same identifier, as {@code
   * getIO().display.updateDisplay} does in IJava.
   *
   * @param data its representations by MIME type, with an identifier
   * @throws IllegalArgumentException if it has no identifier
   */
  public void updateDisplay(DisplayData data) {
    output.update(data);
  }

  @Override
  public DisplayData eval(String code) throws CellFailure {
    return session.show(code, executionCount.get()).map(Shown::data).orElse(null);
  }

  @Override
  public void interrupt() {
    session.interrupt();
  }

  @Override
  public void onShutdown(boolean isRestarting) {
    session.interrupt();
    Main.exitSoon();
  }

  @Override
  public ReplacementOptions complete(String code, int at) {
    return help.complete(code, at);
  }

  @Override
  public DisplayData inspect(String code, int at, boolean extraDetail) {
    String signatures = help.inspect(code, at);
    return signatures.isEmpty() ? null : new DisplayData(signatures);
  }

  @Override
  public String isComplete(String code) {
    Completeness completeness = session.analysis().analyzeCompletion(code).completeness();
    return switch (completeness) {
      case UNKNOWN -> IS_COMPLETE_BAD;
      case DEFINITELY_INCOMPLETE -> "";
      default -> IS_COMPLETE_YES;
    };
  }

  @Override
  public LanguageInfo getLanguageInfo() {
    return new LanguageInfo.Builder("java")
        .version(String.valueOf(Runtime.version().feature()))
        .mimetype("text/x-java-source")
        .fileExtension(".jshell")
        .pygments("java")
        .codemirror("text/x-java")
        .build();
  }

  private synchronized void execute(
      ShellReplyEnvironment environment, Message<ExecuteRequest> message) {
    environment.setStatusBusy();
    try {
      if (aborts.covers(message)) {
        environment.reply(AbortQueue.reply(message));
      } else {
        execute(environment, message.getContent());
      }
    } finally {
      environment.setStatusIdle();
    }
  }

  private void execute(ShellReplyEnvironment environment, ExecuteRequest request) {
    int count = executionCount.get();
    if (!request.isSilent()) {
      environment.publish(new PublishExecuteInput(request.getCode(), count));
      if (request.shouldStoreHistory()) {
        history.add(count, request.getCode());
      }
    }
    try {
      DisplayData value = evaluate(environment, request.getCode());
      if (value != null && !request.isSilent()) {
        environment.publish(new PublishExecuteResult(count, value));
      }
      environment.reply(new ExecuteReply(count, Map.of()));
    } catch (CellFailure failure) {
      replyFailure(environment, failure, count);
      if (request.shouldStopOnError()) {
        aborts.failed();
      }
    }
    if (!request.isSilent()) {
      executionCount.incrementAndGet();
    }
  }

  private static void replyFailure(
      ShellReplyEnvironment environment, CellFailure failure, int count) {
    String reason = failure.getMessage();
    environment.publish(new PublishError(failure.name(), reason, failure.trace()));
    ErrorReply reply = new ErrorReply(failure.name(), reason, failure.trace());
    reply.setExecutionCount(count);
    environment.replyError(ExecuteReply.MESSAGE_TYPE.error(), reply);
  }

  private DisplayData evaluate(ShellReplyEnvironment environment, String code) throws CellFailure {
    PrintStream out = output.stream(StreamType.OUT);
    PrintStream err = output.stream(StreamType.ERR);
    surroundings.restore(out, err);
    output.begin(environment);
    try {
      return eval(code);
    } catch (RuntimeException | Error e) {
      // The compiler itself may fail, or memory run out; the kernel must live on.
      throw CellFailure.internal(e);
    } finally {
      session.finish();
      if (System.out != out || System.err != err) {
        session.flush();
      }
      surroundings.restore(out, err);
      output.end();
    }
  }
}
