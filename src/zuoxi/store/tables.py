"""Tables (CSV, XLSX) as conversations: one row a turn or a signal, grouped by conversation id.

Headers in Chinese or English; UTF-8, with a byte order mark, or GB18030; seconds, milliseconds, clock or absolute times. Rows
of one conversation may lie apart, so one file's rows are held in memory. It refuses to guess a column: unknown headers are an
error that shows how to map them once.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import msgspec
from python_calamine import CalamineError, CalamineWorkbook

from zuoxi.events import MalformedError, decode_line
from zuoxi.store.intake import Accepted, Identities, Refused, UnreadableError, Warned

TABLES = frozenset({".csv", ".xlsx"})
MAPPING_SUFFIX = ".columns.json"
SYNONYMS: dict[str, tuple[str, ...]] = {
    "conversation": ("conversation", "conversation_id", "id", "call_id", "session_id", "会话", "会话id", "会话编号", "通话id", "通话编号", "录音编号", "流水号"),
    "party": ("party", "role", "speaker", "角色", "说话人", "身份", "发言人", "一方"),
    "text": ("text", "content", "words", "utterance", "transcript", "内容", "文本", "语句", "话术", "对话内容", "说话内容"),
    "start": ("start", "start_time", "begin", "begin_time", "开始", "开始时间", "起始时间", "起始", "时间"),
    "end": ("end", "end_time", "stop", "结束", "结束时间", "终止时间"),
    "event": ("event", "signal", "type", "事件", "信号", "类型"),
    "at": ("at", "time", "时刻", "事件时间"),
    "confidence": ("confidence", "score", "置信度"),
    "agent_number": ("agent_number", "agent_id", "agent", "工号", "坐席", "坐席工号", "座席工号", "客服工号"),
    "agent_name": ("agent_name", "坐席姓名", "客服姓名", "座席姓名", "姓名"),
    "agent_group": ("agent_group", "group", "team", "班组", "组别", "团队"),
    "queue": ("queue", "skill", "队列", "技能组"),
    "channel": ("channel", "渠道"),
    "direction": ("direction", "方向", "呼叫方向"),
    "organisation": ("organisation", "organization", "company", "单位", "公司", "企业"),
    "customer_name": ("customer_name", "customer", "客户姓名", "客户"),
    "customer_title": ("customer_title", "称谓"),
    "started_at": ("started_at", "call_time", "通话时间", "会话开始时间", "来电时间"),
    "language": ("language", "语言"),
}  # fmt: skip
_PARTY_WORDS = {
    "agent": ("agent", "staff", "坐席", "座席", "客服", "客服代表", "服务方", "operator", "a"),
    "customer": ("customer", "user", "client", "caller", "客户", "用户", "来电者", "顾客", "c"),
    "colleague": ("colleague", "同事"), "ivr": ("ivr", "语音导航"), "bot": ("bot", "机器人"),
    "system": ("system", "系统"), "supervisor": ("supervisor", "主管"), "other": ("other", "其他", "其它"),
}  # fmt: skip
_EVENT_WORDS = {
    "rang": ("振铃", "响铃"), "answered": ("接听", "应答", "接通"), "held": ("保持", "等待"), "resumed": ("恢复", "取回"),
    "muted": ("静音",), "unmuted": ("取消静音",), "transferred": ("转接",), "hung_up": ("挂机", "挂断"), "dropped": ("掉线", "中断"),
    "closed": ("关闭", "结束会话"), "joined": ("加入",), "left": ("离开",),
}  # fmt: skip
_PARTY = {word: party for party, words in _PARTY_WORDS.items() for word in words}
_EVENT = {word: event for event, words in _EVENT_WORDS.items() for word in words}
_ATTRIBUTES = (
    "agent_number",
    "agent_name",
    "agent_group",
    "queue",
    "organisation",
    "customer_name",
    "customer_title",
)
_CLOCK = re.compile(r"^(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2}(?:\.\d+)?)$")


class Columns:
    """Which column holds what; `unit` of a time column is ms where its header says so."""

    def __init__(self, headers: list[str], mapping: dict[str, str], path: Path) -> None:
        self.place: dict[str, int] = {}
        self.in_ms: set[str] = set()
        wanted = {header.strip().lower(): field for field, header in mapping.items()}
        known = {word: field for field, words in SYNONYMS.items() for word in words}
        for number, header in enumerate(headers):
            name = header.strip().lower()
            bare = name.removesuffix("_ms").removesuffix("（毫秒）").removesuffix("(ms)")
            field = wanted.get(name) or known.get(name) or known.get(bare)
            if field is not None and field not in self.place:
                self.place[field] = number
                if bare != name:
                    self.in_ms.add(field)
        if "conversation" not in self.place or not ({"text", "event"} & self.place.keys()):
            raise UnreadableError(_how_to_map(headers, path))


def _how_to_map(headers: list[str], path: Path) -> str:
    beside = path.with_name(path.name + MAPPING_SUFFIX)
    return (
        f"{path}:1: no column for the conversation's id, or none for text or events. Found: "
        f"{', '.join(header for header in headers if header) or 'nothing'}. Rename the headers (conversation, party, text, "
        f'start, end), or write {beside.name} beside the file once, such as {{"conversation": "通话编号", "text": "内容"}}.'
    )


def read_mapping(path: Path) -> dict[str, str]:
    """The saved column mapping beside a table; empty if there is none."""
    beside = path.with_name(path.name + MAPPING_SUFFIX)
    if not beside.is_file():
        return {}
    try:
        return msgspec.json.decode(beside.read_bytes(), type=dict[str, str])
    except msgspec.DecodeError:
        raise UnreadableError(f'{beside}:1: a JSON object is expected, such as {{"text": "内容"}}.') from None


def _csv_rows(path: Path) -> Iterator[list[str]]:
    raw = path.read_bytes()
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = raw.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise UnreadableError(f"{path}: neither UTF-8 nor GB18030 text. Save it as UTF-8.")
    if "\0" in text:
        raise UnreadableError(f"{path}: holds NUL characters and is no CSV text. Save it as CSV (UTF-8).")
    csv.field_size_limit(16 * 1024 * 1024)
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    try:
        yield from csv.reader(io.StringIO(text), delimiter=delimiter)
    except csv.Error as error:
        raise UnreadableError(f"{path}: no readable CSV ({error}). Save it again as CSV (UTF-8).") from None


def _xlsx_rows(path: Path) -> Iterator[list[str]]:
    try:
        sheet = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0)
        rows = sheet.to_python(skip_empty_area=False)
    except (CalamineError, OSError, IndexError, ValueError):
        raise UnreadableError(f"{path}: no readable XLSX workbook. Save it again as .xlsx.") from None
    for row in rows:
        yield [_cell(value) for value in row]


def _cell(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def read_rows(path: Path) -> Iterator[list[str]]:
    """The rows of a CSV file or of a workbook's first sheet, as text."""
    return _csv_rows(path) if path.suffix.lower() == ".csv" else _xlsx_rows(path)


