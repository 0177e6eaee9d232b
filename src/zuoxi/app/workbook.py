"""findings.xlsx as an office uses it: one sheet a view, headers that stay, filters, numbers that are numbers.

Written row by row with constant memory; findings and conversations are read back from the files beside it. Texts are always
written as texts, never as formulas or links. It refuses to hide that a sheet is full: the summary says how many rows it
leaves to findings.csv.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path

import msgspec
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from zuoxi.app.fold import Audit
from zuoxi.measures import Interval, Tally

COLUMNS = ("conversation", "started_at", "agent_number", "agent_name", "agent_group", "queue", "section", "clause",
           "title", "outcome", "severity", "deduction", "at", "turn", "quote", "reason", "by")  # fmt: skip
#: rows under the header that a sheet can hold
MOST_ROWS = 1_048_575
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")
_WORDS = {
    "kept": "符合", "broken": "违反", "unknown": "无法判断", "not_applicable": "不适用", "advice": "提示", "minor": "一般",
    "major": "严重", "fatal": "致命", "phone": "电话", "chat": "在线", "email": "邮件", "sms": "短信", "counter": "柜台",
    "inbound": "呼入", "outbound": "呼出", "rule": "规则", "model": "模型", "model, advisory": "模型（仅供参考）", "person": "人",
    "unmarked": "待人工评分", "normal": "普通", "bonus": "加分", "by_clauses": "条款", "by_people": "人工", "yes": "是",
}  # fmt: skip


def guard(value: object) -> object:
    """Text that a spreadsheet might take for a formula gets an apostrophe before it; numbers stay numbers."""
    return "'" + value if isinstance(value, str) and _is_dangerous(value) else value


def unguard(text: str) -> str:
    """The text before it was guarded."""
    return text[1:] if text[:1] == "'" and _is_dangerous(text[1:]) else text


def _is_dangerous(text: str) -> bool:
    return text.lstrip("' ").startswith(_FORMULA)


def spool_of(table: Path) -> Path:
    """Where the conversations' lines wait until the workbook is written."""
    return table.with_name(".conversations.part")


class Column(msgspec.Struct, frozen=True):
    """A column's title in Chinese and English, its width, and how its cells are shown (`kind`)."""

    zh: str
    en: str
    width: int = 10
    kind: str = "text"


PERSON = (
    Column("工号", "Agent number"),
    Column("姓名", "Agent"),
    Column("班组", "Group", 14),
    Column("队列", "Queue", 12),
)
_FINDINGS = (
    Column("会话", "Conversation", 18), Column("开始时间", "Started at", 19, "instant"), *PERSON, Column("章", "Section", 8),
    Column("条款", "Clause", 8), Column("标题", "Title", 20), Column("结果", "Outcome", 9, "word"),
    Column("严重程度", "Severity", 10, "word"), Column("扣分", "Deduction", 10, "points"),
    Column("时刻（秒）", "Second", 10, "seconds"), Column("语句序号", "Turn", 9, "count"), Column("引语", "Quote", 52, "long"),
    Column("理由", "Reason", 52, "long"), Column("判定者", "Judged by", 16, "word"),
)  # fmt: skip
_CONVERSATIONS = (
    Column("会话", "Conversation", 18), Column("开始时间", "Started at", 19, "instant"), Column("渠道", "Channel", 8, "word"),
    Column("方向", "Direction", 9, "word"), *PERSON, Column("得分", "Score", 9, "points"),
    Column("问题", "Findings", 9, "count"),
    Column("致命问题", "Fatal findings", 12, "count"), Column("无法判断", "Unknown", 10, "count"),
    Column("语句数", "Turns", 8, "count"),
)  # fmt: skip
_FIGURES = (
    Column("会话数", "Conversations", 13, "count"), Column("有得分", "Scored", 9, "count"),
    Column("平均分", "Average score", 13, "points"), Column("95% 下限", "95% from", 10, "points"),
    Column("95% 上限", "95% to", 10, "points"), Column("问题数", "Findings", 10, "count"),
    Column("每百次问题", "Findings per 100", 16, "tenths"),
)  # fmt: skip
_AGENTS = (*PERSON[:3], *_FIGURES)
_GROUPS = (PERSON[2], *_FIGURES)
_CLAUSES = (
    Column("条款", "Clause", 8), Column("章", "Section", 8), Column("标题", "Title", 24),
    Column("严重程度", "Severity", 10, "word"), Column("权重", "Weight", 8, "points"), Column("符合", "Kept", 9, "count"),
    Column("违反", "Broken", 9, "count"), Column("无法判断", "Unknown", 10, "count"),
    Column("不适用", "Not applicable", 14, "count"), Column("违反率", "Broken share", 12, "share"),
    Column("95% 下限", "95% from", 10, "share"), Column("95% 上限", "95% to", 10, "share"),
    Column("人工核对", "Checked by people", 16, "count"), Column("人工一致", "Agreed", 10, "count"),
    Column("准确率待证实", "Precision unproven", 16, "word"), Column("条文", "Text", 70, "long"), Column("来源", "Source", 24),
)  # fmt: skip


