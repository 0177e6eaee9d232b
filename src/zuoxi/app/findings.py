"""findings.csv: one row a finding, and beside it the lines for the workbook's sheet of conversations.

Both are written as results come, so that memory stays flat. It refuses to judge and to decide what a finding costs.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import TextIO

import msgspec

from zuoxi.app.workbook import COLUMNS, guard, spool_of, write_workbook
from zuoxi.desk import OutcomeLine, ResultLine
from zuoxi.events import Conversation
from zuoxi.measures import Score
from zuoxi.standard import ClauseText

__all__ = ["COLUMNS", "ConversationRows", "FindingsTable", "finding_rows", "guard", "write_workbook"]

Row = tuple[object, ...]


class ConversationRows(msgspec.Struct, frozen=True):
    """What the office's tables say of one conversation: its own line, and a row for each broken outcome."""

    line: Row
    findings: tuple[Row, ...]


def finding_rows(
    conversation: Conversation,
    result: ResultLine,
    score: Score,
    texts: Mapping[str, ClauseText],
    language: str,
) -> ConversationRows:
    """The rows of one conversation; a clause's deduction stands at its first finding in each leg; further ones are free."""
    charged: set[tuple[str, str | None]] = set()
    rows: list[Row] = []
    for outcome in result.outcomes:
        if outcome.outcome != "broken":
            continue
        text = texts[outcome.clause]
        key = (outcome.clause, outcome.agent if score.legs else None)
        free = outcome.is_advice or key in charged or not isinstance(outcome.because, msgspec.UnsetType)
        points = 0.0 if free else score.deduction(outcome.clause, outcome.agent)
        if not free:
            charged.add(key)
        at = "" if outcome.at is None else outcome.at
        rows.append((conversation.id, conversation.started_text or "", *_who(conversation, outcome.agent), text.section,
                     outcome.clause, text.title["en" if language.startswith("en") else "zh"], outcome.outcome,
                     outcome.severity, points, at, *_quote(outcome), outcome.reason, outcome.settled_by))  # fmt: skip
    return ConversationRows(_line(conversation, result), tuple(rows))


def _who(conversation: Conversation, agent: str | None) -> Row:
    """Number, name, group and queue; a leg of another agent than the attributes' has no name here."""
    attributes = conversation.attributes
    number = attributes.get("agent_number") or ""
    if agent is not None and agent != str(number):
        return agent, "", "", attributes.get("queue") or ""
    return (
        number,
        attributes.get("agent_name") or "",
        attributes.get("agent_group") or "",
        attributes.get("queue") or "",
    )


def _line(conversation: Conversation, result: ResultLine) -> Row:
    counts = Counter(outcome.outcome for outcome in result.outcomes if not outcome.is_advice)
    fatal = sum(1 for o in result.outcomes if o.outcome == "broken" and o.severity == "fatal")
    return (conversation.id, conversation.started_text or "", conversation.channel, conversation.direction,
            *_who(conversation, None), "" if result.score is None else result.score, counts["broken"], fatal,
            counts["unknown"], len(conversation.turns))  # fmt: skip


def _quote(outcome: OutcomeLine) -> Row:
    turn, quote = outcome.quoted()
    return "" if turn is None else turn, quote


class FindingsTable:
    """findings.csv and the spooled lines of the conversations, written as results come."""

    def __init__(self, path: Path) -> None:
        self._stream: TextIO = path.open("w", encoding="utf-8-sig", newline="")
        self._spool: TextIO = spool_of(path).open("w", encoding="utf-8", newline="")
        self._writer = csv.writer(self._stream, lineterminator="\n")
        self._lines = csv.writer(self._spool, lineterminator="\n")
        self._writer.writerow(COLUMNS)

    def add(self, rows: ConversationRows) -> None:
        self._lines.writerow([guard(value) for value in rows.line])
        for row in rows.findings:
            self._writer.writerow([guard(value) for value in row])

    def close(self) -> None:
        self._stream.close()
        self._spool.close()
