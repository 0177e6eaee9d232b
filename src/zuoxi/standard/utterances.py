"""Turns of a conversation joined into utterances: who speaks, from when to when, heard by whom, in whose leg.

contract.md section 5, readings 1, 4, 12 and 19. It refuses to recognise anything: texts stay texts.
"""

from __future__ import annotations

import re

import msgspec

from zuoxi.events import Conversation, Event, Spoken
from zuoxi.language import placeholders

#: what changes the line; a segment before and one after such an event are never one utterance
LINE_KINDS = frozenset(
    {"rang", "queued", "offered", "answered", "held", "resumed", "muted", "unmuted", "consulted", "transferred",
     "joined", "left", "dtmf", "dropped", "hung_up", "closed", "redialled", "second_line_rang",
     "second_line_answered", "second_line_parked", "second_line_ended"}
)  # fmt: skip

_LATIN_WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)*")


class Segment(msgspec.Struct, frozen=True):
    """One turn inside an utterance; `offset` is where its text begins in the utterance's text (code points)."""

    turn: int
    text: str
    offset: int
    start: int | None
    end: int | None


class Utterance(msgspec.Struct, frozen=True, kw_only=True):
    """Joined segments of one speaker. start, end: ms, None where only the order is known."""

    number: int
    party: str
    agent: str | None
    to: str
    text: str
    segments: tuple[Segment, ...]
    start: int | None
    end: int | None
    confidence: float
    language: str

    @property
    def content(self) -> bool:
        return any(map(str.isalnum, self.text))

    @property
    def characters(self) -> int:
        """How much was said: each character one; a word of Latin letters one too, since it is not spelt but spoken."""
        text = placeholders.lengthen(self.text)
        letters = sum(map(str.isalnum, text))
        return letters - sum(sum(map(str.isalpha, word)) - 1 for word in _LATIN_WORD.findall(text))


class Timeline:
    """The line's events of one conversation, in order, as intervals and legs."""

    def __init__(self, conversation: Conversation) -> None:
        placed = _placed(conversation)
        self.instants = [at for at, event in placed if kind_of(event) in LINE_KINDS]
        self.silenced = _intervals(placed)
        self.legs = [(at, e.agent) for at, e in placed if kind_of(e) in ("answered", "joined") and e.agent is not None]
        number = conversation.attributes.get("agent_number")
        self.default_agent = None if number is None else str(number)

    def line_between(self, first: int, second: int) -> bool:
        return any(first <= at <= second for at in self.instants)

    def is_silenced(self, at: int) -> bool:
        """Whether the customer cannot hear what ends at `at`: said precedes line events of the same instant."""
        return any(start < at <= end for start, end in self.silenced)

    def agent_at(self, at: int | None) -> str | None:
        agent = self.default_agent
        for since, name in self.legs:
            if at is not None and since <= at:
                agent = name
        return agent if agent is not None else (self.legs[0][1] if self.legs else None)


def legs_of(conversation: Conversation) -> tuple[str, ...]:
    """The agents who took part after one another, each a leg; one where nobody joined."""
    own = conversation.attributes.get("agent_number")
    names = [
        event.agent if event.agent is not None or own is None or kind_of(event) == "joined" else str(own)
        for _, event in _placed(conversation)
        if kind_of(event) in ("answered", "joined")
    ]
    return tuple(dict.fromkeys(name for name in names if name is not None))


def kind_of(event: Event) -> str:
    """The contract's name of an event's type."""
    return event.type


def _placed(conversation: Conversation) -> list[tuple[int, Event]]:
    """Events whose instant is known, in order of time."""
    found = [(event.at, event) for event in conversation.events if event.at is not None]
    return sorted(found, key=_first)


def _first(pair: tuple[int, Event]) -> int:
    return pair[0]


def _intervals(placed: list[tuple[int, Event]]) -> list[tuple[int, int]]:
    """Holds and mutes as (start, end]; one that is never ended lasts."""
    closing = {"held": "resumed", "muted": "unmuted"}
    found = []
    for number, (at, event) in enumerate(placed):
        wanted = closing.get(kind_of(event))
        if wanted is not None:
            ends = [later for later, other in placed[number + 1 :] if kind_of(other) == wanted]
            found.append((at, ends[0] if ends else 1 << 60))
    return found


def join_turns(conversation: Conversation, timeline: Timeline, join_gap: int) -> list[Utterance]:
    """Segments of one speaker no farther apart than `join_gap` ms, with nothing between them, are one utterance."""
    groups: list[list[Spoken]] = []
    open_group: dict[str, list[Spoken]] = {}
    turns = conversation.turns
    for turn in turns:
        group = open_group.get(turn.party)
        if group is not None and _joins(group, turn, turns, timeline, join_gap):
            group.append(turn)
        else:
            group = [turn]
            groups.append(group)
            open_group[turn.party] = group
    return [_utterance(number, group, conversation, timeline) for number, group in enumerate(groups)]


def _joins(
    group: list[Spoken],
    turn: Spoken,
    turns: tuple[Spoken, ...],
    timeline: Timeline,
    join_gap: int,
) -> bool:
    last = group[-1]
    if last.end is None or turn.start is None or last.agent != turn.agent or last.to != turn.to:
        return False
    end = max(segment.end for segment in group if segment.end is not None)
    if turn.start - end > join_gap or timeline.line_between(end, turn.start):
        return False
    return not any(
        other.party != turn.party and other.start is not None and other.end is not None
        and other.start < turn.start and other.end > end
        for other in turns
    )  # fmt: skip


def _utterance(number: int, group: list[Spoken], conversation: Conversation, timeline: Timeline) -> Utterance:
    if len(group) == 1:
        return _of_one(number, group[0], conversation, timeline)
    segments, text = [], ""
    for turn in group:
        if text and turn.text:
            text += " "
        segments.append(Segment(turn.index, turn.text, len(text), turn.start, turn.end))
        text += turn.text
    first = group[0]
    agent = first.agent if first.agent is not None else timeline.agent_at(first.start)
    ends = [turn.end for turn in group if turn.end is not None]
    confidences = [turn.confidence for turn in group if turn.confidence is not None]
    timed = first.start is not None and bool(ends)
    return Utterance(
        number=number, party=first.party, agent=agent if first.party != "customer" else timeline.agent_at(first.start),
        to=first.to, text=text, segments=tuple(segments), start=first.start if timed else None,
        end=max(ends) if timed else None, confidence=min(confidences, default=1.0),
        language=first.language or conversation.language or "zh",
    )  # fmt: skip


def _of_one(number: int, turn: Spoken, conversation: Conversation, timeline: Timeline) -> Utterance:
    """What `_utterance` makes of a single turn."""
    agent = turn.agent
    if agent is None or turn.party == "customer":
        agent = timeline.agent_at(turn.start)
    timed = turn.start is not None and turn.end is not None
    return Utterance(
        number=number, party=turn.party, agent=agent, to=turn.to, text=turn.text,
        segments=(Segment(turn.index, turn.text, 0, turn.start, turn.end),), start=turn.start if timed else None,
        end=turn.end if timed else None, confidence=1.0 if turn.confidence is None else turn.confidence,
        language=turn.language or conversation.language or "zh",
    )  # fmt: skip
