"""Marks from a file: JSON lines, CSV or a workbook's first sheet.

Every wrong line is told with file, line and remedy, all of them at once, and then nothing is read: half of an inspector's
marks would be worse than none. It refuses to guess a verdict.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import get_args
from zoneinfo import ZoneInfo

import msgspec

from zuoxi.desk import Mark
from zuoxi.events import Verdict
from zuoxi.store.intake import UnreadableError
from zuoxi.store.tables import TABLES, read_rows

_HEADERS: dict[str, tuple[str, ...]] = {
    "conversation": ("conversation", "conversation_id", "会话", "会话编号", "会话id"),
    "clause": ("clause", "条款", "条款编号"),
    "id": ("id", "outcome_id", "结果编号", "判定编号"),
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
_MOST_TOLD = 20


def read_marks(path: Path, zone: str) -> dict[str, list[Mark]]:
    """The marks by conversation, in the file's order; `UnreadableError` tells every wrong line.

    Instants are told in `zone`, which also holds for those written without an offset.
    """
    rows = _table(path) if path.suffix.lower() in TABLES else _lines(path)
    marks: dict[str, list[Mark]] = {}
    wrong: list[str] = []
    for number, fields in rows:
        problem = fields if isinstance(fields, str) else _problem(fields)
        if problem or isinstance(fields, str):
            wrong.append(f"{path}:{number}: {problem}")
            continue
        mark = Mark(
            conversation=fields["conversation"], clause=fields["clause"], id=fields.get("id") or None,
            verdict=msgspec.convert(_VERDICT[fields["verdict"].lower()], Verdict),
            by=fields.get("by", ""), at=_instant(fields.get("at", ""), zone), note=fields.get("note", ""),
        )  # fmt: skip
        marks.setdefault(mark.conversation, []).append(mark)
    if wrong:
        more = [f"… and {len(wrong) - _MOST_TOLD} more"] if len(wrong) > _MOST_TOLD else []
        raise UnreadableError("\n".join(wrong[:_MOST_TOLD] + more))
    return marks


def _problem(fields: dict[str, str]) -> str:
    missing = [name for name in _NEEDED if not fields.get(name)]
    if missing:
        return f"no {' and no '.join(missing)}; a mark names conversation, clause and verdict."
    if fields["verdict"].lower() not in _VERDICT:
        known = ", ".join(get_args(Verdict))
        return f"{fields['verdict']!r} is no verdict; write one of {known}, or 符合, 违反, 不适用, 无法判断."
    try:
        datetime.fromisoformat(fields.get("at") or "2000-01-01")
    except ValueError:
        return f"{fields['at']!r} is no time; write it as 2026-11-05T10:00:00, or leave it out."
    identity = fields.get("id")
    if identity and identity.partition("#")[0] != fields["clause"]:
        return f"the outcome {identity!r} is none of clause {fields['clause']}; leave `id` out to mean all of the clause's."
    return ""


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
            value = msgspec.json.decode(line, type=dict[str, str | None])
        except msgspec.DecodeError as error:
            yield number, f'no mark ({error}); write {{"conversation": "…", "clause": "H01", "verdict": "kept"}}.'
            continue
        yield number, {key: (text or "").strip() for key, text in value.items()}


def _table(path: Path) -> Iterator[tuple[int, dict[str, str] | str]]:
    if not path.is_file():
        raise UnreadableError(f"{path}: cannot be opened. Name a file of marks (.jsonl, .csv, .xlsx).")
    rows = read_rows(path)
    heads = [_HEADER.get(head.strip().lower(), "") for head in next(rows, [])]
    missing = [name for name in _NEEDED if name not in heads]
    if missing:
        raise UnreadableError(
            f"{path}:1: no column for {', '.join(missing)}; head the columns conversation, clause, verdict (会话, 条款, 判定), "
            "and if wanted id, by, at, note."
        )
    for number, row in enumerate(rows, 2):
        if any(cell.strip() for cell in row):
            yield number, {name: cell.strip() for name, cell in zip(heads, row, strict=False) if name}
