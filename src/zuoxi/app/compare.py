"""`zuoxi standard compare`: what another version of a standard, or another profile, would change, before anybody publishes it.

Both versions judge the same archive; told are the scores that move, the findings that appear and vanish with examples, and what
differs in the text itself. It refuses to publish anything.
"""

from __future__ import annotations

import sys
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

import msgspec
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from zuoxi.app.assembly import Assembled, assemble
from zuoxi.desk import ResultLine, merged_of, score_of
from zuoxi.events import Conversation
from zuoxi.measures import Change
from zuoxi.standard import PackError, Problem
from zuoxi.store import PackNotFoundError, Refused, Warned, find_profile, read_archive

#: how many examples of a clause are kept, newly broken and no longer broken each
MOST_EXAMPLES = 5


class Version(msgspec.Struct, frozen=True):
    """One side of the comparison and its name as it was given."""

    name: str
    assembled: Assembled


class Example(msgspec.Struct, frozen=True):
    """A finding that appears or vanishes."""

    clause: str
    appears: bool
    conversation: str
    agent: str
    at: float | None
    quote: str
    reason: str


class Difference(msgspec.Struct, frozen=True):
    """Something that is written differently; empty: it is not there."""

    what: str
    old: str
    new: str


class Comparison(msgspec.Struct, kw_only=True):
    """All that the comparison found."""

    old: Version
    new: Version
    change: Change
    examples: list[Example]
    differences: list[Difference]
    refused: int = 0


def version_of(name: str) -> Version:
    """A pack by name or folder, or a profile by its file."""
    try:
        path = find_profile(name)
    except PackNotFoundError:
        path = None
    if path is not None:
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            raise PackError(
                [Problem(name, 1, "is no UTF-8 text; give a profile (YAML) or the folder of a pack.")]
            ) from None
        return Version(name, assemble(_extends_of(text), name))
    return Version(name, assemble(name))


def _extends_of(text: str) -> str:
    """The standard that a profile chooses from; whatever else is wrong with it, `assemble` tells."""
    try:
        written = YAML(typ="safe", pure=True).load(text)
    except YAMLError:
        return "telephone"
    profile = written.get("profile") if isinstance(written, dict) else None
    return str(profile.get("extends") or "telephone") if isinstance(profile, dict) else "telephone"


def compare(old: Version, new: Version, archive: Sequence[Path], only: Collection[str], language: str) -> Comparison:
    """Judge the archive by both; `only`: clauses to look at, all if empty."""
    found = Comparison(old=old, new=new, change=Change(), examples=[], differences=differences_of(old, new, only))
    _check_names(only, old, new)
    kept: dict[tuple[str, bool], int] = {}

    def refuse(item: Refused) -> None:
        found.refused += 1
        print(f"refused {item}", file=sys.stderr)

    for item in read_archive(list(archive), old.assembled.bound.standard.zone, refuse, _ignore):
        conversation = item.conversation
        before = _only(old.assembled.inspector.inspect(conversation, language), only)
        after = _only(new.assembled.inspector.inspect(conversation, language), only)
        scores = (
            score_of(before, old.assembled.inspector.weights).score,
            score_of(after, new.assembled.inspector.weights).score,
        )
        agent = str(conversation.attributes.get("agent_number") or "–")
        name = str(conversation.attributes.get("agent_name") or "")
        verdicts = merged_of(after)
        for clause in found.change.add(agent, name, scores, merged_of(before), verdicts):
            appears = verdicts.get(clause) == "broken"
            if kept.get((clause, appears), 0) < MOST_EXAMPLES:
                kept[clause, appears] = kept.get((clause, appears), 0) + 1
                found.examples.append(_example(conversation, clause, appears, after if appears else before))
    return found


def differences_of(old: Version, new: Version, only: Collection[str]) -> list[Difference]:
    """Parameters, clauses, severities and weights that are not the same."""
    one, other = old.assembled, new.assembled
    found = [
        Difference(name, _text(one.bound.values.get(name)), _text(other.bound.values.get(name)))
        for name in dict.fromkeys((*one.bound.values, *other.bound.values))
        if one.bound.values.get(name) != other.bound.values.get(name)
    ]
    for clause in dict.fromkeys((*one.bound.texts, *other.bound.texts)):
        if only and clause not in only:
            continue
        sides = (_weight(one, clause), _weight(other, clause))
        if sides[0] != sides[1]:
            found.append(Difference(clause, *sides))
        elif one.pack.clauses.get(clause) and other.pack.clauses.get(clause):
            texts = [side.pack.clauses[clause].value for side in (one, other)]
            if texts[0] != texts[1]:
                found.append(Difference(clause, "…", "…"))
    if one.recogniser.digest != other.recogniser.digest:
        found.append(Difference("acts", one.recogniser.digest[:12], other.recogniser.digest[:12]))
    return found


def _check_names(only: Collection[str], old: Version, new: Version) -> None:
    known = {*old.assembled.bound.texts, *new.assembled.bound.texts}
    strange = [clause for clause in only if clause not in known]
    if strange:
        raise PackError([Problem("--only", 1, f"no clause {', '.join(strange)}; `zuoxi standard show` lists them.")])


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        return "; ".join(f"{key}: {_text(item)}" for key, item in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(map(_text, value))
    return "unset" if value is None else str(value)


def _weight(side: Assembled, clause: str) -> str:
    """Severity and weight; empty where the clause is not judged."""
    if clause not in side.bound.texts:
        return ""
    weight = side.inspector.weights[clause]
    return f"{weight.severity}, {weight.value:g}"


def _only(result: ResultLine, only: Collection[str]) -> ResultLine:
    if not only:
        return result
    return msgspec.structs.replace(result, outcomes=[line for line in result.outcomes if line.clause in only])


def _example(conversation: Conversation, clause: str, appears: bool, result: ResultLine) -> Example:
    line = next(line for line in result.outcomes if line.clause == clause and line.outcome == "broken")
    return Example(clause, appears, conversation.id, line.agent or "", line.at, line.quoted()[1], line.reason)


def _ignore(warned: Warned) -> None:
    """An oddity is the audit's to tell."""