class Book:
    """The workbook with its formats and its language."""

    def __init__(self, path: Path, language: str) -> None:
        options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
                   "strings_to_numbers": False}  # fmt: skip
        self.file = xlsxwriter.Workbook(str(path), options)
        self.english = language.startswith("en")
        self.head: Format = self.file.add_format(
            {"bold": True, "bg_color": "#DCE8F2", "bottom": 1, "valign": "vcenter", "text_wrap": True}
        )
        self.bold: Format = self.file.add_format({"bold": True})
        self.large: Format = self.file.add_format({"bold": True, "font_size": 14})
        numbers = {"points": "0.00", "seconds": "0.0", "count": "#,##0", "tenths": "0.0", "share": "0.0%",
                   "instant": "yyyy-mm-dd hh:mm:ss"}  # fmt: skip
        self.formats: dict[str, Format] = {
            kind: self.file.add_format({"num_format": shape, "valign": "top"}) for kind, shape in numbers.items()
        }
        self.formats["long"] = self.file.add_format({"text_wrap": True, "valign": "top"})
        self.formats["text"] = self.formats["word"] = self.file.add_format({"valign": "top"})

    def say(self, zh: str, en: str) -> str:
        return en if self.english else zh

    def add_sheet(self, zh: str, en: str, columns: Sequence[Column], rows: Iterable[Sequence[object]]) -> int:
        """A sheet with a header that stays and a filter; returns how many rows found no place."""
        sheet: Worksheet = self.file.add_worksheet(self.say(zh, en))
        for place, column in enumerate(columns):
            sheet.set_column(place, place, column.width)
        for place, column in enumerate(columns):
            sheet.write_string(0, place, self.say(column.zh, column.en), self.head)
        sheet.freeze_panes(1, 1)
        written = left = 0
        for row in rows:
            if written == MOST_ROWS:
                left += 1
                continue
            written += 1
            for place, (column, value) in enumerate(zip(columns, row, strict=True)):
                self.write(sheet, written, place, value, column.kind)
        sheet.autofilter(0, 0, max(written, 1), len(columns) - 1)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        return left

    def write(self, sheet: Worksheet, row: int, place: int, value: object, kind: str) -> None:
        """A cell as what it is: a number, an instant, or text that stays text."""
        shape = self.formats[kind]
        if value is None or value == "":
            return
        if isinstance(value, int | float):
            sheet.write_number(row, place, value, shape)
            return
        text = str(value)
        instant = _instant(text) if kind == "instant" else None
        if instant is not None:
            sheet.write_datetime(row, place, instant, shape)
            return
        sheet.write_string(row, place, self.word(text) if kind == "word" else text, shape)

    def word(self, name: str) -> str:
        return word_of(name, self.english)


