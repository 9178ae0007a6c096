#!/usr/bin/env python3
"""Writes the files that NumpyFilesTest reads; numbers are checked there, not here. Needs NumPy 2."""
import io
import pathlib
import sys

import numpy as np
from numpy.lib import format as npy

HERE = pathlib.Path(__file__).parent


class Pipe(io.RawIOBase):
    """A stream that cannot seek, as standard output."""

    def __init__(self):
        self.data = bytearray()

    def writable(self):
        return True

    def seekable(self):
        return False

    def write(self, data):
        self.data += bytes(data)
        return len(data)


def grid(dtype):
    """0 to 5 in two rows; signed types have a negative number, real ones a fraction."""
    values = np.arange(6).reshape(2, 3)
    kind = np.dtype(dtype).kind
    if kind == "b":
        return values % 2 == 1
    if kind in "if":
        values = values - 2
    return (values * 0.5 if kind == "f" else values).astype(dtype)


def types():
    arrays = {}
    for name in "bool int8 int16 int32 int64 uint8 uint16 uint32 uint64 float16 float32 float64".split():
        arrays[name] = grid(name)
        if np.dtype(name).itemsize > 1:
            arrays["big_" + name] = grid(np.dtype(name).newbyteorder(">"))
        arrays["fortran_" + name] = np.asfortranarray(grid(name))
    cube = np.arange(24, dtype="f4").reshape(2, 3, 4)
    arrays["cube"] = cube
    arrays["fortran_cube"] = np.asfortranarray(cube)
    arrays["number"] = np.array(2.5)
    arrays["empty"] = np.zeros((0,))
    arrays["no_rows"] = np.zeros((0, 7), "i4")
    arrays["limits"] = np.array([-(2**53), 2**53], "i8")
    arrays["high"] = np.array([2**63, 2**64 - 2048], "u8")
    arrays["half"] = np.array([65504, 6e-8, 6.1e-5, -0.0, np.inf, -np.inf, np.nan], "f2")
    arrays["folder/inside"] = np.array([1.0])
    return arrays


def piped(save, arrays):
    pipe = Pipe()
    save(pipe, **arrays)
    return bytes(pipe.data)


def version(number, array):
    out = io.BytesIO()
    npy.write_array(out, array, version=number)
    return out.getvalue()


def main():
    np.savez(HERE / "types.npz", **types())
    few = {"weights": np.array([[1.5, -2.0]], "f4"), "bias": np.array([0.1, 0.2, 0.3])}
    (HERE / "piped.npz").write_bytes(piped(np.savez, few))
    (HERE / "piped-packed.npz").write_bytes(piped(np.savez_compressed, few))
    for number in ((1, 0), (2, 0), (3, 0)):
        (HERE / f"version-{number[0]}.npy").write_bytes(version(number, grid("f8")))
    others = {
        "object": np.array([None, 1]),
        "structure": np.array([(1, 2.0)], dtype=[("a", "i4"), ("b", "f8")]),
        "complex": np.array([1j]),
        "text": np.array(["a"]),
        "bytes": np.array([b"a"]),
        "date": np.array(["2020-01-01"], "M8[D]"),
        "long": np.array([1.0], "g"),
        "not_exact": np.array([2**53 + 1]),
        "not_exact_high": np.array([2**64 - 1], "u8"),
    }
    for name, array in others.items():
        np.savez(HERE / f"refused-{name.replace('_', '-')}.npz", **{name: array})


if __name__ == "__main__":
    sys.exit(main())
