"""Putting a standard together: pack from disk, profile, recogniser, program, wording.

The one place where the parts meet for an audit; nothing here happens at import.
"""

from __future__ import annotations

import gc
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import msgspec

from zuoxi.desk import Inspector
from zuoxi.events import Outcome, Reason
from zuoxi.language import (
    ActWording,
    Lexicon,
    LexiconError,
    Recogniser,
    parse_lexicon,
    places_of,
)
from zuoxi.measures import ClauseWeight
from zuoxi.measures import scorecard as forms
from zuoxi.standard import (
    Bound,
    Pack,
    PackError,
    Problem,
    Program,
    bind_pack,
    compile_standard,
    line_of_packs,
    read_pack,
    read_profile,
)
from zuoxi.store import find_pack, find_profile, read_texts, scorecards


class Assembled(msgspec.Struct, frozen=True):
    """Everything that judging by one standard needs."""

    pack: Pack
    bound: Bound
    recogniser: Recogniser
    program: Program
    inspector: Inspector

    @property
    def checklist(self) -> frozenset[str]:
        """The clauses that only people can judge."""
        return frozenset(clause.id for clause in self.bound.standard.clauses if clause.checklist)

    def find_form(self, name: str) -> forms.Scorecard:
        """A form with weights of its own: a file, or one that the pack ships; raises `UnreadableError`."""
        return scorecards.find_scorecard(name, self.pack.scorecards, tuple(self.pack.texts))

    def acts_worded_here(self) -> dict[str, str]:
        """The acts that the pack itself words, with who does each; what its parents word is their affair."""
        own = {name: text for name, text in self.pack.acts.items() if not name.startswith("../")}
        worded = {wording.act: wording.by for wording in parse_lexicon(own).acts}
        for wording in parse_lexicon(own).acts:
            for implied in wording.implies:
                worded.setdefault(implied, wording.by)
        return worded


#: reasons that say a label at most are worded once; how many of them are kept
_MOST_REASONS = 4096


class PackWording:
    """Reasons in the reader's language, from the pack's messages."""

    def __init__(self, messages: dict[str, dict[str, str]]) -> None:
        self._messages = messages
        self._known: dict[tuple[str, tuple[tuple[str, str | int | float], ...], str], str] = {}

    def marked(self, reason: str, language: str) -> str:
        """The reason of an outcome that a person judged, given the machine's."""
        texts = self._messages.get("marked")
        return reason if texts is None else texts["en" if language.startswith("en") else "zh"].format(reason=reason)

    def reason(self, outcome: Outcome, language: str) -> str:
        side = "en" if language.startswith("en") else "zh"
        parameters = outcome.reason.parameters
        if len(parameters) > 1 or (parameters and type(parameters[0][1]) is not str):
            return self._word(outcome.reason, side)
        key = (outcome.reason.message, parameters, side)
        text = self._known.get(key)
        if text is None:
            text = self._word(outcome.reason, side)
            if len(self._known) < _MOST_REASONS:
                self._known[key] = text
        return text

    def _word(self, reason: Reason, side: str) -> str:
        texts = self._messages.get(reason.message)
        if texts is None:
            return reason.message
        parameters = dict(reason.parameters)
        zh, _, en = str(parameters.get("label", "")).partition("\n")
        parameters["label"] = (en or zh) if side == "en" else zh
        if "kind" in parameters:
            kinds = str(parameters["kind"]).split()
            parameters["kind"] = (", " if side == "en" else "、").join(self._kind(kind, side) for kind in kinds)
        return texts[side].format_map(_Blank(parameters))

    def _kind(self, kind: str, side: str) -> str:
        """A kind of evidence in the reader's words; the pack may word it as the message `kind.NAME`."""
        texts = self._messages.get(f"kind.{kind}")
        return kind if texts is None else texts[side]


class _Blank(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return "?"


def pack_chain(name: str) -> list[Mapping[str, str]]:
    """The texts of a pack and its parents, oldest first; a parent is looked for beside its child, then among the shipped."""
    visited: list[Path] = []

    def texts_of(wanted: str) -> Mapping[str, str]:
        beside = (folder.parent / wanted for folder in visited)
        folder = next((place for place in beside if (place / "pack.yaml").is_file()), None) or find_pack(wanted)
        visited.append(folder)
        return read_texts(folder)

    return line_of_packs(name, texts_of)


def lexicon_of(pack: Pack) -> Lexicon:
    """The pack's wording, and its locked phrases as acts `text.<id>`."""
    try:
        lexicon = parse_lexicon(pack.acts)
    except LexiconError as error:
        place, _, text = str(error).partition(": ")
        file, _, line = place.rpartition(":")
        raise PackError([Problem(file, int(line) if line.isdigit() else 1, text)]) from None
    locked = [
        ActWording(act=f"text.{phrase.id}", by="agent", zh=(places_of(phrase.text["zh"]),),
                   en=(places_of(phrase.text["en"]),), negatable=False)
        for phrase in pack.phrases.values() if phrase.locked
    ]  # fmt: skip
    return Lexicon((*lexicon.acts, *locked), lexicon.source + "\n".join(map(repr, locked)))


@lru_cache(maxsize=2)
def recogniser_of(lexicon: Lexicon) -> Recogniser:
    """Compiled once for all profiles of a pack: it keeps nothing of what it hears."""
    return Recogniser(lexicon)


def assemble(standard: str, profile: str | None = None) -> Assembled:
    """Load, bind and compile; raises `PackError` or `PackNotFoundError`."""
    # a million small objects without a cycle among them: looking for cycles meanwhile would cost a third of the time
    collecting = gc.isenabled()
    gc.disable()
    try:
        return _assemble(standard, profile)
    finally:
        if collecting:
            gc.enable()


def _assemble(standard: str, profile: str | None) -> Assembled:
    pack = read_pack(pack_chain(standard))
    recogniser = recogniser_of(lexicon_of(pack))
    chosen = None
    if profile is not None:
        path = find_profile(profile)
        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            raise PackError(
                [
                    Problem(
                        profile,
                        1,
                        "the profile cannot be read; give a UTF-8 YAML file.",
                    )
                ]
            ) from None
        chosen = read_profile(str(path), text, pack.parameters, frozenset(pack.clauses))
    bound = bind_pack(pack, chosen, recogniser.digest)
    program = compile_standard(bound.standard)
    weights = {
        clause.id: ClauseWeight(severity=clause.severity, weight=bound.weights.get(clause.id))
        for clause in bound.standard.clauses
    }
    return Assembled(
        pack,
        bound,
        recogniser,
        program,
        Inspector(program, recogniser, PackWording(pack.messages), weights),
    )
