"""Examples inside a clause: a conversation in a few lines, and what the clause must come to in it.

A line is `PARTY TEXT`, `PARTY FROM-TO TEXT`, `EVENT`, `EVENT AT`, either with `name=value` words after the time; without
times the lines follow each other at a natural pace. The result is a conversation's line as the contract writes it. It
refuses to judge, and refuses lines that it would have to guess.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import msgspec

from zuoxi.standard.document import Node, suggest
from zuoxi.standard.vocabulary import ACTORS, EVENTS, VERDICTS

SPEAKERS = ("agent", "customer", "colleague", "ivr", "bot", "other")
FIELDS = ("language", "direction", "channel", "started_at", "attributes", "shows", "resolution", "complete", "follows",
          "name", "lines")  # fmt: skip
#: where nothing is said about it: a working morning, seconds between two lines, seconds a character takes
STARTED_AT = "2026-11-23T10:00:00+08:00"
PAUSE, BEFORE_AN_EVENT, PER_CHARACTER, SHORTEST = 1.5, 0.5, 0.2, 0.8
_TIME = re.compile(r"\d+(?:\.\d+)?")
_SPAN = re.compile(rf"({_TIME.pattern})-({_TIME.pattern})")
_WORD = re.compile(r"([a-z_]+)=(\S+)")
Json = dict[str, object]


class ClauseExample(msgspec.Struct, frozen=True, kw_only=True):
    """An example of a clause: the outcome it must come to, and the conversation's line (JSON, UTF-8)."""

    clause: str
    outcome: str
    line: bytes
    place: str


def read_clause_examples(clause: str, node: Node | None) -> tuple[ClauseExample, ...]:
    """`examples: {kept: [...], broken: [...]}`, each a list of lines or a mapping with `lines`."""
    if node is None or node.value is None:
        return ()
    node.only(*VERDICTS)
    found: list[ClauseExample] = []
    for outcome in VERDICTS:
        body = node.get(outcome)
        for item in body.items() if body is not None and body.value is not None else []:
            conversation = {"id": f"{clause}-{outcome}-{len(found) + 1}", **_conversation(item)}
            found.append(ClauseExample(clause=clause, outcome=outcome, line=msgspec.json.encode(conversation),
                                       place=f"{item.file}:{item.line}"))  # fmt: skip
    return tuple(found)


def _conversation(node: Node) -> Json:
    written: Json = {"channel": "phone", "direction": "inbound", "started_at": STARTED_AT, "language": "zh"}
    lines = node
    if node.is_map():
        node.only(*FIELDS)
        lines = node.need("lines")
        written |= {key: _json(node.need(key)) for key in node.keys() if key not in ("lines", "name")}
        if "complete" in written:
            written["complete"] = node.need("complete").truth()
    if not lines.is_list():
        lines.fail("an example is a list of lines, or a mapping with `lines`.")
    scene = _Scene()
    for item in lines.items():
        scene.add(item)
    return written | {"events": scene.events, "turns": scene.turns} | ({"gaps": scene.gaps} if scene.gaps else {})


def _json(node: Node) -> object:
    """Plain values; what the contract has as text stays text."""
    if node.is_map():
        return {key: _json(node.need(key)) for key in node.keys()}
    if node.is_list():
        return [_json(item) for item in node.items()]
    if isinstance(node.value, bool | int | float):
        return node.value
    return node.text()


class _Scene:
    """The lines laid out one after the other; `now` is where the last one ended."""

    def __init__(self) -> None:
        self.now = 0.0
        self.turns: list[Json] = []
        self.events: list[Json] = []
        self.gaps: list[Json] = []

    def add(self, node: Node) -> None:
        text = node.text().strip()
        first, _, rest = text.partition(" ")
        if first in SPEAKERS:
            self._say(node, first, rest.strip())
        elif first == "gap":
            start, end = self._span(node, rest.strip())
            self.gaps.append({"start": start, "end": end})
        elif first in EVENTS:
            self._happen(node, first, rest.strip())
        else:
            known = (*SPEAKERS, "gap", *EVENTS)
            node.fail(f"a line begins with who speaks or with an event, not {first!r}.{suggest(first, known)}")

    def _say(self, node: Node, party: str, rest: str) -> None:
        span = _SPAN.match(rest)
        rest = rest[span.end() :].strip() if span else rest
        fields, rest = _words(rest)
        odd = set(fields) - {"agent", "to", "language", "confidence", "level_db", "snr_db"}
        if odd:
            node.fail(f"an utterance has no field {sorted(odd)[0]!r}; known are agent, to, language, confidence.")
        text = rest[1:-1] if len(rest) > 1 and rest[0] + rest[-1] in ('""', "“”") else rest
        if span:
            start, end = self._ordered(node, *span.groups())
        else:
            start = round(self.now + PAUSE, 3)
            end = round(start + max(SHORTEST, PER_CHARACTER * len(text)), 3)
        self.now = max(self.now, end)
        self.turns.append({"party": party, "text": text, "start": start, "end": end, **_typed(node, fields)})

    def _happen(self, node: Node, event: str, rest: str) -> None:
        span, time = _SPAN.match(rest), _TIME.match(rest)
        until: Json = {}
        if span:
            at, until["until"] = self._ordered(node, *span.groups())
            rest = rest[span.end() :].strip()
        elif time:
            at, rest = float(time.group()), rest[time.end() :].strip()
        else:
            at = round(self.now + BEFORE_AN_EVENT, 3)
        by, _, after = rest.partition(" ")
        party = _party_of(event)
        if by in ACTORS:
            party, rest = by, after.strip()
        fields, rest = _words(rest)
        if rest:
            node.fail(f"after an event stand its time, a party and name=value, not {rest!r}.")
        self.now = max(self.now, at)
        self.events.append({"type": event, "at": at, **({"party": party} if party else {}), **until, **fields})

    def _span(self, node: Node, text: str) -> tuple[float, float]:
        span = _SPAN.fullmatch(text)
        if span is None:
            node.fail("a gap has a time from and to, such as `gap 10-12.5`.")
        return self._ordered(node, *span.groups())

    def _ordered(self, node: Node, first: str, last: str) -> tuple[float, float]:
        start, end = float(first), float(last)
        if end < start:
            node.fail(f"{first}-{last} ends before it begins.")
        return start, end


def _party_of(event: str) -> str:
    """Whose an event is where the line does not say: what the agent's telephone does is the agent's."""
    return "agent" if event in ("answered", "held", "resumed", "muted", "unmuted", "transferred", "consulted") else ""


def _words(text: str) -> tuple[dict[str, str], str]:
    found: dict[str, str] = {}
    while match := _WORD.match(text):
        found[match.group(1)] = match.group(2)
        text = text[match.end() :].strip()
    return found, text


def _typed(node: Node, fields: Mapping[str, str]) -> Json:
    typed: Json = dict(fields)
    for name in ("confidence", "level_db", "snr_db"):
        if name in fields:
            try:
                typed[name] = float(fields[name])
            except ValueError:
                node.fail(f"{name} is a number, not {fields[name]!r}.")
    return typed
