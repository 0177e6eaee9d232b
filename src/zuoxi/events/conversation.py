"""A conversation: who spoke when, what happened on the line, and what its source can show.

Times are whole milliseconds from `started_at`. This module refuses to parse and to judge.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import msgspec

from zuoxi.events.happening import Happening

#: what a source may show (contract.md section 1)
SHOWS = frozenset(
    {"rings", "hangup", "hold", "transfer", "agent_words", "customer_words", "times", "levels", "records", "screen",
     "consult"}
)  # fmt: skip


class Word(msgspec.Struct, frozen=True, kw_only=True):
    """A word of a turn with its times, as the recogniser gave them (ms)."""

    text: str
    start: int | None = None
    end: int | None = None
    confidence: float | None = None


class Spoken(msgspec.Struct, frozen=True, kw_only=True):
    """A turn. `index` is its 0-based place in the input; `start` and `end` are None where its times are unknown.

    An empty text with times is sound without words. `to`: customer, colleague, aside. confidence None: certain.
    """

    index: int
    party: str
    text: str
    start: int | None = None
    end: int | None = None
    confidence: float | None = None
    agent: str | None = None
    to: str = "customer"
    language: str | None = None
    level_db: float | None = None
    snr_db: float | None = None
    words: tuple[Word, ...] = ()
    extra: Mapping[str, object] = {}


class Gap(msgspec.Struct, frozen=True, kw_only=True):
    """Nothing is judged between start and end (ms)."""

    start: int
    end: int
    why: str = ""


class Conversation(msgspec.Struct, frozen=True, kw_only=True):
    """One conversation; events and turns in order of time (turns without times in the input's order).

    started_at: aware, None if unknown; started_text and zone_given: as the source had it. resolution: ms.
    extra: unknown fields, preserved.
    """

    id: str
    channel: str = "phone"
    direction: str = "inbound"
    started_at: datetime | None = None
    started_text: str | None = None
    zone_given: bool = True
    language: str | None = None
    attributes: Mapping[str, object] = {}
    events: tuple[Happening, ...] = ()
    turns: tuple[Spoken, ...] = ()
    gaps: tuple[Gap, ...] = ()
    complete: bool = False
    follows: str | None = None
    shows: frozenset[str] = frozenset()
    resolution: int | None = None
    extra: Mapping[str, object] = {}


def shows_by_default(
    events: tuple[Happening, ...], has_events: bool, turns: tuple[Spoken, ...] | None
) -> frozenset[str]:
    """What a source shows that does not say so itself (contract.md section 1).

    has_events: the conversation has a list of events that is not empty; turns None: it has no turns.
    """
    kinds = {event.type for event in events}
    shown: set[str] = set()
    if "rang" in kinds:
        shown.add("rings")
    if has_events:
        shown.update(("hangup", "hold", "transfer"))
    if turns is not None:
        shown.update(("agent_words", "customer_words"))
        if any(turn.start is not None for turn in turns):
            shown.add("times")
        if any(turn.level_db is not None for turn in turns):
            shown.add("levels")
    if kinds & {"record_opened", "record_updated", "record_closed"}:
        shown.add("records")
    if "recorded" in kinds:
        shown.add("screen")
    if "consulted" in kinds:
        shown.add("consult")
    return frozenset(shown)