def word_of(name: str, english: bool) -> str:
    """A value as the reader's language calls it."""
    return name.replace("_", " ") if english else _WORDS.get(name, name)


def write_workbook(
    path: Path, table: Path, audit: Audit, language: str, more: Callable[[Book], int] | None = None
) -> None:
    """findings.xlsx from findings.csv, the spooled conversations and the audit's figures; the spool is removed.

    more: adds the sheets of an organisation's own form; returns how many rows found no place.
    """
    book = Book(path, language)
    summary = book.file.add_worksheet(book.say("概览", "Summary"))
    spool = spool_of(table)
    left = book.add_sheet("问题", "Findings", _FINDINGS, read_spool(table, "utf-8-sig", _FINDINGS, 1))
    book.add_sheet(
        "坐席", "Agents", _AGENTS, ((key, t.name, t.group, *_figures(t)) for key, t in _sorted(audit.figures.agents))
    )
    book.add_sheet("班组", "Groups", _GROUPS, ((key, *_figures(tally)) for key, tally in _sorted(audit.figures.groups)))
    book.add_sheet("条款", "Clauses", _CLAUSES, _clause_rows(audit, book.english))
    unread = book.add_sheet("会话", "Conversations", _CONVERSATIONS, read_spool(spool, "utf-8", _CONVERSATIONS, 0))
    unfilled = more(book) if more is not None else 0
    _write_summary(book, summary, audit, (left, unread, unfilled))
    book.file.close()
    spool.unlink(missing_ok=True)


def read_spool(path: Path, encoding: str, columns: Sequence[Column], skipped: int) -> Iterator[list[object]]:
    """Rows of a table written earlier, with numbers as numbers and the guard taken off."""
    if not path.exists():
        return
    with path.open(encoding=encoding, newline="") as stream:
        for number, row in enumerate(csv.reader(stream)):
            if number >= skipped:
                yield [_typed(value, column.kind) for value, column in zip(row, columns, strict=True)]


def _typed(text: str, kind: str) -> object:
    if text and kind in ("points", "seconds", "count"):
        return float(text)
    return unguard(text)


def _instant(text: str) -> datetime | None:
    """The local time as the source had it: a spreadsheet knows no offsets."""
    try:
        return datetime.fromisoformat(text).replace(tzinfo=None)
    except ValueError:
        return None


def _sorted(table: Mapping[str, Tally]) -> list[tuple[str, Tally]]:
    return sorted(table.items(), key=lambda item: (101.0 if item[1].average is None else item[1].average, item[0]))


def _figures(tally: Tally) -> tuple[object, ...]:
    return (tally.conversations, tally.scored, tally.average, *_ends(tally.interval), tally.findings,
            100 * tally.findings / tally.conversations if tally.conversations else None)  # fmt: skip


def _ends(interval: Interval | None) -> tuple[float | None, float | None]:
    return (None, None) if interval is None else (interval.low, interval.high)


def _clause_rows(audit: Audit, english: bool) -> Iterator[tuple[object, ...]]:
    side = "en" if english else "zh"
    for clause, text in audit.texts.items():
        tally, weight = audit.figures.clauses[clause], audit.weights[clause]
        counts, agreement = tally.counts, tally.agreement
        yield (clause, text.section, text.title[side], weight.severity, weight.value, counts["kept"], counts["broken"],
               counts["unknown"], counts["not_applicable"], tally.share, *_ends(tally.interval),
               agreement.marked, agreement.agreed, ("yes" if english else "是") if agreement.in_doubt else None,
               text.text[side], ", ".join(text.source))  # fmt: skip


