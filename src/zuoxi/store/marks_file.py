"""Marks from a file: JSON lines, CSV or a workbook's first sheet; of outcomes, and of the items of an organisation's own form.

Every wrong line is told with file, line and remedy, all of them at once, and then nothing is read: half of an inspector's
marks would be worse than none. It refuses to guess a verdict.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import get_args
from zoneinfo import ZoneInfo

import msgspec

from zuoxi.desk import ItemMark, Mark, Marks
from zuoxi.events import Verdict
from zuoxi.measures import scorecard as forms
from zuoxi.store.intake import UnreadableError
from zuoxi.store.tables import TABLES, read_rows

_HEADERS: dict[str, tuple[str, ...]] = {
    "conversation": ("conversation", "conversation_id", "会话", "会话编号", "会话id"),
    "clause": ("clause", "条款", "条款编号"),
    "id": ("id", "outcome_id", "结果编号", "判定编号"),
    "item": ("item", "评分项", "项目"),
    "points": ("points", "得分", "分数"),
    "verdict": ("verdict", "mark", "判定", "人工判定", "结论"),
    "by": ("by", "inspector", "检查人", "质检员", "标记人"),
    "at": ("at", "marked_at", "标记时间", "时间"),
    "note": ("note", "remark", "备注", "说明"),
}
_VERDICTS: dict[str, tuple[str, ...]] = {
    "kept": ("kept", "ok", "pass", "yes", "符合", "合格", "通过"),
    "broken": ("broken", "fail", "no", "违反", "不符合", "不合格", "不通过"),
    "not_applicable": ("not_applicable", "n/a", "na", "不适用"),
    "unknown": ("unknown", "cannot judge", "无法判断"),
}
_HEADER = {word: name for name, words in _HEADERS.items() for word in words}
_VERDICT = {word: name for name, words in _VERDICTS.items() for word in words}
_NEEDED = ("conversation", "clause", "verdict")
#: a table holds marks of clauses, or of items, or of both
_HEADS = (
    ("conversation", "clause", "verdict"),
    ("conversation", "item", "points"),
    ("conversation", "item", "verdict"),
)
_MOST_TOLD = 20
_POINTS = re.compile(r"\d{1,6}(?:\.\d{1,4})?")


def read_marks(path: Path, zone: str, card: forms.Scorecard | None = None) -> Marks:
    """The marks in the file's order; `UnreadableError` tells every wrong line.

    Instants are told in `zone`, which also holds for those written without an offset. card: the form whose items are marked.
    """
    rows = _table(path) if path.suffix.lower() in TABLES else _lines(path)
    items = {} if card is None else {item.id: item for item in card.items()}
    marks = Marks({}, {})
    wrong: list[str] = []
    for number, fields in rows:
        problem = fields if isinstance(fields, str) else _problem(fields) or (_amiss(fields, items) if card else "")
        if problem or isinstance(fields, str):
            wrong.append(f"{path}:{number}: {problem}")
        elif fields.get("item"):
            one = _item_mark(fields, zone)
            marks.items.setdefault(one.conversation, []).append(one)
        else:
            mark = _mark(fields, zone)
            marks.outcomes.setdefault(mark.conversation, []).append(mark)
    if wrong:
        more = [f"… and {len(wrong) - _MOST_TOLD} more"] if len(wrong) > _MOST_TOLD else []
        raise UnreadableError("\n".join(wrong[:_MOST_TOLD] + more))
    return marks


def _mark(fields: dict[str, str], zone: str) -> Mark:
    return Mark(
        conversation=fields["conversation"], clause=fields["clause"], id=fields.get("id") or None,
        verdict=_verdict(fields["verdict"]), by=fields.get("by", ""), at=_instant(fields.get("at", ""), zone),
        note=fields.get("note", ""),
    )  # fmt: skip


def _item_mark(fields: dict[str, str], zone: str) -> ItemMark:
    return ItemMark(conversation=fields["conversation"], item=fields["item"], said=_said(fields), by=fields.get("by", ""),
                    at=_instant(fields.get("at", ""), zone), note=fields.get("note", ""))  # fmt: skip


def _verdict(text: str) -> Verdict:
    found: Verdict = msgspec.convert(_VERDICT[text.lower()], Verdict)
    return found


def _said(fields: dict[str, str]) -> forms.Said:
    return float(fields["points"]) if fields.get("points") else _verdict(fields["verdict"])


def _problem(fields: dict[str, str]) -> str:
    if fields.get("item"):
        problem = _problem_of_item(fields)
    else:
        missing = [name for name in _NEEDED if not fields.get(name)]
        problem = f"no {' and no '.join(missing)}; a mark names conversation, clause and verdict." if missing else ""
    if problem:
        return problem
    if fields.get("verdict") and fields["verdict"].lower() not in _VERDICT:
        known = ", ".join(get_args(Verdict))
        return f"{fields['verdict']!r} is no verdict; write one of {known}, or 符合, 违反, 不适用, 无法判断."
    try:
        datetime.fromisoformat(fields.get("at") or "2000-01-01")
    except ValueError:
        return f"{fields['at']!r} is no time; write it as 2026-11-05T10:00:00, or leave it out."
    identity = fields.get("id")
    if identity and identity.partition("#")[0] != fields.get("clause"):
        return f"the outcome {identity!r} is none of clause {fields['clause']}; leave `id` out to mean all of the clause's."
    return ""


def _problem_of_item(fields: dict[str, str]) -> str:
    if not fields.get("conversation"):
        return "no conversation; a mark of an item names conversation, item, and points or verdict."
    if fields.get("clause") or fields.get("id"):
        return "a mark is of a clause or of an item, not of both; write two lines."
    if bool(fields.get("points")) is bool(fields.get("verdict")):
        return f"item {fields['item']}: either points or a verdict is expected, one of the two."
    if fields.get("points") and not _POINTS.fullmatch(fields["points"]):
        return f"{fields['points']!r} is no number of points; give a plain one such as 5 or 2.5."
    return ""


def _amiss(fields: dict[str, str], items: dict[str, forms.Item]) -> str:
    """Why the form cannot take this mark of an item; empty if it can, or if it is a clause's."""
    name = fields.get("item")
    if not name:
        return ""
    if name not in items:
        near = difflib.get_close_matches(name, items, n=1, cutoff=0.0)
        return f"no item {name!r} in the scorecard; the nearest is {near[0] if near else next(iter(items))}."
    problem = forms.said_amiss(items[name], _said(fields))
    return f"item {name}: {problem}." if problem else ""


