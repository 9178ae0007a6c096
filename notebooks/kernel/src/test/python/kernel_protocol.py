"""Drives the kernel as Jupyter does and checks what a notebook relies on; exits with 1 at the first thing that fails.

JUPYTER_PATH must lead to the kernel specification `bitgrad-java`. Arguments: how often to start the kernel (default
1), and the word `study` if the specification has the library, so that a study is interrupted too.
"""

import contextlib
import sys
import time

from jupyter_client.manager import KernelManager

WAIT = 60
SECOND_ALLOWED = 1.0  # an interrupt of code that obeys, by design
FORCED_ALLOWED = 2.0  # an interrupt of code that does not


@contextlib.contextmanager
def kernel():
    manager = KernelManager(kernel_name="bitgrad-java")
    manager.start_kernel()
    client = manager.client()
    client.start_channels()
    try:
        client.wait_for_ready(timeout=WAIT)
        yield manager, client
    finally:
        client.stop_channels()
        if manager.has_kernel:
            manager.shutdown_kernel(now=True)


def claim(holds, words):
    if not holds:
        sys.exit(f"kernel_protocol: does not hold: {words}")


def outputs(client, request):
    """What a cell showed, in order, up to its end."""
    shown = []
    while True:
        message = client.get_iopub_msg(timeout=WAIT)
        if message["parent_header"].get("msg_id") != request:
            continue
        kind, content = message["msg_type"], message["content"]
        if kind == "status" and content["execution_state"] == "idle":
            return shown
        if kind == "stream" and shown and shown[-1][0] == content["name"]:
            shown[-1] = (content["name"], shown[-1][1] + content["text"])
        elif kind == "stream":
            shown.append((content["name"], content["text"]))
        elif kind in ("display_data", "execute_result", "update_display_data"):
            identifier = content.get("transient", {}).get("display_id")
            shown.append((kind, content["data"]["text/plain"]) + ((identifier,) if identifier else ()))
        elif kind == "error":
            shown.append((kind, content["ename"]))


def reply(client, request):
    while True:
        message = client.get_shell_msg(timeout=WAIT)
        if message["parent_header"].get("msg_id") == request:
            return message["content"]


def run(client, code):
    request = client.execute(code)
    return reply(client, request), outputs(client, request)


PROBLEM = """
    import org.bitgrad.analysis.GradientStudy;
    import org.bitgrad.problem.BernoulliProblem;
    var problem = BernoulliProblem.of((bits, out) -> {
      for (int r = 0; r < bits.rows(); r++) out[r] = Math.pow(bits.sum(r) - 1.3, 2);
    }, -1.0, 0.3, 2.0);
    """
STUDY = 'GradientStudy.of(problem).estimators("psa", "arm").samples(1).trials(2_000_000_000).run();'


def interrupts(manager, client, study):
    if study:
        prepared, _ = run(client, PROBLEM)
        claim(prepared["status"] == "ok", f"the library is there: {prepared}")
    obeying = ((STUDY,) if study else ()) + (
        "while (!Thread.currentThread().isInterrupted()) { }",
        "Thread.sleep(60_000);",
        "for (long i = 0; ; i++) { if (Thread.interrupted()) throw new InterruptedException(); }",
        "while (!Thread.currentThread().isInterrupted()) { System.out.println(System.nanoTime()); }",
    )
    endless = ("while (true) { }", "while (true) { System.out.println(System.nanoTime()); }")
    for code in obeying + endless:
        request = client.execute('System.out.println("begun"); { ' + code + " }")
        while client.get_iopub_msg(timeout=WAIT)["msg_type"] != "stream":
            pass
        time.sleep(0.3)
        start = time.monotonic()
        manager.interrupt_kernel()
        answer = reply(client, request)
        seconds = time.monotonic() - start
        allowed = SECOND_ALLOWED if code in obeying else FORCED_ALLOWED
        claim(answer.get("ename") == "Interrupted", f"an interrupt ends `{code}`: {answer}")
        claim(seconds < allowed, f"an interrupt ends `{code}` within {allowed} s, took {seconds:.2f} s")
        outputs(client, request)
        after, shown = run(client, "1 + 1")
        claim(after["status"] == "ok", f"the next cell runs after `{code}`: {after}")
        claim(shown == [("execute_result", "2")], f"the next cell shows its own output only: {shown}")


