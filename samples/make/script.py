"""Reads the scene texts: what is said and done, by whom, with which alternatives.

Why: sentences belong in text files that a person can read and correct, not in code. Refuses, with file and line,
anything it does not know; it never guesses and never composes (that is compose.py).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

LINE = re.compile(r"^(?:\[(?P<when>[^\]]+)\]\s*)?(?P<body>.+)$")
SAID = re.compile(r"^(?P<who>A2|A|C|S|I|B)(?:\{(?P<options>[^}]*)\})?:\s?(?P<text>.*)$")
PARTIES = {"A": "agent", "A2": "agent", "C": "customer", "S": "colleague", "I": "ivr", "B": "bot"}


@dataclass(frozen=True)
class Step:
    kind: str  # say, event, pause, macro
    name: str
    options: dict[str, str]
    texts: tuple[str, ...]
    plays: frozenset[str] | None
    where: str


@dataclass(frozen=True)
class Play:
    name: str
    count: int
    options: dict[str, str]
    kept: tuple[str, ...]
    broken: tuple[str, ...]


@dataclass
class Scene:
    name: str
    organisations: tuple[str, ...]
    plays: list[Play] = field(default_factory=list)
    # (organisation or "", names, rows): a row fills all its names together.
    slots: list[tuple[str, tuple[str, ...], tuple[tuple[str, ...], ...]]] = field(default_factory=list)
    settings: dict[str, str] = field(default_factory=dict)
    steps: list[Step] = field(default_factory=list)


@dataclass
class Matter:
    name: str
    texts: dict[str, tuple[str, ...]] = field(default_factory=dict)


def split_alternatives(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(" / "))


def parse_options(text: str) -> dict[str, str]:
    pairs = [item.split("=", 1) for item in text.replace(",", " ").split()] if text else []
    return {pair[0]: pair[1] if len(pair) > 1 else "yes" for pair in pairs}


def parse_play(words: list[str]) -> Play:
    options = dict(word.split("=", 1) for word in words[2:])
    kept = tuple(filter(None, options.pop("keep", "").split(",")))
    broken = tuple(filter(None, options.pop("break", "").split(",")))
    return Play(words[0], int(words[1]), options, kept, broken)


def select_plays(text: str | None, scene: Scene, where: str) -> frozenset[str] | None:
    if text is None:
        return None
    names = {play.name for play in scene.plays}
    negated = text.startswith("!")
    chosen = set(text.lstrip("!").split("|"))
    if not chosen <= names:
        raise ValueError(f"{where}: unknown play {sorted(chosen - names)}; the scene has {sorted(names)}")
    return frozenset(names - chosen if negated else chosen)


def parse_step(body: str, plays: frozenset[str] | None, where: str) -> Step:
    said = SAID.match(body)
    if said:
        return Step(
            "say", said["who"], parse_options(said["options"] or ""), split_alternatives(said["text"]), plays, where
        )
    words = body.split(None, 1)
    rest = words[1] if len(words) > 1 else ""
    if words[0].startswith("@"):
        return Step("event", words[0][1:], parse_options(rest), (), plays, where)
    if words[0] == "+":
        return Step("pause", rest.strip(), {}, (), plays, where)
    if words[0] in ("open", "close", "use"):
        return Step("macro", words[0], parse_options(rest), (), plays, where)
    raise ValueError(f"{where}: cannot read {body!r}; expected a speaker, @event, + pause, open, close or use")


def read_scenes(path: Path) -> list[Scene]:
    scenes: list[Scene] = []
    for number, raw in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        line, where = raw.strip(), f"{path.name}:{number}"
        if not line or line.startswith("#"):
            continue
        if line.startswith("== "):
            scenes.append(Scene(line[3:].strip(), ()))
            continue
        scene = scenes[-1]
        if line.startswith("orgs "):
            scene.organisations = tuple(line.split()[1:])
        elif line.startswith("play "):
            scene.plays.append(parse_play(line.split()[1:]))
        elif line.startswith("let "):
            names, _, values = line[4:].partition(" = ")
            names, _, organisation = names.partition("@")
            keys = tuple(names.split(","))
            rows = tuple(tuple(v.split("|")) for v in split_alternatives(values))
            if any(len(row) != len(keys) for row in rows):
                raise ValueError(f"{where}: every value needs {len(keys)} parts")
            scene.slots.append((organisation, keys, rows))
        elif line.startswith("set "):
            key, _, value = line[4:].partition(" = ")
            scene.settings[key.strip()] = value.strip()
        else:
            parts = LINE.match(line)
            assert parts is not None
            scene.steps.append(parse_step(parts["body"], select_plays(parts["when"], scene, where), where))
    return scenes


def read_matters(path: Path) -> dict[str, list[Matter]]:
    """Small matters by organisation: question, reason for looking it up, answer, second question, summary."""
    matters: dict[str, list[Matter]] = {}
    for number, raw in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        line = raw.strip()
        if not line or line.startswith("#"):
            continue
        if line.startswith("-- "):
            organisation, _, name = line[3:].partition("/")
            matters.setdefault(organisation, []).append(Matter(name))
            current = matters[organisation][-1]
        else:
            key, colon, value = line.partition(":")
            if not colon:
                raise ValueError(f"{path.name}:{number}: expected 'key: text / text'")
            current.texts[key.strip()] = split_alternatives(value)
    return matters


def read_phrases(path: Path) -> dict[str, tuple[str, ...]]:
    """Sections headed [name], one phrase a line."""
    phrases: dict[str, list[str]] = {}
    for raw in path.read_text(encoding="utf-8").splitlines():
        line = raw.strip()
        if line.startswith("[") and line.endswith("]"):
            current = phrases.setdefault(line[1:-1], [])
        elif line and not line.startswith("#"):
            current.append(line)
    return {key: tuple(value) for key, value in phrases.items()}
