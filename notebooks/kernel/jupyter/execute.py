"""Executes notebooks headless, each in a fresh kernel; exits with 1 if any cell failed."""

import argparse
import os
import pathlib
import re
import sys
import time

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbconvert import HTMLExporter

KERNEL = "bitgrad-java"
START_SECONDS = 120
STARTS = 2
ESCAPES = re.compile("\x1b\\[[0-9;]*m")


class Failure(Exception):
    """Why a notebook failed, in words for the terminal."""


def execute(notebook, path, timeout):
    """Runs all cells; the notebook holds the outputs, also of a run that failed."""
    running = []

    def started(cell, cell_index):
        running[:] = [cell.source]
        progress(path.stem, cell_index, len(notebook.cells))

    for start in range(STARTS):
        client = NotebookClient(
            notebook,
            timeout=timeout or None,
            kernel_name=KERNEL,
            startup_timeout=START_SECONDS,
            iopub_timeout=60,
            raise_on_iopub_timeout=True,
            record_timing=False,
            resources={"metadata": {"path": str(path.parent)}},
            on_cell_start=started,
        )
        try:
            client.execute()
            return
        except CellTimeoutError:
            raise Failure(f"a cell took longer than {timeout} s:\n{running[0]}")
        except CellExecutionError as error:
            raise Failure(ESCAPES.sub("", str(error)))
        except DeadKernelError:
            raise Failure(f"the kernel died in the cell:\n{running[0]}")
        except RuntimeError as error:
            # The kernel did not start, e.g. because another program took its port in between.
            if start + 1 == STARTS or running:
                raise Failure(str(error))


def progress(name, index, cells):
    if sys.stderr.isatty():
        print(f"\r{name}: cell {index + 1} of {cells}", end="\r", file=sys.stderr, flush=True)


def check(notebook):
    """What must hold of an executed notebook, beyond that no cell stopped it."""
    number = 0
    for cell in notebook.cells:
        if cell.cell_type != "code" or not cell.source.strip():
            continue
        number += 1
        if cell.execution_count != number:
            raise Failure(f"cell {number} was counted as {cell.execution_count}:\n{cell.source}")
        for output in cell.outputs:
            if output.output_type == "error":
                raise Failure(f"cell {number} shows an error: {output.ename}: {output.evalue}")


def tidy(notebook, root):
    """Leaves nothing in the file that depends on the machine or on the speed of the run."""
    notebook.metadata = nbformat.NotebookNode(
        {key: notebook.metadata[key] for key in ("kernelspec", "language_info") if key in notebook.metadata}
    )
    notebook.metadata.kernelspec = {"display_name": "Java (bitgrad)", "language": "java", "name": KERNEL}
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
        if cell.cell_type != "code":
            continue
        cell.outputs = joined(cell.outputs)
        for output in cell.outputs:
            hide(output, str(root))


def joined(outputs):
    """Neighbouring pieces of one stream made one: where they part depends on time."""
    result = []
    for output in outputs:
        last = result[-1] if result else None
        if last and output.output_type == last.output_type == "stream" and output.name == last.name:
            last.text += output.text
        else:
            result.append(output)
    return result


def hide(node, root):
    """Replaces the absolute path of the checkout by a dot, in every text of an output."""
    for key, value in node.items():
        if isinstance(value, str) and key != "image/png":
            node[key] = value.replace(root, ".")
        elif isinstance(value, list):
            node[key] = [v.replace(root, ".") if isinstance(v, str) else v for v in value]
        elif isinstance(value, dict):
            hide(value, root)


def write(path, text):
    """The file appears whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(path.name + ".part")
    beside.write_text(text if text.endswith("\n") else text + "\n", encoding="utf-8")
    os.replace(beside, path)


def run(path, options):
    """Executes one notebook and writes it; true if it succeeded."""
    start = time.monotonic()
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = []
            cell.execution_count = None
    failure = None
    try:
        execute(notebook, path, options.timeout)
        check(notebook)
    except Failure as error:
        failure = str(error).rstrip()
    tidy(notebook, options.root)
    target = options.copies / path.name if options.copies else path
    if failure and not options.copies:
        # A committed notebook is replaced by a good run only.
        target = options.html / path.name
    write(target, nbformat.writes(notebook))
    html, _ = HTMLExporter().from_notebook_node(notebook, {"metadata": {"name": path.stem}})
    write(options.html / f"{path.stem}.html", html)
    seconds = time.monotonic() - start
    if failure:
        print(f"FAILED  {path.stem}  ({seconds:.1f} s)  see {options.html / path.stem}.html", flush=True)
        print("    " + failure.replace("\n", "\n    "), file=sys.stderr, flush=True)
    else:
        print(f"ok      {path.stem}  ({seconds:.1f} s)  {target}", flush=True)
    return failure is None


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--root", required=True, type=pathlib.Path, help="root of the checkout, hidden in outputs")
    parser.add_argument("--timeout", required=True, type=int, help="seconds per cell, 0 for no limit")
    parser.add_argument("--html", required=True, type=pathlib.Path, help="folder for rendered pages")
    parser.add_argument("--copies", type=pathlib.Path, help="folder for executed copies; without it in place")
    parser.add_argument("notebooks", nargs="+", type=pathlib.Path)
    options = parser.parse_args()
    results = [run(path.resolve(), options) for path in options.notebooks]
    sys.exit(0 if all(results) else 1)


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)
