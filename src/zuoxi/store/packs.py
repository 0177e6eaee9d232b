"""Packs on disk: the texts of a pack and of the packs it extends, found by name or by folder.

It refuses to understand them; `zuoxi.standard` does.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import NamedTuple

import msgspec

SUFFIXES = (".yaml", ".yml")


class PackNotFoundError(Exception):
    """No pack of that name; the text says where it was looked for and what to do."""


def shipped_packs() -> Path:
    """The folder of the packs that come with the product: inside the package, or the checkout's `packs/`."""
    inside = Path(str(resources.files("zuoxi"))) / "packs"
    if inside.is_dir():
        return inside
    return Path(str(resources.files("zuoxi"))).parents[1] / "packs"


def find_pack(name: str) -> Path:
    """The folder of a pack, given its name or a path to it."""
    given = Path(name)
    for folder in (given, shipped_packs() / name):
        if (folder / "pack.yaml").is_file():
            return folder
    known = sorted(folder.name for folder in shipped_packs().glob("*/") if (folder / "pack.yaml").is_file())
    raise PackNotFoundError(
        f"{name}: no such standard (looked for {given / 'pack.yaml'} and among the shipped ones). "
        f"Give the folder of a pack, or one of: {', '.join(known) or 'none'}."
    )


def find_profile(name: str) -> Path:
    """The file of a profile, given its path or the name of a shipped one."""
    shipped = shipped_packs() / "profiles"
    given = Path(name)
    for path in (given, shipped / f"{name}.yaml"):
        if path.is_file():
            return path
    known = ", ".join(sorted(path.stem for path in shipped.glob("*.yaml")))
    raise PackNotFoundError(f"{name}: no such profile. Give a YAML file, or one of the shipped: {known or 'none'}.")


def read_texts(folder: Path) -> dict[str, str]:
    """All YAML files of the pack, by path relative to its folder (with `/`), as text."""
    texts = {}
    for path in sorted(folder.rglob("*")):
        if path.suffix in SUFFIXES and path.is_file():
            try:
                texts[path.relative_to(folder).as_posix()] = path.read_text(encoding="utf-8")
            except UnicodeDecodeError as error:
                raise PackNotFoundError(f"{path}: not UTF-8 text (byte {error.start}). Save it as UTF-8.") from None
    return texts


class Example(NamedTuple):
    """An example of a pack: which clause, what it must come to, the conversation's line, where it stands."""

    clause: str
    outcome: str
    line: bytes
    place: str


def read_examples(folder: Path, name: str = "examples.jsonl") -> Iterator[Example]:
    """The examples in that file: {"clause", "outcome", "conversation"} a line; none if there is no such file."""
    path = folder / name
    if not path.is_file():
        return
    with path.open("rb") as stream:
        for number, line in enumerate(stream, 1):
            entry = msgspec.json.decode(line, type=_ExampleLine)
            yield Example(
                entry.clause,
                entry.outcome,
                bytes(entry.conversation),
                f"{path.name}:{number}",
            )


class _ExampleLine(msgspec.Struct):
    clause: str
    outcome: str
    conversation: msgspec.Raw