def streams(client):
    lines = 50_000
    _, shown = run(client, f"for (int i = 0; i < {lines}; i++) System.out.println(i);")
    expected = "".join(f"{i}\n" for i in range(lines))
    claim(shown == [("stdout", expected)], "a burst of output arrives whole")
    code = """
        import io.github.spencerpark.jupyter.kernel.display.DisplayData;
        import org.bitgrad.kernel.BitgradKernel;
        System.out.print("a");
        System.err.print("b");
        BitgradKernel.instance().display(new DisplayData("c"));
        System.out.print("d");
        """
    _, shown = run(client, code)
    expected = [("stdout", "a"), ("stderr", "b"), ("display_data", "c"), ("stdout", "d")]
    claim(shown == expected, f"output arrives in the order in which it was made: {shown}")


def updates(client):
    code = """
        DisplayData live(String text) {
          var data = new io.github.spencerpark.jupyter.kernel.display.DisplayData(text);
          data.setDisplayId("curves");
          return data;
        }
        var kernel = org.bitgrad.kernel.BitgradKernel.instance();
        kernel.display(live("epoch 1"));
        System.out.print("a");
        kernel.updateDisplay(live("epoch 2"));
        """
    _, shown = run(client, code)
    expected = [("display_data", "epoch 1", "curves"), ("stdout", "a"), ("update_display_data", "epoch 2", "curves")]
    claim(shown == expected, f"what is shown under an identifier can be replaced: {shown}")
    answer, _ = run(client, 'kernel.updateDisplay(new DisplayData("nothing to replace"));')
    claim(answer.get("ename") == "IllegalArgumentException", f"an update without an identifier is refused: {answer}")


def queue(client):
    # The first takes its time, so that the others do wait when it fails.
    requests = [client.execute(code) for code in ("Thread.sleep(500); throw new Exception();", "1", "2")]
    states = [reply(client, request)["status"] for request in requests]
    claim(states == ["error", "aborted", "aborted"], f"cells that wait behind a failed one do not run: {states}")
    for request in requests:
        outputs(client, request)
    claim(run(client, "3")[0]["status"] == "ok", "cells sent after a failure run")


def editing(client):
    run(client, "int doubled = 4;")
    request = client.complete('String é = "é"; doub', 20)
    content = reply(client, request)
    claim("doubled" in content["matches"] and content["cursor_start"] == 16, f"names are completed: {content}")
    content = reply(client, client.inspect("Math.floorMod(", 14))
    claim("floorMod" in content["data"].get("text/plain", ""), f"signatures are shown: {content}")


def ending():
    with kernel() as (manager, client):
        client.execute("while (true) { }")
        time.sleep(0.5)
        start = time.monotonic()
        manager.shutdown_kernel(now=False)
        claim(time.monotonic() - start < 4, "the kernel ends when asked, also in the middle of a cell")


def starts(number):
    for start in range(number):
        with kernel() as (_, client):
            _, shown = run(client, "40 + 2")
            claim(shown == [("execute_result", "42")], f"start {start + 1} of {number} shows its output: {shown}")


def main():
    with kernel() as (manager, client):
        streams(client)
        updates(client)
        queue(client)
        editing(client)
        interrupts(manager, client, "study" in sys.argv[1:])
    ending()
    numbers = [int(argument) for argument in sys.argv[1:] if argument.isdigit()]
    starts(numbers[0] if numbers else 1)
    print("kernel_protocol: all holds")


if __name__ == "__main__":
    main()
