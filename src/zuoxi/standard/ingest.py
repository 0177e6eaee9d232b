"""From a conversation to moments: the one place where text becomes acts and facts.

Utterances are joined, recognised once, marked as heard or doubtful, and laid out with the line's events in canonical
order. Readings of contract.md section 5 that concern the input are kept here. It refuses to judge.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Protocol
from zoneinfo import ZoneInfo

import msgspec

from zuoxi.events import Conversation, Event
from zuoxi.language import Hit, Names, Reading
from zuoxi.standard.model import Standard
from zuoxi.standard.moment import (
    DESK,
    LINE,
    SAID,
    TERMINAL_KINDS,
    VOICE,
    FactValue,
    Moment,
    Setting,
)
from zuoxi.standard.utterances import (
    LINE_KINDS,
    Timeline,
    Utterance,
    join_turns,
    kind_of,
    legs_of,
)

_SIDES = {"agent": "customer", "customer": "agent"}
_OWN_FIELDS = ("at", "party", "agent", "index", "extra")


class Hearing(Protocol):
    """What says which acts and facts an utterance holds: a recogniser, or one that remembers what it has heard."""

    def recognise(
        self, text: str, *, by: str, previous_acts: Collection[str] = (), names: Names | None = None,
        language: str = "zh", at: datetime | None = None,
    ) -> Reading: ...  # fmt: skip


class Ingested(msgspec.Struct, frozen=True, kw_only=True):
    """What the kernel and the report need: the setting, the moments in canonical order, utterances and readings; agents: who
    took part, one after another."""

    setting: Setting
    moments: tuple[Moment, ...]
    utterances: tuple[Utterance, ...]
    readings: tuple[Reading, ...]
    agents: tuple[str, ...] = ()


def setting_of(conversation: Conversation, standard: Standard) -> Setting:
    """What is constant in the conversation; the zone and the festival periods are the profile's."""
    zone = standard.zone
    attributes = {name: _text(value) for name, value in conversation.attributes.items() if value is not None}
    festival = festival_on(conversation, standard)
    if festival:
        attributes["festival"] = festival
    if conversation.follows:
        attributes["follows"] = conversation.follows
    started = conversation.started_at
    return Setting(
        attributes=attributes,
        shows=frozenset(conversation.shows),
        started_at_ms=None if started is None else round(started.timestamp() * 1000),
        organisation_zone=zone,
        customer_zone=attributes.get("customer_timezone") or zone,
        resolution=conversation.resolution or 0,
        direction=conversation.direction or "inbound",
        channel=conversation.channel or "phone",
        complete=bool(conversation.complete),
    )


def lay_out(conversation: Conversation, standard: Standard, recogniser: Hearing) -> Ingested:
    """Lay out one conversation for the kernel."""
    timeline = Timeline(conversation)
    utterances = join_turns(conversation, timeline, standard.join_gap)
    readings = _recognise(conversation, utterances, recogniser)
    builder = _Builder(conversation, standard, timeline)
    for utterance, reading in zip(utterances, readings, strict=True):
        builder.add_utterance(utterance, reading)
    builder.add_events()
    builder.add_gaps()
    moments = sorted(builder.moments, key=_order)
    return Ingested(setting=setting_of(conversation, standard), moments=tuple(moments),
                    utterances=tuple(utterances), readings=tuple(readings),
                    agents=legs_of(conversation))  # fmt: skip


def _order(moment: Moment) -> tuple[int, int, int]:
    return moment.at, moment.rank, moment.seq


def _names(conversation: Conversation) -> Names:
    attributes = conversation.attributes

    def text(name: str) -> str:
        value = attributes.get(name)
        return "" if value is None else str(value)

    return Names(
        organisation=text("organisation"), department=text("department"), agent_number=text("agent_number"),
        agent_name=text("agent_name"), customer_name=text("customer_name"), customer_title=text("customer_title"),
    )  # fmt: skip


def _recognise(conversation: Conversation, utterances: list[Utterance], recogniser: Hearing) -> list[Reading]:
    """Every utterance once, in the order in which they end; a reply sees the acts of the other side's last words."""
    names = _names(conversation)
    by_end = sorted(
        range(len(utterances)),
        key=lambda number: (_end_place(utterances, number), number),
    )
    last: dict[str, tuple[str, ...]] = {}
    readings: list[Reading] = [Reading()] * len(utterances)
    for number in by_end:
        utterance = utterances[number]
        if not utterance.content:
            continue
        other = _SIDES.get(utterance.party, "customer")
        reading = recogniser.recognise(
            utterance.text, by=utterance.party, previous_acts=last.get(other, ()), names=names,
            language=utterance.language or "zh", at=conversation.started_at,
        )  # fmt: skip
        readings[number] = reading
        last[utterance.party] = tuple(hit.act for hit in reading.acts)
        if utterance.party == "customer" and not names.customer_name:
            told = [fact.value for fact in reading.facts if fact.is_own_name]
            if told:
                names = msgspec.structs.replace(names, customer_name=told[0])
    return readings


def _end_place(utterances: list[Utterance], number: int) -> int:
    """The end, or for an untimed utterance the end of the last timed one before it."""
    for earlier in range(number, -1, -1):
        end = utterances[earlier].end
        if end is not None:
            return end
    return -1