def _instant(text: str, zone: str) -> str:
    if not text:
        return ""
    told = datetime.fromisoformat(text)
    place = ZoneInfo(zone)
    return (told.astimezone(place) if told.tzinfo else told.replace(tzinfo=place)).isoformat(timespec="seconds")


def _lines(path: Path) -> Iterator[tuple[int, dict[str, str] | str]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError:
        raise UnreadableError(f"{path}: cannot be opened. Name a file of marks (.jsonl, .csv, .xlsx).") from None
    except UnicodeDecodeError:
        raise UnreadableError(f"{path}: is no UTF-8 text. Save it as UTF-8.") from None
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            value = msgspec.json.decode(line, type=dict[str, str | int | float | None])
        except msgspec.DecodeError as error:
            yield number, f'no mark ({error}); write {{"conversation": "…", "clause": "H01", "verdict": "kept"}}.'
            continue
        yield number, {key: "" if told is None else str(told).strip() for key, told in value.items()}


def _table(path: Path) -> Iterator[tuple[int, dict[str, str] | str]]:
    if not path.is_file():
        raise UnreadableError(f"{path}: cannot be opened. Name a file of marks (.jsonl, .csv, .xlsx).")
    rows = read_rows(path)
    heads = [_HEADER.get(head.strip().lower(), "") for head in next(rows, [])]
    missing = [name for name in _NEEDED if name not in heads]
    if not any(set(wanted) <= set(heads) for wanted in _HEADS):
        raise UnreadableError(
            f"{path}:1: no column for {', '.join(missing)}; head the columns conversation, clause, verdict (会话, 条款, 判定), "
            "and if wanted id, by, at, note; for items of a scorecard conversation, item, points (会话, 评分项, 得分)."
        )
    for number, row in enumerate(rows, 2):
        if any(cell.strip() for cell in row):
            yield number, {name: cell.strip() for name, cell in zip(heads, row, strict=False) if name}
