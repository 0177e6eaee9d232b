"""Running an audit over files: workers, order, resumption, progress.

`results.jsonl` is the journal: its complete lines are what is done. A killed run goes on after them and ends with the same
bytes. Conversations go whole to any number of worker processes; results come back in the input's order. The run refuses to
judge; `zuoxi.desk` does.
"""

from __future__ import annotations

import hashlib
import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import BinaryIO

import msgspec

from zuoxi.desk import Inspector, ResultLine, redact
from zuoxi.events import Conversation, decode_line, encode_line
from zuoxi.store import (
    Accepted,
    Refused,
    Warned,
    expand,
    keep_refused,
    read_archive,
)

CHUNK = 24
MANIFEST = "audit.json"
PRODUCTS = (
    "results.jsonl",
    "findings.csv",
    "findings.xlsx",
    "report.html",
    "refused.jsonl",
    "warnings.jsonl",
    MANIFEST,
)


class OccupiedError(Exception):
    """The output folder holds something else; the text says what to do."""


class Order(msgspec.Struct, frozen=True, kw_only=True):
    """What was asked for: everything that decides the bytes of the results."""

    inputs: tuple[str, ...]
    sizes: tuple[int, ...]
    fingerprints: tuple[str, ...]
    standard: str
    profile: str | None
    digest: str
    language: str | None
    embed: int
    masked: bool = False
    marks: str = ""
    judge: str = ""
    scorecard: str = ""
    finished: bool = False


class Recipe(msgspec.Struct, frozen=True):
    """What a worker needs to build its inspector: names, not objects."""

    standard: str
    profile: str | None
    language: str | None
    zone: str
    masked: bool = False
    marks: str = ""
    scorecard: str = ""


#: forked workers have the parent's inspector already, and share its memory
FORKS = hasattr(os, "fork")
Build = Callable[[Recipe], Inspector]
#: what is done with a chunk's results in this process before they are written
Finish = Callable[[Sequence[Conversation], Sequence[ResultLine]], Sequence[ResultLine]]
_worker: list[tuple[Inspector, Recipe]] = []


def fingerprint(path: Path) -> str:
    """The file's content, in short."""
    digest = hashlib.blake2b(digest_size=16)
    with path.open("rb") as stream:
        while piece := stream.read(1024 * 1024):
            digest.update(piece)
    return digest.hexdigest()


def make_order(
    inputs: Sequence[Path], recipe: Recipe, digest: str, embed: int, judge: str = "", scorecard: str = ""
) -> Order:
    """The order for these inputs; reads each file once. scorecard: the digest of the form."""
    files = expand(inputs)
    return Order(inputs=tuple(str(path) for path in files), sizes=tuple(path.stat().st_size for path in files),
                 fingerprints=tuple(fingerprint(path) for path in files), standard=recipe.standard,
                 profile=recipe.profile, digest=digest, language=recipe.language, embed=embed,
                 masked=recipe.masked, marks=fingerprint(Path(recipe.marks)) if recipe.marks else "", judge=judge,
                 scorecard=scorecard)  # fmt: skip


def open_folder(out: Path, order: Order, overwrite: bool) -> int:
    """Prepare the output folder; returns how many results of an unfinished run of the same order are there."""
    manifest = out / MANIFEST
    present = [name for name in PRODUCTS if (out / name).exists()]
    if overwrite or not present:
        if out.exists() and not out.is_dir():
            raise OccupiedError(f"{out} is a file; --out names a folder.")
        out.mkdir(parents=True, exist_ok=True)
        for name in present:
            (out / name).unlink()
        _write_manifest(manifest, order)
        return 0
    before = _read_manifest(manifest)
    if before is None or msgspec.structs.replace(before, finished=False) != order or before.finished:
        raise OccupiedError(
            f"{out} holds {'a finished audit' if before and before.finished else 'something else'}. "
            "Give another folder with --out, or --overwrite to replace it."
        )
    return _cut_to_whole_lines(out / "results.jsonl")


def finish_folder(out: Path, order: Order) -> None:
    """Mark the folder as a finished audit."""
    _write_manifest(out / MANIFEST, msgspec.structs.replace(order, finished=True))


def _write_manifest(path: Path, order: Order) -> None:
    draft = path.with_suffix(".part")
    draft.write_bytes(msgspec.json.encode(order))
    draft.replace(path)


def _read_manifest(path: Path) -> Order | None:
    try:
        return msgspec.json.decode(path.read_bytes(), type=Order)
    except (OSError, msgspec.DecodeError):
        return None