class _Builder:
    """Collects moments; sequence numbers follow the input's order within utterances and events."""

    def __init__(self, conversation: Conversation, standard: Standard, timeline: Timeline) -> None:
        self.conversation = conversation
        self.standard = standard
        self.timeline = timeline
        self.moments: list[Moment] = []
        self.sequence = 0
        self.place = self._answered_at() + 1
        self.end = self._terminal_at()

    def _answered_at(self) -> int:
        ats = [event.at for event in self.conversation.events if kind_of(event) == "answered" and event.at is not None]
        return min(ats, default=0)

    def _terminal_at(self) -> int | None:
        ats = [event.at for event in self.conversation.events if _is_terminal(event) and event.at is not None]
        return min(ats, default=None)

    def _next(self) -> int:
        self.sequence += 1
        return self.sequence

    # -- words

    def add_utterance(self, utterance: Utterance, reading: Reading) -> None:
        timed = utterance.start is not None and utterance.end is not None
        if utterance.start is not None and utterance.end is not None:
            start, end = utterance.start, utterance.end
            self.place = max(self.place, end)
        else:
            start = end = self.place if self.end is None else min(self.place, self.end)
        doubtful = utterance.confidence < self.standard.minimum_confidence
        doubtful = doubtful or self._in_gap(start, end, timed) or (not timed and bool(self.timeline.silenced))
        heard = utterance.party != "agent" or (
            utterance.to != "colleague" and not (timed and self.timeline.is_silenced(end))
        )
        segments = utterance.segments
        turns = (segments[0].turn,) if len(segments) == 1 else tuple([segment.turn for segment in segments])
        characters = utterance.characters
        sequence = self._next()
        self.moments.append(
            Moment(at=start, start=start, rank=VOICE, seq=sequence, kind="voice", party=utterance.party,
                   agent=utterance.agent, utterance=utterance.number, timed=timed, heard=heard, turns=turns)
        )  # fmt: skip
        self.moments.append(
            Moment(at=end, start=start, rank=SAID, seq=sequence, kind="said", party=utterance.party,
                   agent=utterance.agent, utterance=utterance.number, timed=timed, content=characters > 0,
                   doubtful=doubtful, heard=heard, acts=_acts(reading), facts=_facts(reading),
                   details=_arguments(reading, utterance), turns=turns, characters=characters)
        )  # fmt: skip

    def _in_gap(self, start: int, end: int, timed: bool) -> bool:
        return (
            timed
            and bool(self.conversation.gaps)
            and any(gap.start < end and start < gap.end for gap in self.conversation.gaps)
        )

    # -- the line and the desk

    def add_events(self) -> None:
        events = self.conversation.events
        for event in events:
            if event.at is not None and kind_of(event):
                self._add_event(event, event.at)
        if not any(kind_of(event) == "answered" for event in events):
            self._answer_for_words()

    def _add_event(self, event: Event, at: int) -> None:
        kind = kind_of(event)
        details = {name: _text(value) for name, value in msgspec.structs.asdict(event).items()
                   if name not in _OWN_FIELDS and value is not None}  # fmt: skip
        agent = event.agent if event.agent is not None else self.timeline.agent_at(at)
        rank = LINE if kind in LINE_KINDS or kind.startswith("sound") else DESK
        moment = Moment(at=at, start=at, rank=rank, seq=self._next(), kind=kind, party=event.party,
                        agent=agent, details=details, event=event.index)  # fmt: skip
        self.moments.append(moment)
        until = getattr(event, "until", None) if kind == "sound" else None
        if until is not None:
            self.moments.append(
                msgspec.structs.replace(moment, at=until, start=until, seq=self._next(), kind="sound_ended")
            )

    def _answer_for_words(self) -> None:
        """A source without call signals still has a beginning: the agent's first words."""
        first = min(
            (m for m in self.moments if m.kind == "voice" and m.party == "agent"),
            key=_order,
            default=None,
        )
        if first is not None:
            self.moments.append(
                Moment(at=first.at, start=first.at, rank=LINE, seq=0, kind="answered", party="agent",
                       agent=first.agent, timed=first.timed, details={"inferred": "yes"})
            )  # fmt: skip

    def add_gaps(self) -> None:
        for gap in self.conversation.gaps:
            self.moments.append(Moment(at=gap.end, start=gap.start, rank=SAID, seq=self._next(), kind="gap"))


def _is_terminal(event: Event) -> bool:
    kind = kind_of(event)
    if kind == "transferred":
        return getattr(event, "mode", None) == "blind"
    return kind in TERMINAL_KINDS


def festival_on(conversation: Conversation, standard: Standard) -> str:
    """The festival whose published period holds the conversation's local day; empty if none."""
    if conversation.started_at is None:
        return ""
    day = conversation.started_at.astimezone(ZoneInfo(standard.zone)).date().isoformat()
    return next((name for name, first, last in standard.festivals if first <= day <= last), "")


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    return str(value)


def _acts(reading: Reading) -> tuple[str, ...]:
    if len(reading.acts) < 2:
        return tuple([hit.act for hit in reading.acts])
    ordered = sorted(reading.acts, key=_place)
    return tuple(dict.fromkeys(hit.act for hit in ordered))


def _place(hit: Hit) -> tuple[int, int]:
    return hit.start, hit.end


def _facts(reading: Reading) -> tuple[FactValue, ...]:
    return (
        ()
        if not reading.facts
        else tuple(FactValue(fact.kind, fact.value, bool(fact.partial)) for fact in reading.facts)
    )


def _arguments(reading: Reading, utterance: Utterance) -> dict[str, str]:
    found: dict[str, str] = {"language": utterance.language, "to": utterance.to}
    for hit in reading.acts:
        for name, value in (hit.arguments or {}).items():
            found[f"{hit.act}.{name}"] = str(value)
    return found
