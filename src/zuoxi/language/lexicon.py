"""The wording of acts as a pack writes it, read from text.

An act has, per language, patterns; a pattern is plain text with `[a|b|]` for alternatives (an empty one: may be left out),
`…` for a gap of a few characters, and `{slot}` for a name of the conversation. Problems name file, line and remedy.
This module refuses to match anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import msgspec
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap
from ruamel.yaml.error import MarkedYAMLError

from zuoxi.language.normalising import has_chinese

SLOTS = frozenset(
    {
        "organisation",
        "department",
        "agent_number",
        "agent_name",
        "customer_name",
        "title",
    }
)
#: signs that normalising takes out of Chinese text, so that a pattern would silently mean something shorter
_SILENT = re.compile(r"[^\w\s\[\]|…^${}'-]")
_EXPANSION_LIMIT = 2_000


class LexiconError(Exception):
    """A wording file that cannot be read: FILE:LINE, what is wrong, the remedy."""


#: the alternatives at each place of a pattern, places divided by gaps
Pattern = tuple[tuple[str, ...], ...]


class ActWording(msgspec.Struct, frozen=True, kw_only=True):
    """Everything written about one act.

    by: whose act it is (agent or customer). unless: wordings that rule the act out in the same clause. literal: never by
    sound alone (forbidden acts). after: acts of the other side's last words without which the patterns mean nothing.
    alone: the pattern must be the whole utterance. implies: acts that are heard with it. fuzzy: whether a part of a long
    wording may be enough. short_by_sound: whether a wording of two syllables may be heard by sound alone.
    """

    act: str
    by: str
    zh: tuple[Pattern, ...] = ()
    en: tuple[Pattern, ...] = ()
    unless: tuple[str, ...] = ()
    literal: bool = False
    negatable: bool = True
    after: tuple[str, ...] = ()
    alone: bool = False
    implies: tuple[str, ...] = ()
    fuzzy: bool = True
    short_by_sound: bool = True


class Lexicon(msgspec.Struct, frozen=True):
    """All acts of a pack, in the order of the files, and a text that changes with any wording."""

    acts: tuple[ActWording, ...]
    source: str


def expand(pattern: str) -> Iterator[str]:
    """All plain readings of the alternatives in a pattern."""
    match = re.search(r"\[([^\[\]]*)\]", pattern)
    if match is None:
        yield pattern
        return
    for option in match.group(1).split("|"):
        yield from expand(pattern[: match.start()] + option + pattern[match.end() :])


def _cut_at_gaps(pattern: str) -> Iterator[str]:
    depth, part = 0, ""
    for character in pattern:
        depth += (character == "[") - (character == "]")
        if character == "…" and depth == 0:
            yield part
            part = ""
        else:
            part += character
    yield part


def places_of(pattern: str) -> Pattern:
    """The alternatives at each place; a place that may be empty is no demand and is left out."""
    found = []
    for part in _cut_at_gaps(pattern):
        options = tuple(dict.fromkeys(option for option in expand(part)))
        if all(option.strip() for option in options):
            found.append(options)
    return tuple(found)


def parse_lexicon(files: Mapping[str, str]) -> Lexicon:
    """Read wording files (name → text); raises `LexiconError`."""
    acts: dict[str, ActWording] = {}
    for name, text in sorted(files.items()):
        for wording in _parse_file(name, text):
            acts[wording.act] = wording
    return Lexicon(tuple(acts.values()), "\n".join(text for _, text in sorted(files.items())))


def _parse_file(name: str, text: str) -> Iterator[ActWording]:
    yaml = YAML(typ="rt")
    try:
        document = yaml.load(text)
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark is not None else 1
        raise LexiconError(
            f"{name}:{line}: not YAML ({error.problem}). Mend the line's indentation or quotes."
        ) from None
    if not isinstance(document, CommentedMap):
        raise LexiconError(f"{name}:1: a mapping of act names is expected.")
    by = str(document.get("by", "agent"))
    entries = document.get("acts")
    if not isinstance(entries, CommentedMap):
        raise LexiconError(f"{name}:1: `acts:` with a mapping of act names is expected.")
    for act in entries:
        line = entries.lc.key(act)[0] + 1
        yield _parse_act(name, line, str(act), by, entries[act])


def _parse_act(name: str, line: int, act: str, by: str, entry: object) -> ActWording:
    if not isinstance(entry, CommentedMap):
        raise LexiconError(f"{name}:{line}: {act} needs wordings, such as `zh: [您好]`.")
    known = {
        "zh",
        "en",
        "unless",
        "literal",
        "negatable",
        "after",
        "alone",
        "implies",
        "by",
        "fuzzy",
        "short_by_sound",
    }
    for key in entry:
        if key not in known:
            raise LexiconError(
                f"{name}:{line}: {act} has an unknown field {key!r}; known are {', '.join(sorted(known))}."
            )
    return ActWording(
        act=act, by=str(entry.get("by", by)), zh=_patterns(name, line, act, entry.get("zh")),
        en=_patterns(name, line, act, entry.get("en")), unless=_words(entry.get("unless")),
        literal=bool(entry.get("literal", False)), negatable=bool(entry.get("negatable", True)),
        after=_words(entry.get("after")), alone=bool(entry.get("alone", False)), implies=_words(entry.get("implies")),
        fuzzy=bool(entry.get("fuzzy", True)), short_by_sound=bool(entry.get("short_by_sound", True)),
    )  # fmt: skip


def _words(value: object) -> tuple[str, ...]:
    if value is None:
        return ()
    return tuple(str(item) for item in value) if isinstance(value, list) else (str(value),)


def _patterns(name: str, line: int, act: str, value: object) -> tuple[Pattern, ...]:
    found: list[Pattern] = []
    for pattern in _words(value):
        for slot in re.findall(r"\{(\w+)\}", pattern):
            if slot not in SLOTS:
                raise LexiconError(f"{name}:{line}: {act}: no slot {{{slot}}}; known are {', '.join(sorted(SLOTS))}.")
        silent = _SILENT.search(pattern) if has_chinese(pattern) else None
        if silent is not None:
            raise LexiconError(
                f"{name}:{line}: {act}: {silent.group()!r} is never heard; leave it out. What may be missing is written [so|]."
            )
        places = places_of(pattern)
        if any(len(options) > _EXPANSION_LIMIT for options in places):
            raise LexiconError(f"{name}:{line}: {act}: a place with over {_EXPANSION_LIMIT} readings; divide it.")
        if places:
            found.append(places)
    return tuple(dict.fromkeys(found))