def read_table(
    path: Path,
    zone: str,
    seen: Identities,
    refuse: Callable[[Refused], None],
    warn: Callable[[Warned], None],
) -> Iterator[Accepted]:
    """The conversations of a table, in the order of their first rows."""
    rows = read_rows(path)
    headers = next(rows, None)
    if headers is None:
        raise UnreadableError(f"{path}: is empty. Give a table with a row of headers.")
    columns = Columns(headers, read_mapping(path), path)
    groups: dict[str, list[tuple[int, list[str]]]] = {}
    for number, row in enumerate(rows, 2):
        if not any(cell.strip() for cell in row):
            continue
        identity = _field(row, columns, "conversation")
        if not identity:
            refuse(Refused(path, number, "no conversation id; fill the column", b"", 0, 0))
            continue
        groups.setdefault(identity, []).append((number, row))
    for identity, members in groups.items():
        yield from _one(path, identity, members, columns, zone, seen, refuse, warn)


def _one(
    path: Path, identity: str, members: list[tuple[int, list[str]]], columns: Columns, zone: str, seen: Identities,
    refuse: Callable[[Refused], None], warn: Callable[[Warned], None],
) -> Iterator[Accepted]:  # fmt: skip
    first = members[0][0]
    odd: list[str] = []
    try:
        conversation = decode_line(
            msgspec.json.encode(_object(identity, members, columns, odd)),
            zone,
            odd.append,
        )
        before = seen.first_line(identity, first)
        if before is not None:
            raise MalformedError(f"the id {identity[:80]} was seen before (line {before}); each id once")
    except MalformedError as error:
        refuse(Refused(path, first, str(error), b"", 0, 0))
        return
    for message in odd:
        warn(Warned(path, first, identity, message))
    yield Accepted(conversation, path, first)


