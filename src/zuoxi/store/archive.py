"""Archives of conversations as a stream: each line is accepted or refused, exactly once, and nothing is lost.

JSON lines are read here; tables (CSV, XLSX) by `tables`. Memory is bounded by one line. It refuses to
judge, and never shows a customer's words in a message.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

import msgspec

from zuoxi.events import Conversation, MalformedError, decode_line
from zuoxi.store.intake import Accepted, Identities, Refused, UnreadableError, Warned
from zuoxi.store.lines import LIMIT, RawLine, copy_span, raw_lines
from zuoxi.store.tables import TABLES, read_table


def decode_raw(path: Path, line: RawLine, zone: str, warn: Callable[[str], None]) -> Conversation:
    """One raw line as a conversation; raises `MalformedError`."""
    if not line.whole:
        raise MalformedError(f"the line has {line.length:,} bytes; at most {LIMIT:,} are read, split the conversation")
    try:
        line.raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise MalformedError(f"not UTF-8 text (byte {error.start + 1} of the line); save the file as UTF-8") from None
    return decode_line(line.raw, zone, warn)


def read_lines(
    path: Path,
    zone: str,
    seen: Identities,
    refuse: Callable[[Refused], None],
    warn: Callable[[Warned], None],
) -> Iterator[Accepted]:
    """The conversations of one file of JSON lines; empty lines are passed over."""
    for line in raw_lines(path):
        if line.whole and not line.raw.strip():
            continue
        odd: list[str] = []
        try:
            conversation = decode_raw(path, line, zone, odd.append)
            first = seen.first_line(conversation.id, line.number)
            if first is not None:
                raise MalformedError(f"the id {conversation.id[:80]} was seen before (line {first}); each id once")
        except MalformedError as error:
            refuse(Refused(path, line.number, str(error), line.raw, line.offset, line.length))
            continue
        for message in odd:
            warn(Warned(path, line.number, conversation.id, message))
        yield Accepted(conversation, path, line.number)


def read_archive(
    paths: Sequence[Path],
    zone: str,
    refuse: Callable[[Refused], None],
    warn: Callable[[Warned], None],
) -> Iterator[Accepted]:
    """The conversations of all inputs, in their order; folders stand for the readable files in them."""
    seen = Identities()
    for path in expand(paths):
        if path.suffix.lower() in TABLES:
            yield from read_table(path, zone, seen, refuse, warn)
        else:
            yield from read_lines(path, zone, seen, refuse, warn)


def expand(paths: Sequence[Path]) -> list[Path]:
    """Files as given; a folder gives its .jsonl, .jsonl.gz, .csv and .xlsx files by name."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found.extend(sorted(p for p in path.iterdir() if p.name.endswith((".jsonl", ".jsonl.gz", ".csv", ".xlsx"))))
        elif path.is_file():
            found.append(path)
        else:
            raise UnreadableError(f"{path}: no such file or folder. Check the path.")
    return found


def keep_refused(refused: Refused, target: BinaryIO) -> None:
    """Write what was refused: a line byte for byte, a row of a table as one JSON line."""
    if refused.raw:
        target.write(refused.raw + b"\n")
    elif refused.length:
        copy_span(refused.path, refused.offset, refused.length, target)
    else:
        told = {"file": str(refused.path), "line": refused.line, "message": refused.message}
        target.write(msgspec.json.encode(told) + b"\n")
