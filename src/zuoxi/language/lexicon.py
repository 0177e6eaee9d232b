"""The wording of acts as a pack writes it, read from text.

An act has, per language, patterns; a pattern is plain text with `[a|b|]` for alternatives (an empty one: may be left out),
`…` for a gap of a few characters, and `{slot}` for a name of the conversation. Problems name file, line and remedy.
This module refuses to match anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import product

import msgspec
import yaml

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


_ALTERNATIVES = re.compile(r"\[([^\[\]]*)\]")


def expand(pattern: str) -> Iterator[str]:
    """All plain readings of the alternatives in a pattern."""
    parts = _ALTERNATIVES.split(pattern)
    if not any("[" in part or "]" in part for part in parts[::2]):
        chosen = [part.split("|") if place % 2 else [part] for place, part in enumerate(parts)]
        yield from map("".join, product(*chosen))
        return
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


#: libyaml where it is there: wording is most of what a pack holds
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TRUTH = {"true": True, "yes": True, "false": False, "no": False}
_FIELDS = frozenset(
    {"zh", "en", "unless", "literal", "negatable", "after", "alone", "implies", "by", "fuzzy", "short_by_sound"}
)


def _parse_file(name: str, text: str) -> Iterator[ActWording]:
    try:
        document = yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark is not None else 1
        raise LexiconError(
            f"{name}:{line}: not YAML ({error.problem}). Mend the line's indentation or quotes."
        ) from None
    except yaml.YAMLError:
        raise LexiconError(f"{name}:1: not YAML: it holds characters that are not allowed. Take them out.") from None
    if not isinstance(document, yaml.MappingNode):
        raise LexiconError(f"{name}:1: a mapping of act names is expected.")
    head = _fields(name, document)
    by = _text(name, head["by"]) if "by" in head else "agent"
    entries = head.get("acts")
    if not isinstance(entries, yaml.MappingNode):
        raise LexiconError(f"{name}:1: `acts:` with a mapping of act names is expected.")
    for act, entry in _fields(name, entries).items():
        yield _parse_act(name, act, by, entry)


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1


def _fields(name: str, node: yaml.MappingNode) -> dict[str, yaml.Node]:
    found: dict[str, yaml.Node] = {}
    for key, value in node.value:
        text = _text(name, key)
        if text in found:
            raise LexiconError(f"{name}:{_line(key)}: {text!r} stands twice; put the two together.")
        found[text] = value
    return found


def _text(name: str, node: yaml.Node) -> str:
    """A scalar as it is written: `no` and `22:00` stay text."""
    if not isinstance(node, yaml.ScalarNode):
        raise LexiconError(f"{name}:{_line(node)}: plain text is expected, not a list or mapping.")
    return str(node.value)


def _flag(name: str, entry: dict[str, yaml.Node], key: str, otherwise: bool) -> bool:
    if key not in entry:
        return otherwise
    said = _TRUTH.get(_text(name, entry[key]).lower())
    if said is None:
        raise LexiconError(f"{name}:{_line(entry[key])}: `{key}` is true or false.")
    return said


def _parse_act(name: str, act: str, by: str, node: yaml.Node) -> ActWording:
    if not isinstance(node, yaml.MappingNode):
        raise LexiconError(f"{name}:{_line(node)}: {act} needs wordings, such as `zh: [您好]`.")
    entry = _fields(name, node)
    for key in entry:
        if key not in _FIELDS:
            told = f"{act} has an unknown field {key!r}; known are {', '.join(sorted(_FIELDS))}."
            raise LexiconError(f"{name}:{_line(entry[key])}: {told}")
    words = {key: tuple(text for text, _ in _words(name, entry.get(key))) for key in ("unless", "after", "implies")}
    return ActWording(
        act=act, by=_text(name, entry["by"]) if "by" in entry else by, zh=_patterns(name, act, entry.get("zh")),
        en=_patterns(name, act, entry.get("en")), unless=words["unless"], after=words["after"], implies=words["implies"],
        literal=_flag(name, entry, "literal", False), negatable=_flag(name, entry, "negatable", True),
        alone=_flag(name, entry, "alone", False), fuzzy=_flag(name, entry, "fuzzy", True),
        short_by_sound=_flag(name, entry, "short_by_sound", True),
    )  # fmt: skip


def _words(name: str, node: yaml.Node | None) -> Iterator[tuple[str, int]]:
    """The texts of a list, or of one text, with their lines."""
    if node is None or (isinstance(node, yaml.ScalarNode) and node.tag.endswith(":null")):
        return
    for item in node.value if isinstance(node, yaml.SequenceNode) else [node]:
        yield _text(name, item), _line(item)


def _patterns(name: str, act: str, node: yaml.Node | None) -> tuple[Pattern, ...]:
    found: list[Pattern] = []
    for pattern, line in _words(name, node):
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
