"""Writes the kernel specification of this checkout: how Jupyter starts the Java kernel."""

import argparse
import json
import os
import pathlib
import sys

NAME = "bitgrad-java"
FIRST_JDK_THAT_WARNS_OF_NATIVES = 24


def jars(entries):
    """The class path: jars as given, folders by the jars in them, one of each file name."""
    found = {}
    for entry in map(pathlib.Path, entries):
        if not entry.exists():
            sys.exit(f"class path: {entry} does not exist")
        folder = sorted(entry.glob("*.jar")) if not (entry / "META-INF").exists() else []
        for jar in folder if folder else [entry]:
            found.setdefault(str(jar) if jar.is_dir() else jar.name, jar.resolve())
    return [str(jar) for jar in found.values()]


def specification(java, java_version, home, class_path):
    flags = [
        "-Djava.awt.headless=true",
        "-Dfile.encoding=UTF-8",
        "-Duser.language=en",
        "-ea",
        # No permission could be had back from a manager that a cell installs.
        "-Djava.security.manager=disallow",
        "-XX:+UseParallelGC",
        "-XX:MaxRAMPercentage=50",
    ]
    if java_version >= FIRST_JDK_THAT_WARNS_OF_NATIVES:
        flags += ["--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"]
    flags += os.environ.get("BITGRAD_KERNEL_OPTS", "").split()
    return {
        "argv": [java, *flags, "-cp", os.pathsep.join(class_path), "org.bitgrad.kernel.Main", "{connection_file}"],
        "display_name": "Java (bitgrad)",
        "language": "java",
        "interrupt_mode": "message",
        "env": {
            # File names outside ASCII need a UTF-8 locale.
            "LC_ALL": "C.UTF-8",
            # Studies give the same bytes for any number of threads only if BLAS has one.
            "OMP_NUM_THREADS": os.environ.get("OMP_NUM_THREADS", "1"),
            "OPENBLAS_NUM_THREADS": os.environ.get("OPENBLAS_NUM_THREADS", "1"),
            "BITGRAD_HOME": home,
        },
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--spec", required=True, type=pathlib.Path, help="folder for JUPYTER_PATH")
    parser.add_argument("--java", required=True)
    parser.add_argument("--java-version", required=True, type=int)
    parser.add_argument("--home", required=True, help="root of the checkout")
    parser.add_argument("classpath", nargs="+", help="jars, class folders, or folders of jars")
    options = parser.parse_args()
    folder = options.spec / "kernels" / NAME
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps(
        specification(options.java, options.java_version, options.home, jars(options.classpath)), indent=1
    )
    beside = folder / f"kernel.json.{os.getpid()}"
    beside.write_text(text + "\n", encoding="utf-8")
    beside.replace(folder / "kernel.json")


if __name__ == "__main__":
    main()