def _cut_to_whole_lines(path: Path) -> int:
    """Drop a line that a kill cut short; returns the number of whole ones."""
    if not path.exists():
        return 0
    count = whole = 0
    with path.open("r+b") as stream:
        for line in stream:
            if line.endswith(b"\n"):
                count += 1
                whole += len(line)
        stream.truncate(whole)
    return count


class Refusals:
    """refused.jsonl and warnings.jsonl, and the words on standard error."""

    def __init__(self, out: Path, tell: Callable[[str], None]) -> None:
        self.refused = 0
        self.warned = 0
        self._tell = tell
        self._refused: BinaryIO = (out / "refused.jsonl").open("wb")
        self._warnings: BinaryIO = (out / "warnings.jsonl").open("wb")

    def refuse(self, refused: Refused) -> None:
        self.refused += 1
        keep_refused(refused, self._refused)
        self._tell(f"refused {refused}")

    def warn(self, warned: Warned) -> None:
        self.warned += 1
        line = {"file": str(warned.path), "line": warned.line, "conversation": warned.conversation,
                "warning": warned.message}  # fmt: skip
        self._warnings.write(msgspec.json.encode(line) + b"\n")
        self._tell(f"warning {warned}")

    def close(self) -> None:
        self._refused.close()
        self._warnings.close()


def _start_worker(build: Build, recipe: Recipe) -> None:
    _worker.append((build(recipe), recipe))


def _inspect_chunk(lines: list[bytes]) -> list[bytes]:
    inspector, recipe = _worker[0]
    return [
        msgspec.json.encode(inspector.inspect(decode_line(line, recipe.zone, _ignore), recipe.language))
        for line in lines
    ]


def _ignore(message: str) -> None:
    """Warnings were given when the line was first read."""


def _chunks(accepted: Iterator[Accepted]) -> Iterator[list[Conversation]]:
    chunk: list[Conversation] = []
    for item in accepted:
        chunk.append(item.conversation)
        if len(chunk) == CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _judge_here(chunks: Iterator[list[Conversation]], build: Build, recipe: Recipe) -> Iterator[
    tuple[list[Conversation], list[bytes]]
]:  # fmt: skip
    inspector = build(recipe)
    for chunk in chunks:
        yield (
            chunk,
            [msgspec.json.encode(inspector.inspect(conversation, recipe.language)) for conversation in chunk],
        )


def _judge_there(chunks: Iterator[list[Conversation]], build: Build, recipe: Recipe, workers: int) -> Iterator[
    tuple[list[Conversation], list[bytes]]
]:  # fmt: skip
    waiting: deque[tuple[list[Conversation], Future[list[bytes]]]] = deque()
    context = get_context("fork" if FORKS else "spawn")
    with ProcessPoolExecutor(workers, context, _start_worker, (build, recipe)) as pool:
        for chunk in chunks:
            waiting.append(
                (
                    chunk,
                    pool.submit(_inspect_chunk, [encode_line(item) for item in chunk]),
                )
            )
            if len(waiting) > workers * 3:
                done, future = waiting.popleft()
                yield done, future.result()
        while waiting:
            done, future = waiting.popleft()
            yield done, future.result()


def judged(
    order: Order,
    recipe: Recipe,
    build: Build,
    done: int,
    workers: int,
    out: Path,
    refusals: Refusals,
    finish: Finish | None = None,
) -> Iterator[tuple[Conversation, ResultLine]]:
    """Every conversation with its result, in the input's order; new results are appended to results.jsonl first."""
    paths = [Path(name) for name in order.inputs]
    accepted = read_archive(paths, recipe.zone, refusals.refuse, refusals.warn)
    if recipe.masked:
        accepted = (item._replace(conversation=redact(item.conversation)) for item in accepted)
    decoder = msgspec.json.Decoder(ResultLine)
    results = out / "results.jsonl"
    if done:
        with results.open("rb") as stream:
            for _ in range(done):
                item = next(accepted)
                yield item.conversation, decoder.decode(stream.readline())
    chunks = _chunks(accepted)
    pairs = _judge_here(chunks, build, recipe) if workers == 1 else _judge_there(chunks, build, recipe, workers)
    with results.open("ab") as stream:
        for chunk, lines in pairs:
            if finish is not None:
                finished = finish(chunk, [decoder.decode(line) for line in lines])
                lines = [msgspec.json.encode(result) for result in finished]
            stream.write(b"".join(line + b"\n" for line in lines))
            stream.flush()
            for conversation, line in zip(chunk, lines, strict=True):
                yield conversation, decoder.decode(line)
