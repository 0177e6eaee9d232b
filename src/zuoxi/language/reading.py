"""What was read from an utterance: acts and facts with their places. Values only."""

from __future__ import annotations

from typing import Literal

import msgspec

#: how sure a name is that is not said to be the speaker's own
ANOTHERS_NAME = 0.7

How = Literal["exact", "syllable", "fuzzy", "pattern", "reply", "judged"]


class Hit(msgspec.Struct, frozen=True):
    """An act: half-open span in code points of the original text, how it was found, how surely (0 to 1)."""

    act: str
    start: int
    end: int
    how: How
    confidence: float = 1.0
    arguments: dict[str, str] = {}


class Fact(msgspec.Struct, frozen=True):
    """A fact: kind and normalised value (contract.md section 2); `partial`: only the end of the value."""

    kind: str
    value: str
    start: int
    end: int
    partial: bool = False
    unit: str = ""
    confidence: float = 1.0

    @property
    def is_own_name(self) -> bool:
        """A name that the speaker says to be his own, not one of somebody he speaks of."""
        return self.kind == "name" and self.confidence > ANOTHERS_NAME


class Reading(msgspec.Struct, frozen=True):
    """All acts and facts of one utterance, in order of their places."""

    acts: tuple[Hit, ...] = ()
    facts: tuple[Fact, ...] = ()


class Names(msgspec.Struct, frozen=True, kw_only=True):
    """The names of the conversation at hand, as its attributes give them."""

    organisation: str = ""
    department: str = ""
    agent_number: str = ""
    agent_name: str = ""
    customer_name: str = ""
    customer_title: str = ""
