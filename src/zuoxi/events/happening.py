"""What happened on the line and at the desk: the closed family of past-tense facts, one type per kind.

Every fact has an explicit instant `at`, in whole milliseconds from the conversation's start (None: unknown), the party, the
agent if one is named, and `index`, its 0-based place in the input. No default clocks, no ids. An event of an unknown kind
is a `Foreign` one: preserved, never judged. This module refuses to parse.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec


class Happening(msgspec.Struct, frozen=True, kw_only=True):
    """What all kinds share. `extra` preserves fields that the kind does not know, as JSON values."""

    at: int | None
    index: int
    party: str | None = None
    agent: str | None = None
    extra: Mapping[str, object] = {}

    @property
    def type(self) -> str:
        """The contract's name of the kind."""
        return KIND_OF[self.__class__]


class Rang(Happening, frozen=True, kw_only=True):
    """rang: the phone rang once."""


class Queued(Happening, frozen=True, kw_only=True):
    """queued: the caller was put into a queue."""


class Offered(Happening, frozen=True, kw_only=True):
    """offered: the conversation was offered to an agent."""


class Answered(Happening, frozen=True, kw_only=True):
    """answered: somebody took the call or chat."""


class Held(Happening, frozen=True, kw_only=True):
    """held: the customer was put on hold."""


class Resumed(Happening, frozen=True, kw_only=True):
    """resumed: the hold ended."""


class Muted(Happening, frozen=True, kw_only=True):
    """muted: the agent's microphone was switched off."""


class Unmuted(Happening, frozen=True, kw_only=True):
    """unmuted: the microphone was switched on again."""


class Consulted(Happening, frozen=True, kw_only=True):
    """consulted: a colleague was called for advice."""


class Joined(Happening, frozen=True, kw_only=True):
    """joined: another agent joined; a leg begins."""


class Left(Happening, frozen=True, kw_only=True):
    """left: a party left; the conversation goes on."""


class Dropped(Happening, frozen=True, kw_only=True):
    """dropped: the line was cut by nobody's wish."""


class HungUp(Happening, frozen=True, kw_only=True):
    """hung_up: a party hung up."""


class Closed(Happening, frozen=True, kw_only=True):
    """closed: a party closed the chat."""


class RecordingPaused(Happening, frozen=True, kw_only=True):
    """recording_paused: the recording was paused."""


class RecordingResumed(Happening, frozen=True, kw_only=True):
    """recording_resumed: the recording went on."""


class SupervisorCalled(Happening, frozen=True, kw_only=True):
    """supervisor_called: a supervisor was called in."""


class SystemWentDown(Happening, frozen=True, kw_only=True):
    """system_down: a system went out of order."""


class SystemCameBack(Happening, frozen=True, kw_only=True):
    """system_restored: the system works again."""


class Transferred(Happening, frozen=True, kw_only=True):
    """transferred: the customer was put through."""

    mode: str | None = None
    to: str | None = None
    to_kind: str | None = None


class DigitPressed(Happening, frozen=True, kw_only=True):
    """dtmf: a key was pressed."""

    digit: str | None = None


class SecondLineRang(Happening, frozen=True, kw_only=True):
    """second_line_rang: another call came in."""

    conversation: str | None = None


class SecondLineAnswered(Happening, frozen=True, kw_only=True):
    """second_line_answered: the other call was taken."""

    conversation: str | None = None


class SecondLineParked(Happening, frozen=True, kw_only=True):
    """second_line_parked: the other call was parked."""

    conversation: str | None = None


class SecondLineEnded(Happening, frozen=True, kw_only=True):
    """second_line_ended: the other call ended."""

    conversation: str | None = None


class Redialled(Happening, frozen=True, kw_only=True):
    """redialled: the customer was called again."""

    conversation: str | None = None


class Rated(Happening, frozen=True, kw_only=True):
    """rated: the customer rated the service."""

    score: str | None = None


class Sounded(Happening, frozen=True, kw_only=True):
    """sound: what was heard of a party, from `at` to `until` (ms)."""

    until: int | None = None
    quality: str | None = None


class Recorded(Happening, frozen=True, kw_only=True):
    """recorded: a fact was entered at the desk."""

    field: str | None = None
    value: str | None = None


class RecordOpened(Happening, frozen=True, kw_only=True):
    """record_opened: a record was opened; due_at is ISO 8601."""

    record_id: str | None = None
    kind: str | None = None
    category: str | None = None
    owner: str | None = None
    due_at: str | None = None


class RecordUpdated(Happening, frozen=True, kw_only=True):
    """record_updated: a record was changed; due_at is ISO 8601."""

    record_id: str | None = None
    kind: str | None = None
    category: str | None = None
    owner: str | None = None
    due_at: str | None = None


class RecordClosed(Happening, frozen=True, kw_only=True):
    """record_closed: a record was closed; due_at is ISO 8601."""

    record_id: str | None = None
    kind: str | None = None
    category: str | None = None
    owner: str | None = None
    due_at: str | None = None


class Foreign(Happening, frozen=True, kw_only=True):
    """An event of a kind nobody here knows; `name` is what the source called it."""

    name: str = ""


#: the contract's name of every kind
KINDS: dict[str, type[Happening]] = {
    "rang": Rang,
    "queued": Queued,
    "offered": Offered,
    "answered": Answered,
    "held": Held,
    "resumed": Resumed,
    "muted": Muted,
    "unmuted": Unmuted,
    "consulted": Consulted,
    "joined": Joined,
    "left": Left,
    "dropped": Dropped,
    "hung_up": HungUp,
    "closed": Closed,
    "recording_paused": RecordingPaused,
    "recording_resumed": RecordingResumed,
    "supervisor_called": SupervisorCalled,
    "system_down": SystemWentDown,
    "system_restored": SystemCameBack,
    "transferred": Transferred,
    "dtmf": DigitPressed,
    "second_line_rang": SecondLineRang,
    "second_line_answered": SecondLineAnswered,
    "second_line_parked": SecondLineParked,
    "second_line_ended": SecondLineEnded,
    "redialled": Redialled,
    "rated": Rated,
    "sound": Sounded,
    "recorded": Recorded,
    "record_opened": RecordOpened,
    "record_updated": RecordUpdated,
    "record_closed": RecordClosed,
}
KIND_OF: dict[type[Happening], str] = {kind: name for name, kind in KINDS.items()} | {Foreign: ""}
