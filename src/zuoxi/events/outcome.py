"""What a clause came to in one conversation.

Outcomes live here, below `standard`, so that `measures` and the reports need not know how a clause is judged.
This module refuses to judge, to score or to word anything: it holds values only.
"""

from __future__ import annotations

from typing import Literal

import msgspec

Verdict = Literal["kept", "broken", "unknown", "not_applicable"]
Severity = Literal["advice", "minor", "major", "fatal"]

#: merge order of several outcomes of one clause (contract.md section 3)
VERDICT_ORDER: tuple[Verdict, ...] = ("broken", "unknown", "kept", "not_applicable")
SEVERITY_ORDER: tuple[Severity, ...] = ("advice", "minor", "major", "fatal")


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """One piece of evidence: a turn with its exact quote, or an event. Indices are 0-based in the input's order.

    `start` and `end` are milliseconds from the conversation's start, None where the source has no times.
    """

    turn: int | None = None
    event: int | None = None
    start: int | None = None
    end: int | None = None
    quote: str | None = None


class Reason(msgspec.Struct, frozen=True):
    """A message id with parameters; the wording is the pack's, by language."""

    message: str
    parameters: tuple[tuple[str, str | int | float], ...] = ()


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """One outcome of one clause. `at` is milliseconds from the conversation's start (None: no instant decides)."""

    clause: str
    number: int
    verdict: Verdict
    reason: Reason
    at: int | None = None
    agent: str | None = None
    key: str | None = None
    evidence: tuple[Evidence, ...] = ()
    parameters: tuple[tuple[str, str | int | float], ...] = ()
    because: str | None = None
    provisional: bool = False
    note: Reason | None = None

    @property
    def id(self) -> str:
        """`H01#1`, or `C08#1/phone=…` for a keyed fact (contract.md section 3)."""
        return f"{self.clause}#{self.number}" + (f"/{self.key}" if self.key else "")


def merge_verdicts(verdicts: list[Verdict]) -> Verdict:
    """Several outcomes of one clause: broken > unknown > kept > not_applicable (contract.md section 3)."""
    for verdict in VERDICT_ORDER:
        if verdict in verdicts:
            return verdict
    return "not_applicable"