def _write_summary(book: Book, sheet: Worksheet, audit: Audit, beyond: tuple[int, int, int]) -> None:
    """The first sheet: the figures, what is not in the workbook, the spread of the scores and the days, both drawn."""
    counted = audit.figures
    say, figures = book.say, _figures(counted.all)
    days = [(key, tally) for key, tally in sorted(counted.days.items()) if key[:1].isdigit()]
    period = f"{days[0][0]} – {days[-1][0]}" if days else "–"
    lines: list[tuple[str, object, str]] = [
        (say("会话数", "Conversations"), counted.all.conversations, "count"), (say("有得分", "Scored"), figures[1], "count"),
        (say("平均分", "Average score"), figures[2], "points"), (say("95% 下限", "95% from"), figures[3], "points"),
        (say("95% 上限", "95% to"), figures[4], "points"), (say("问题数", "Findings"), counted.all.findings, "count"),
        (say("坐席数", "Agents"), len(counted.agents), "count"), (say("班组数", "Groups"), len(counted.groups), "count"),
        (say("期间", "Period"), period, "text"),
    ]  # fmt: skip
    for rows, zh, en in zip(beyond, ("问题”表放不下的行，见 findings.csv", "会话”表放不下的行，见 results.jsonl",
                                     "评分表”表放不下的行，见 results.jsonl"),
                            ("Findings beyond the sheet: see findings.csv", "Conversations beyond the sheet: see results.jsonl",
                             "Scorecard rows beyond the sheet: see results.jsonl"), strict=True):  # fmt: skip
        if rows:
            lines.append((say(f"“{zh}", en), rows, "count"))
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 4, 16)
    sheet.write_string(0, 0, say("质检概览", "Inspection summary"), book.large)
    row = 1
    for name, value, kind in lines:
        sheet.write_string(row, 0, name)
        book.write(sheet, row, 1, value, kind)
        row += 1
    row = _write_bins(book, sheet, row + 1, counted.bins)
    _write_days(book, sheet, row + 1, days)


def _write_bins(book: Book, sheet: Worksheet, row: int, bins: Sequence[int]) -> int:
    span = 100 / len(bins)
    sheet.write_string(row, 0, book.say("分数段", "Scores"), book.head)
    sheet.write_string(row, 1, book.say("会话数", "Conversations"), book.head)
    for place, count in enumerate(bins):
        sheet.write_string(row + 1 + place, 0, f"{place * span:g}–{(place + 1) * span:g}")
        sheet.write_number(row + 1 + place, 1, count, book.formats["count"])
    _draw(book, sheet, "column", (row, row + len(bins)), 1, "G2", book.say("得分分布", "Scores"))
    return row + 1 + len(bins)


def _write_days(book: Book, sheet: Worksheet, row: int, days: Sequence[tuple[str, Tally]]) -> None:
    titles = (_FIGURES[0], _FIGURES[2], _FIGURES[3], _FIGURES[4])
    sheet.write_string(row, 0, book.say("日期", "Day"), book.head)
    for place, column in enumerate(titles, 1):
        sheet.write_string(row, place, book.say(column.zh, column.en), book.head)
    for number, (day, tally) in enumerate(days, row + 1):
        figures = _figures(tally)
        sheet.write_string(number, 0, day)
        for place, column in enumerate(titles, 1):
            book.write(sheet, number, place, figures[_FIGURES.index(column)], column.kind)
    if days:
        _draw(book, sheet, "line", (row, row + len(days)), 2, "G18", book.say("每日平均分", "Average score by day"))


def _draw(book: Book, sheet: Worksheet, kind: str, span: tuple[int, int], place: int, cell: str, title: str) -> None:
    first, last = span[0] + 1, span[1]
    chart = book.file.add_chart({"type": kind})
    name = sheet.get_name()
    chart.add_series({"categories": [name, first, 0, last, 0], "values": [name, first, place, last, place],
                      "line": {"color": "#1B5E92"}, "fill": {"color": "#5B8DB8"}})  # fmt: skip
    chart.set_title({"name": title, "name_font": {"size": 11}})
    chart.set_legend({"none": True})
    chart.set_size({"width": 560, "height": 290})
    sheet.insert_chart(cell, chart)
