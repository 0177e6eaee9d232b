"""What a monitor eats: moments, the canonical form of everything that happened in one conversation.

Text has become acts and facts before a moment exists; a monitor never sees text. This module refuses to read
foreign formats and to recognise anything.

Canonical order is (at, rank, seq): whole milliseconds, then source rank (said, desk, line, voice), then sequence.
"""

from __future__ import annotations

import msgspec

SAID, DESK, LINE, VOICE = 0, 1, 2, 3

#: kinds that end a conversation; `transferred` ends it only with mode blind (contract.md section 5, reading 4)
TERMINAL_KINDS = frozenset({"hung_up", "dropped", "closed", "transferred"})

#: three-valued truth, ordered: and = min, or = max, not = 2 - x
NO, MAYBE, YES = 0, 1, 2


class FactValue(msgspec.Struct, frozen=True, gc=False):
    """A fact said in an utterance: kind and normalised value; `partial` replaces the end of a known value."""

    kind: str
    value: str
    partial: bool = False


class Moment(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One instant of one stream.

    kind: `voice` (an utterance begins: party only), `said` (it ends: acts, facts), `gap` (nothing is judged in
    [start, at]; it stands in the order as a said of nobody), or an event type of contract.md section 1
    (`sound_ended` is the `until` of a `sound`). `at` and `start` in ms; `start` differs from `at` for said and gap.
    timed: False where only the order is known. content: the utterance has words. doubtful: under the minimum
    confidence, or touching a gap. heard: by the customer (not to a colleague, not under a hold or mute).
    acts: in the order in which they stand in the utterance. details: event fields as text; for a said also
    `act.argument`. turns / event: 0-based indices in the input, for evidence.
    """

    at: int
    rank: int
    seq: int
    kind: str
    party: str | None = None
    agent: str | None = None
    utterance: int = -1
    start: int = 0
    timed: bool = True
    content: bool = False
    doubtful: bool = False
    heard: bool = True
    acts: tuple[str, ...] = ()
    facts: tuple[FactValue, ...] = ()
    details: dict[str, str] = {}
    characters: int = 0
    turns: tuple[int, ...] = ()
    event: int | None = None

    @property
    def order(self) -> tuple[int, int, int]:
        return (self.at, self.rank, self.seq)


def ends_conversation(moment: Moment) -> bool:
    """Terminal events: hung_up, dropped, closed, and transferred with mode blind."""
    if moment.kind == "transferred":
        return moment.details.get("mode") == "blind"
    return moment.kind in TERMINAL_KINDS


class Setting(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What is constant in one conversation: attributes, what its source shows, its clock.

    started_at_ms: Unix epoch in ms of offset 0, None if unknown. organisation_zone, customer_zone: IANA names.
    resolution: ms. ended: a terminal event stands in the moments, or `complete: true`.
    shows: kinds of contract.md section 1 (`times` is per turn, see Moment.timed).
    """

    attributes: dict[str, str] = {}
    shows: frozenset[str] = frozenset()
    started_at_ms: int | None = None
    organisation_zone: str = "Asia/Shanghai"
    customer_zone: str = "Asia/Shanghai"
    resolution: int = 0
    direction: str = "inbound"
    channel: str = "phone"
    complete: bool = False
