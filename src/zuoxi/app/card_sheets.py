"""The workbook's sheets of an organisation's own form: one row a conversation and item, and one row an agent.

The rows wait in a spool beside findings.csv, written as results come, so that memory stays flat. It refuses to reckon.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

import msgspec

from zuoxi.app.fold import Audit
from zuoxi.app.workbook import PERSON, Book, Column, guard, read_spool, word_of
from zuoxi.desk import ResultLine
from zuoxi.events import Conversation
from zuoxi.measures import scorecard as forms

Row = tuple[object, ...]
_ITEMS = (
    Column("会话", "Conversation", 18), Column("开始时间", "Started at", 19, "instant"), *PERSON[:3],
    Column("章节", "Section", 16), Column("项目", "Item", 8), Column("标题", "Title", 34), Column("类别", "Kind", 8, "word"),
    Column("状态", "State", 12, "word"),
    Column("得分", "Earned", 9, "points"), Column("应得", "Possible", 9, "points"), Column("分值", "Points", 8, "points"),
    Column("由谁评", "Judged by", 10, "word"), Column("条款结果", "Clauses", 40, "long"),
    Column("评分表得分", "Scorecard score", 14, "points"), Column("暂定", "Provisional", 10, "word"),
)  # fmt: skip
_FORMS = (
    Column("份数", "Forms", 9, "count"), Column("有得分", "Scored", 9, "count"), Column("平均分", "Average score", 13, "points"),
    Column("95% 下限", "95% from", 10, "points"), Column("95% 上限", "95% to", 10, "points"),
    Column("致命为 0", "Fatal, made 0", 12, "count"), Column("暂定", "Provisional", 11, "count"),
)  # fmt: skip


class CardTable:
    """The spooled rows of the form's sheet."""

    def __init__(self, table: Path, card: forms.Scorecard | None) -> None:
        self.path = table.with_name(".scorecard.part")
        self.card = card
        self._stream: TextIO | None = None
        if card is not None:
            self._stream = self.path.open("w", encoding="utf-8", newline="")

    def add(self, conversation: Conversation, result: ResultLine, language: str) -> None:
        """Take one conversation's form."""
        if self.card is None or self._stream is None or isinstance(result.scorecard, msgspec.UnsetType):
            return
        writer = csv.writer(self._stream, lineterminator="\n")
        for row in _rows(self.card, conversation, result.scorecard, "en" if language.startswith("en") else "zh"):
            writer.writerow([guard(value) for value in row])

    def close(self) -> None:
        if self._stream is not None:
            self._stream.close()

    def discard(self) -> None:
        """Remove the spool without a sheet."""
        self.path.unlink(missing_ok=True)

    def add_sheets(self, book: Book, audit: Audit) -> int:
        """Both sheets from the spool and the figures; the spool is removed. Returns how many rows found no place."""
        if self.card is None:
            return 0
        left = book.add_sheet("评分表", "Scorecard", _ITEMS, read_spool(self.path, "utf-8", _ITEMS, 0))
        side = "en" if book.english else "zh"
        parts = [
            column
            for section in self.card.sections
            for column in (
                Column(section.title["zh"], section.title["en"], 14, "points"),
                Column(f"{section.title['zh']}：份数", f"{section.title[side]}: forms", 12, "count"),
            )
        ]
        columns = (*PERSON[:3], *_FORMS, *parts)
        book.add_sheet("评分表 坐席", "Scorecard by agent", columns, _agents(self.card, audit))
        self.discard()
        return left


def _rows(card: forms.Scorecard, conversation: Conversation, filled: forms.FilledCard, side: str) -> Iterator[Row]:
    attributes = conversation.attributes
    who = [attributes.get(name) or "" for name in ("agent_number", "agent_name", "agent_group")]
    score = "" if filled.score is None else filled.score
    for section, own in zip(card.sections, filled.sections, strict=True):
        for item, found in zip(section.items, own.items, strict=True):
            people = found.by_person or not item.clauses
            clauses = "; ".join(
                f"{clause} {word_of(verdict, side == 'en')}" for clause, verdict in found.clauses.items()
            )
            yield (conversation.id, conversation.started_text or "", *who, section.title[side], item.id, item.title[side],
                   item.kind, found.state, found.earned, found.possible, item.points,
                   "by_people" if people else "by_clauses", clauses, score, "yes" if filled.provisional else "")  # fmt: skip


def _agents(card: forms.Scorecard, audit: Audit) -> Iterator[Row]:
    agents = audit.figures.card.agents
    for key in sorted(
        agents, key=lambda name: (101.0 if (worst := agents[name].score.average) is None else worst, name)
    ):
        tally = agents[key]
        ends = tally.score.interval
        row: list[object] = [key, tally.name, tally.group, tally.forms, tally.score.count, tally.score.average,
                             ends and ends.low, ends and ends.high, tally.fatal, tally.provisional]  # fmt: skip
        for section in card.sections:
            portion = tally.sections.get(section.id)
            row += [portion.average, portion.count] if portion is not None else [None, 0]
        yield tuple(row)
