"""Lines of a file, raw and bounded: no line, however long, is held in memory beyond its limit.

It refuses to decode. A line over the limit is handed over in pieces so that it can be kept without being held.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

LIMIT = 8 * 1024 * 1024
_PIECE = 1024 * 1024


class RawLine(NamedTuple):
    """A line without its end; `whole` is False for one over the limit, whose first bytes are given."""

    number: int
    offset: int
    raw: bytes
    whole: bool
    length: int


def open_binary(path: Path) -> BinaryIO:
    """The file's bytes, unpacked if its name ends in .gz."""
    if path.suffix == ".gz":
        return gzip.open(path, "rb")  # type: ignore[return-value]
    return path.open("rb")


def raw_lines(path: Path) -> Iterator[RawLine]:
    """Every line of the file, numbered from 1; a byte order mark at the start is dropped."""
    with open_binary(path) as stream:
        number = offset = 0
        while piece := stream.readline(LIMIT + 1):
            number += 1
            start = offset
            offset += len(piece)
            if len(piece) <= LIMIT or piece.endswith(b"\n"):
                raw = piece.rstrip(b"\r\n")
                yield RawLine(number, start, raw[3:] if number == 1 and raw[:3] == b"\xef\xbb\xbf" else raw, True,
                              len(raw))  # fmt: skip
                continue
            length = len(piece)
            while not piece.endswith(b"\n"):
                piece_next = stream.readline(_PIECE)
                if not piece_next:
                    break
                length += len(piece_next)
                offset += len(piece_next)
                if piece_next.endswith(b"\n"):
                    break
            yield RawLine(number, start, b"", False, length)


def copy_span(path: Path, offset: int, length: int, target: BinaryIO) -> None:
    """Copy one raw span of the file piece by piece, with a line's end."""
    with open_binary(path) as stream:
        stream.seek(offset)
        left = length
        while left > 0 and (piece := stream.read(min(_PIECE, left))):
            target.write(piece)
            left -= len(piece)
    target.write(b"\n")
