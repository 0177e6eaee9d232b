"""findings.csv and findings.xlsx: what an office works with.

One row a finding; in the workbook one sheet a view. Text that a spreadsheet would take for a formula is guarded. It refuses
to judge.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TextIO

import xlsxwriter

from zuoxi.app.fold import Audit
from zuoxi.desk import OutcomeLine, ResultLine
from zuoxi.events import Conversation
from zuoxi.standard import ClauseText

COLUMNS = ("conversation", "started_at", "agent_number", "agent_name", "agent_group", "queue", "section", "clause",
           "title", "outcome", "severity", "deduction", "at", "turn", "quote", "reason")  # fmt: skip
_CHINESE = ("会话", "开始时间", "工号", "姓名", "班组", "队列", "章节", "条款", "标题", "结果", "严重程度", "扣分", "时刻（秒）",
            "语句序号", "引语", "理由")  # fmt: skip
_LAST_ROW = 1_048_575
_VERDICTS = {
    "kept": "符合",
    "broken": "违反",
    "unknown": "无法判断",
    "not_applicable": "不适用",
}


def guard(value: object) -> object:
    """Text that begins like a formula gets an apostrophe before it."""
    return "'" + value if isinstance(value, str) and value[:1] in "=+-@\t\r" and value else value


def finding_rows(
    conversation: Conversation, result: ResultLine, deductions: Mapping[str, float], texts: Mapping[str, ClauseText],
    language: str,
) -> Iterator[tuple[object, ...]]:  # fmt: skip
    """The broken outcomes of one conversation as rows; the deduction stands at the clause's first finding."""
    attributes = conversation.attributes
    charged: set[str] = set()
    for outcome in result.outcomes:
        if outcome.outcome != "broken":
            continue
        text = texts[outcome.clause]
        turn, quote = _quote(outcome)
        points = 0.0 if outcome.clause in charged else deductions.get(outcome.clause, 0.0)
        charged.add(outcome.clause)
        yield (
            conversation.id, conversation.started_text or "", outcome.agent or attributes.get("agent_number") or "",
            attributes.get("agent_name") or "", attributes.get("agent_group") or "", attributes.get("queue") or "",
            text.section, outcome.clause, text.title["en" if language == "en" else "zh"], outcome.outcome,
            outcome.severity, points, "" if outcome.at is None else outcome.at, turn, quote, outcome.reason,
        )  # fmt: skip


def _quote(outcome: OutcomeLine) -> tuple[object, str]:
    for evidence in reversed(outcome.evidence):
        if evidence.quote:
            return evidence.turn if evidence.turn is not None else "", evidence.quote
    return "", ""


class FindingsTable:
    """findings.csv, written as results come."""

    def __init__(self, path: Path) -> None:
        self._stream: TextIO = path.open("w", encoding="utf-8-sig", newline="")
        self._writer = csv.writer(self._stream, lineterminator="\n")
        self._writer.writerow(COLUMNS)

    def add(self, rows: Iterator[tuple[object, ...]]) -> None:
        for row in rows:
            self._writer.writerow([guard(value) for value in row])

    def close(self) -> None:
        self._stream.close()


def write_workbook(path: Path, table: Path, audit: Audit, language: str) -> None:
    """findings.xlsx: summary, findings, agents, groups, clauses; the findings are read back from findings.csv."""
    english = language == "en"
    with xlsxwriter.Workbook(str(path), {"constant_memory": True, "strings_to_formulas": False,
                                         "strings_to_urls": False}) as book:  # fmt: skip
        head = book.add_format({"bold": True, "bg_color": "#DCE6F2", "border": 1})
        _sheet(
            book,
            "Summary" if english else "概览",
            head,
            ("", ""),
            audit.summary_rows(english),
            (28, 22),
        )
        names = COLUMNS if english else _CHINESE
        with table.open(encoding="utf-8-sig", newline="") as stream:
            rows = csv.reader(stream)
            next(rows, None)
            _sheet(book, "Findings" if english else "问题", head, names, (_typed(row, english) for row in rows),
                   (18, 24, 10, 10, 12, 10, 8, 8, 18, 10, 10, 8, 10, 8, 50, 50))  # fmt: skip
        titles = ("agent", "name", "group", "conversations", "average score", "findings") if english else (
            "工号", "姓名", "班组", "会话数", "平均分", "问题数")  # fmt: skip
        _sheet(
            book,
            "Agents" if english else "坐席",
            head,
            titles,
            audit.agent_rows(),
            (12, 12, 14, 10, 10, 10),
        )
        _sheet(
            book,
            "Groups" if english else "班组",
            head,
            (titles[2], *titles[3:]),
            audit.group_rows(),
            (16, 10, 10, 10),
        )
        titles = ("clause", "title", "kept", "broken", "unknown", "not applicable") if english else (
            "条款", "标题", "符合", "违反", "无法判断", "不适用")  # fmt: skip
        _sheet(
            book,
            "Clauses" if english else "条款",
            head,
            titles,
            audit.clause_rows(english),
            (10, 26, 10, 10, 10, 10),
        )


def _typed(row: list[str], english: bool) -> Iterator[object]:
    for name, value in zip(COLUMNS, row, strict=True):
        if name in ("deduction", "at", "turn") and value:
            yield float(value)
        elif name == "outcome" and not english:
            yield _VERDICTS.get(value, value)
        else:
            yield value


def _sheet(book: xlsxwriter.Workbook, name: str, head: object, titles: tuple[str, ...], rows: Iterable[Iterable[object]],
           widths: tuple[int, ...]) -> None:  # fmt: skip
    sheet = book.add_worksheet(name)
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    for column, title in enumerate(titles):
        sheet.write_string(0, column, title, head)
    sheet.freeze_panes(1, 0)
    last = 0
    for number, row in enumerate(rows, 1):
        if number > _LAST_ROW:
            break
        last = number
        for column, value in enumerate(row):
            if isinstance(value, int | float):
                sheet.write_number(number, column, value)
            else:
                sheet.write_string(number, column, str(guard(value)))
    sheet.autofilter(0, 0, max(last, 1), len(titles) - 1)