def _field(row: list[str], columns: Columns, field: str) -> str:
    place = columns.place.get(field)
    return row[place].strip() if place is not None and place < len(row) else ""


def _object(
    identity: str,
    members: list[tuple[int, list[str]]],
    columns: Columns,
    odd: list[str],
) -> dict[str, object]:
    attributes: dict[str, str] = {}
    found: dict[str, object] = {"id": identity, "attributes": attributes}
    turns: list[dict[str, object]] = []
    events: list[dict[str, object]] = []
    base: list[datetime] = []
    for number, row in members:
        for name in _ATTRIBUTES:
            value = _field(row, columns, name)
            if value:
                attributes.setdefault(name, value)
        for name in ("channel", "direction", "started_at", "language"):
            value = _field(row, columns, name)
            if value:
                found.setdefault(name, value)
        _take_row(number, row, columns, base, turns, events, odd)
    if base and "started_at" not in found:
        found["started_at"] = base[0].isoformat()
    if turns:
        found["turns"] = turns
    if events:
        found["events"] = events
    return found


def _take_row(
    number: int, row: list[str], columns: Columns, base: list[datetime], turns: list[dict[str, object]],
    events: list[dict[str, object]], odd: list[str],
) -> None:  # fmt: skip
    said = _field(row, columns, "party").lower()
    party = _PARTY.get(said)
    if said and party is None:
        odd.append(f"row {number}: the party is none of agent, customer, colleague …; taken as other")
        party = "other"
    event = _field(row, columns, "event")
    at_field = "at" if _field(row, columns, "at") else "start"
    if event:
        entry: dict[str, object] = {
            "type": _EVENT.get(event, event),
            "at": _time(row, columns, at_field, base, number),
        }
        if party is not None:
            entry["party"] = party
        events.append(entry)
        return
    turn: dict[str, object] = {
        "party": party or "other",
        "text": _field(row, columns, "text"),
    }
    for name in ("start", "end"):
        value = _time(row, columns, name, base, number)
        if value is not None:
            turn[name] = value
    confidence = _field(row, columns, "confidence")
    if confidence:
        try:
            turn["confidence"] = float(confidence)
        except ValueError:
            raise MalformedError(f"row {number}: the confidence is no number; give one between 0 and 1") from None
    turns.append(turn)


def _time(row: list[str], columns: Columns, field: str, base: list[datetime], number: int) -> float | None:
    """A time as seconds from the conversation's first absolute time, or as given."""
    text = _field(row, columns, field)
    if not text:
        return None
    try:
        value = float(text)
        return value / 1000 if field in columns.in_ms else value
    except ValueError:
        pass
    clock = _CLOCK.match(text)
    if clock is not None:
        return int(clock.group(1) or 0) * 3600 + int(clock.group(2)) * 60 + float(clock.group(3))
    try:
        moment = datetime.fromisoformat(text.replace("/", "-"))
    except ValueError:
        raise MalformedError(f"row {number}: {field} is no time; give seconds, HH:MM:SS or a date and time") from None
    if not base:
        base.append(moment)
    try:
        return (moment - base[0]).total_seconds()
    except TypeError:
        raise MalformedError(f"row {number}: times with and without an offset are mixed; use one form") from None
